/** An answer to a phone code: without a report nothing but the kind of the fault is known, so the words stay general. */
import { message } from '../model/message.ts';
import type { Problem } from '../model/problem.ts';
import type { Reply } from '../model/reply.ts';
import { rootCauses, topicOf, type RootCauseId } from '../model/root-causes.ts';
import type { ScopeDecision } from '../model/scope.ts';
import type { PhoneCodeMeaning } from '../report/phone-code.ts';
import { decideScope } from '../scope/decide-scope.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { replyAbout, type ReplyOptions } from './reply.ts';
import { part } from './reply-parts.ts';
import { ticketKind } from './ticket-kind.ts';

interface Asked {
  readonly product?: string | undefined;
  readonly tier?: string | undefined;
  readonly fact?: Readonly<Record<string, string>> | undefined;
  /** RFC 3339: answer times count from here. */
  readonly now: string;
}

/** What the policy of a provider says of it, where the desk names one; else what the customer's Faultline read. */
export function decideCode(
  { rootCause, faultDomain, ...meaning }: PhoneCodeMeaning,
  pack: ProviderPack | null,
  { product, tier, fact = {}, now }: Asked,
): ScopeDecision {
  const topic = topicOfCause(rootCause);
  const decided = decideScope({
    pack,
    product: product ?? null,
    tier: tier ?? null,
    topic,
    rootCause,
    faultDomain,
    facts: fact,
    at: now,
  });
  return pack === null ? { ...decided, decision: meaning.decision } : decided;
}

/** A root cause that a later version gave up has no topic any more. */
const topicOfCause = (rootCause: string): string =>
  Object.hasOwn(rootCauses, rootCause)
    ? topicOf(rootCause as RootCauseId, rootCauses[rootCause as RootCauseId].service)
    : 'server.service';

export function replyToCode(meaning: PhoneCodeMeaning, scope: ScopeDecision, options: ReplyOptions): Reply {
  const { t } = options;
  const own = `reply.symptom.${meaning.rootCause}`;
  const symptom = t.text(t.has(own) ? own : `ticket.symptom.${meaning.rootCause}`);
  const nothing = message('reply.next.on_screen');
  const coded: Problem = {
    ...meaning,
    subject: '',
    service: null,
    headline: nothing,
    reason: nothing,
    nextStep: nothing,
    limits: nothing,
    symptoms: [],
    evidence: [],
    evidenceAgainst: [],
    missingControls: [],
    // which one it is, a code does not tell
    rivals: meaning.rivalOpen
      ? [{ faultDomain: 'undetermined', excluded: false, because: nothing, evidence: [] }]
      : [],
    topic: scope.topic,
    scope,
  };
  // the desk acts on the report, everybody else on what the customer's screen shows
  const problem =
    ticketKind(coded) === 'provider_ticket'
      ? { ...coded, nextStep: message('reply.next.send_report') }
      : coded;
  return replyAbout(problem, null, part('found', t.text('reply.found_code', { symptom })), options);
}
