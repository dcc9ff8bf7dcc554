/** Who is written to about a problem, and which department of theirs. */
import type { Problem } from '../model/problem.ts';
import type { Ticket, TicketKind } from '../model/ticket.ts';
import type { FaultDomain } from '../model/vocabulary.ts';
import { assertNever } from '../model/schema-kit.ts';

/**
 * The policy says who acts; where it is silent, the side does. Nobody is blamed by an undetermined one: the provider is asked, unless
 * its policy does not cover the matter at all. What the website itself does wrong is for whoever made it.
 */
export function ticketKind(problem: Problem): TicketKind {
  const { faultDomain, scope } = problem;
  const isRefused = scope.decision === 'not_supported';
  if (faultDomain === 'site_application' && scope.responsible !== 'provider') return 'third_party_letter';
  if (problem.side === 'undetermined' && isRefused) return 'self_help';
  switch (problem.scope.responsible) {
    case 'provider':
      return 'provider_ticket';
    case 'customer':
      return 'self_help';
    case 'third_party':
    case 'access_provider':
      return 'third_party_letter';
    case 'unknown':
      return kindBySide(problem);
    default:
      return assertNever(problem.scope.responsible);
  }
}

function kindBySide(problem: Problem): TicketKind {
  switch (problem.side) {
    case 'customer':
      return 'self_help';
    case 'network_path':
    case 'third_party':
      return 'third_party_letter';
    case 'provider':
    case 'undetermined':
      return 'provider_ticket';
    default:
      return assertNever(problem.side);
  }
}

/** Domain of the fault that a letter is addressed by; the path in general belongs to the access provider's desk. */
export const letterParty = (domain: FaultDomain): FaultDomain =>
  domain === 'internet_path' || domain === 'undetermined' ? 'access_provider' : domain;

export function departmentOf(topic: string): Ticket['department'] {
  if (topic.startsWith('billing')) return 'billing';
  if (topic.startsWith('domain')) return 'domains';
  return topic.startsWith('mail.blocklist') || topic.startsWith('abuse') ? 'abuse' : 'technical';
}
