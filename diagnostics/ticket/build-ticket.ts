/** Makes the ticket, guide or letter for one problem of a report. Pure; nothing secret gets in. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { TICKET_SCHEMA_VERSION, type Ticket, type TicketKind } from '../model/ticket.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { phoneCodeOf } from '../report/phone-code.ts';
import { withoutSecrets } from '../report/redact/redactor.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { withAffected, type Affected } from './affected.ts';
import { deliveryRows, dueOf, levelOf, mailboxOf, portalOf, priorityOf } from './delivery.ts';
import { ticketFingerprint } from './fingerprint.ts';
import { mailToOf } from './mail-link.ts';
import { ticketFields } from './ticket-fields.ts';
import { departmentOf, letterParty, ticketKind } from './ticket-kind.ts';
import { ticketSections } from './ticket-sections.ts';

export interface TicketOptions {
  /** Of the ticket's language, which may differ from the program's. */
  readonly t: Translator;
  /** The provider's wishes; the general ones alone without it. */
  readonly pack?: ProviderPack | null;
  /** Name of the report file that goes along. */
  readonly attachmentName?: string;
  /** Where the same cause was found, this report's own domain among it: one ticket for all of them. */
  readonly affected?: Affected;
}

export function buildTicket(given: Report, problemIndex: number, options: TicketOptions): Ticket {
  const report = sweptFor(given, problemIndex);
  const { t, attachmentName = `${report.id}.faultline` } = options;
  const pack = options.pack ? { ...options.pack, ticket: withoutSecrets(options.pack.ticket) } : null;
  const problem = report.problems[problemIndex];
  if (!problem) throw new RangeError(`problem ${problemIndex} of ${report.problems.length}`);
  const kind = ticketKind(problem);
  const isForDesk = kind === 'provider_ticket';
  const about = { problem, pack, t };
  const level = levelOf(about);
  const due = isForDesk ? dueOf(about) : null;
  const ticket: Ticket = {
    schemaVersion: TICKET_SCHEMA_VERSION,
    kind,
    language: t.language,
    fingerprint: ticketFingerprint(report, problem, options.affected),
    report: report.id,
    createdAt: report.finishedAt,
    subject: subjectOf(report, problem, t, options.affected),
    recipient: recipientOf(problem, kind, pack, t),
    channel: isForDesk ? channelOf(problem, t) : null,
    department: departmentOf(problem.topic),
    priority: priorityOf(about),
    level,
    due,
    problem: problemOf(problem),
    sections: withAffected(ticketSections({ report, problem, kind, pack, t }), report, problem, options),
    fields: isForDesk ? ticketFields({ report, problem, pack, level, t }) : [],
    delivery: deliveryOf(kind, { ...about, level, due }),
    links: { portal: isForDesk ? portalOf(problem) : null, mailTo: null },
    advice: adviceFor(problem, kind, pack, t),
    attachments: isForDesk ? [bundleNamed(attachmentName, t)] : [],
  };
  return { ...ticket, links: { ...ticket.links, mailTo: mailToOf(ticket, t) } };
}

/**
 * Once more, whoever made the report: what the person typed, the problem, and the measurements that it cites. Done before anything is put
 * into words, since our own sentences about passwords would suffer from it.
 */
function sweptFor(report: Report, problemIndex: number): Report {
  const { request, problems, observations } = report;
  const { evidence = [], evidenceAgainst = [] } = problems[problemIndex] ?? {};
  const cited = new Set([...evidence, ...evidenceAgainst].map(({ observation }) => observation));
  return {
    ...report,
    request: withoutSecrets(request),
    problems: problems.map((problem, index) => (index === problemIndex ? withoutSecrets(problem) : problem)),
    observations: observations.map((each) => (cited.has(each.id) ? withoutSecrets(each) : each)),
  };
}

