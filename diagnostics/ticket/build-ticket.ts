/** Makes the ticket, guide or letter for one problem of a report. Pure; nothing secret gets in. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { TICKET_SCHEMA_VERSION, type Ticket, type TicketKind } from '../model/ticket.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { withoutSecrets } from '../report/redact/redactor.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { ticketFingerprint } from './fingerprint.ts';
import { ticketFields } from './ticket-fields.ts';
import { departmentOf, letterParty, ticketKind } from './ticket-kind.ts';
import { ticketSections } from './ticket-sections.ts';

export interface TicketOptions {
  /** Of the ticket's language, which may differ from the program's. */
  readonly t: Translator;
  /** The provider's wishes; the general ones alone without it. */
  readonly pack?: ProviderPack | null;
}

export function buildTicket(report: Report, problemIndex: number, { t, pack = null }: TicketOptions): Ticket {
  const problem = report.problems[problemIndex];
  if (!problem) throw new RangeError(`problem ${problemIndex} of ${report.problems.length}`);
  const kind = ticketKind(problem);
  const ticket: Ticket = {
    schemaVersion: TICKET_SCHEMA_VERSION,
    kind,
    language: t.language,
    fingerprint: ticketFingerprint(report, problem),
    report: report.id,
    createdAt: report.finishedAt,
    subject: subjectOf(report, problem, t),
    recipient: recipientOf(problem, kind, pack, t),
    channel: kind === 'provider_ticket' ? channelOf(problem, t) : null,
    department: departmentOf(problem.topic),
    priority: priorityOf(problem, t),
    problem: problemOf(problem),
    sections: ticketSections({ report, problem, kind, t }),
    fields: kind === 'provider_ticket' ? ticketFields({ report, problem, pack, t }) : [],
    advice: kind === 'provider_ticket' ? adviceFor(problem, pack, t) : [],
    attachments: kind === 'self_help' ? [] : [bundleOf(report, t)],
  };
  return withoutSecrets(ticket);
}

/** `[service] domain: symptom (rule id)`: what a desk sorts by. */
function subjectOf(report: Report, problem: Problem, t: Translator): string {
  const service = problem.service ?? 'general';
  const symptom = t.text(`ticket.symptom.${problem.rootCause}`);
  return inertLine(
    `[${t.text(`ticket.service.${service}`)}] ${report.request.target.displayName}: ${symptom} (${problem.rule})`,
  );
}

function recipientOf(
  problem: Problem,
  kind: TicketKind,
  pack: ProviderPack | null,
  t: Translator,
): Ticket['recipient'] {
  if (kind === 'self_help') return { party: 'customer', name: t.text('ticket.party.customer') };
  if (kind === 'third_party_letter') {
    const party = letterParty(problem.faultDomain);
    return { party, name: t.text(`ticket.party.${party}`) };
  }
  return {
    party: 'hosting_provider',
    name: inertLine(pack?.name ?? t.text('ticket.party.hosting_provider')),
  };
}

function channelOf({ scope }: Problem, t: Translator): Ticket['channel'] {
  if (scope.channel === null) return null;
  const { text, address } = scope.channel;
  return { text: t.localized(text), address: address === null ? null : inertLine(address) };
}

function priorityOf(problem: Problem, t: Translator): Ticket['priority'] {
  const { priority, priorityText } = problem.scope;
  const count = problem.symptoms.length;
  if (priority === null) {
    return {
      id: null,
      text: t.text('ticket.priority_none'),
      reason: t.text('ticket.priority_impact', { count }),
    };
  }
  return {
    id: priority,
    text: priorityText ? t.localized(priorityText) : inertLine(priority),
    reason: `${t.text('ticket.priority_policy')} ${t.text('ticket.priority_impact', { count })}`,
  };
}

const problemOf = (problem: Problem): Ticket['problem'] => ({
  rule: problem.rule,
  rootCause: problem.rootCause,
  subject: inertLine(problem.subject),
  service: problem.service,
  side: problem.side,
  faultDomain: problem.faultDomain,
  confidence: problem.confidence,
});

/** For the sender: no password ever, the provider's own rules, what to tick when it costs something. */
function adviceFor(problem: Problem, pack: ProviderPack | null, t: Translator): readonly string[] {
  const wishes = pack?.ticket;
  const isCharged = problem.scope.decision === 'billable' || problem.scope.cost !== null;
  const texts = [
    ...(wishes?.secureChannel ? [wishes.secureChannel] : []),
    ...(wishes?.onePerProblem ? [wishes.onePerProblem] : []),
    ...(isCharged && wishes?.acceptCharges ? [wishes.acceptCharges] : []),
    ...(wishes?.forbidden ?? []),
    ...(wishes?.notes ?? []),
  ];
  return [
    t.text('ticket.advice_password'),
    ...texts.map(({ text, section }) => t.text('ticket.advice', { text: t.localized(text), section })),
  ];
}

const bundleOf = (report: Report, t: Translator): Ticket['attachments'][number] => ({
  name: `${report.id}.faultline`,
  mediaType: 'application/zip',
  description: t.text('ticket.attachment'),
});