/** `[service] domain: symptom (rule id)`: what a desk sorts by. */
function subjectOf(report: Report, problem: Problem, t: Translator, affected: Affected | undefined): string {
  const service = problem.service ?? 'general';
  const symptom = t.text(`ticket.symptom.${problem.rootCause}`);
  const concerned =
    affected === undefined
      ? report.request.target.displayName
      : t.text('ticket.affected_domains', { count: affected.domains.length });
  return t.text('ticket.subject', {
    service: t.text(`ticket.service.${service}`),
    concerned,
    symptom,
    rule: problem.rule,
  });
}

function recipientOf(
  problem: Problem,
  kind: TicketKind,
  pack: ProviderPack | null,
  t: Translator,
): Ticket['recipient'] {
  if (kind === 'self_help')
    return { party: 'customer', name: t.text('ticket.party.customer'), address: null };
  if (kind === 'third_party_letter') {
    const party = letterParty(problem.faultDomain);
    return { party, name: t.text(`ticket.party.${party}`), address: null };
  }
  return {
    party: 'hosting_provider',
    name: inertLine(pack?.name ?? t.text('ticket.party.hosting_provider')),
    address: mailboxOf(problem),
  };
}

function channelOf({ scope }: Problem, t: Translator): Ticket['channel'] {
  if (scope.channel === null) return null;
  const { text, address } = scope.channel;
  return { text: t.localized(text), address: address === null ? null : inertLine(address) };
}

function deliveryOf(kind: TicketKind, context: Parameters<typeof deliveryRows>[0]): Ticket['delivery'] {
  const { problem, pack, t } = context;
  const to = (name: string): Ticket['delivery'] => [
    { id: 'to', label: t.text('ticket.head.to'), paragraphs: [name], items: [] },
  ];
  if (kind === 'self_help') return [];
  const { name } = recipientOf(problem, kind, pack, t);
  return kind === 'third_party_letter' ? to(name) : [...to(name), ...deliveryRows(context)];
}

const problemOf = (problem: Problem): Ticket['problem'] => ({
  ...phoneCodePart(problem),
  rule: problem.rule,
  rootCause: problem.rootCause,
  subject: inertLine(problem.subject),
  service: problem.service,
  side: problem.side,
  faultDomain: problem.faultDomain,
  confidence: problem.confidence,
});

function phoneCodePart(problem: Problem): Pick<Ticket['problem'], 'phoneCode'> {
  const phoneCode = phoneCodeOf(problem);
  return phoneCode === null ? {} : { phoneCode };
}

/** For the sender: no password ever, the provider's own rules, what to tick when it costs something. */
function adviceFor(
  problem: Problem,
  kind: TicketKind,
  pack: ProviderPack | null,
  t: Translator,
): readonly string[] {
  if (kind === 'self_help') return [];
  const password = t.text('ticket.advice_password');
  if (kind === 'third_party_letter') return [password, t.text('ticket.advice_letter')];
  const wishes = pack?.ticket;
  const { secureChannel } = wishes ?? {};
  const isCharged = problem.scope.decision === 'billable' || problem.scope.cost !== null;
  const texts = [
    ...(wishes?.onePerProblem ? [wishes.onePerProblem] : []),
    ...(isCharged && wishes?.acceptCharges ? [wishes.acceptCharges] : []),
    ...(wishes?.forbidden ?? []),
    ...(wishes?.notes ?? []),
  ];
  const noted = ({ text, section }: (typeof texts)[number]): string =>
    t.text('ticket.advice', { text: t.localized(text), section });
  const safe = secureChannel
    ? [noted(secureChannel), ...(secureChannel.address === null ? [] : [inertLine(secureChannel.address)])]
    : [];
  const saysIt = wishes?.forbidden.some(({ id }) => id === 'password') === true;
  return [
    ...(saysIt ? [] : [password]),
    ...(safe.length === 0 ? [] : [safe.join(' · ')]),
    ...texts.map(noted),
  ];
}

const bundleNamed = (name: string, t: Translator): Ticket['attachments'][number] => ({
  name: inertLine(name),
  mediaType: 'application/zip',
  description: t.text('ticket.attachment'),
});
