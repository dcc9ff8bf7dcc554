/** Tickets, letters and guides: what the window shows of one, and the file that leaves. Both are made of the same ticket. */
import {
  renderTicket,
  shareReport,
  ticketFileName,
  ticketQuestions,
  withAnswers,
  type Affected,
} from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { InputOf } from '../contract/channels.ts';
import type { TicketView } from '../contract/views.ts';
import { loadPrivateMap } from '../services/private-map.ts';
import { receivedFor } from '../services/request-store.ts';
import { refusal } from '../services/said-error.ts';
import { canSealFor } from '../services/sealed-report.ts';
import { leavingBundle, packOf, prepareTicket, type PreparedTicket } from '../services/ticket-files.ts';
import { privateFolder, type EngineContext } from './context.ts';
import type { OpenReports } from './open-reports.ts';
import type { EngineHandlers, EngineInput, MadeFile } from './protocol.ts';

type Own = 'ticket:compose' | 'ticket:file' | 'report:file';

export const ticketHandlers = (
  context: EngineContext,
  reports: OpenReports,
  affectedBy: AffectedBy,
): Pick<EngineHandlers, Own> => ({
  'ticket:compose': async (input) => viewOf(await make({ context, reports, affectedBy }, input)),
  'ticket:file': async (input) => fileOf(await make({ context, reports, affectedBy }, input), input),
  'report:file': async ({ id, language, sealed }) => {
    const { report, packs } = await reports.open(id);
    const name = reportFileName(report, sealed);
    const t = context.translator(language);
    const request = await receivedFor(context.folder, report);
    const options = { t, packs, attachmentName: name, request, isSealed: sealed };
    return { name, content: await leavingBundle(report, options) };
  },
});

/** All that share a cause, as the board knows them; nothing when it is gone from the board. */
export type AffectedBy = (cause: string) => Promise<Affected | undefined>;

interface Means {
  readonly context: EngineContext;
  readonly reports: OpenReports;
  readonly affectedBy: AffectedBy;
}

interface Made extends PreparedTicket {
  readonly index: number;
  /** The report as it may leave, whether or not the ticket takes it along. */
  readonly whole: (isSealed: boolean | undefined) => Promise<Uint8Array>;
  readonly canSeal: boolean;
  readonly t: ReturnType<EngineContext['translator']>;
}

/** As it may leave: with the person's answers, and without what the person does not let stand. */
async function make(
  { context, reports, affectedBy }: Means,
  { id, language, problem: index, answers, keep, cause }: InputOf<'ticket:compose'>,
): Promise<Made> {
  const { report, packs } = await reports.open(id);
  if (report.problems[index] === undefined) throw refusal('app.error.unknown_problem');
  const t = context.inWindow(language);
  const names = await loadPrivateMap(privateFolder(context), report.id);
  const shared = shareReport(withAnswers(report, answers, packOf(report, packs)), { keep, names });
  const request = await receivedFor(context.folder, report);
  const options = { packs, attachmentName: reportFileName(report), request };
  const affected = cause === undefined ? undefined : await affectedBy(cause);
  const prepared = prepareTicket(shared, index, { ...options, t, affected });
  const whole: Made['whole'] = (isSealed) =>
    leavingBundle(shared.report, { ...options, t: context.translator(language), isSealed });
  return { ...prepared, index, t, whole, canSeal: canSealFor(packOf(report, packs)) };
}

/** `example.org-2026-11-22.faultline`: plain on every file system. */
const reportFileName = ({ request, startedAt }: Report, isSealed?: boolean): string =>
  `${hostPart({ request })}-${startedAt.slice(0, 10)}${isSealed === true ? '-sealed' : ''}.faultline`;

const hostPart = ({ request }: Pick<Report, 'request'>): string =>
  request.target.domain.replace(/[^a-z0-9.-]/gu, '_').slice(0, 100);

/** What is meant for the sender alone stands beside the ticket, not in it. */
const leaving = { forSender: false } as const;

const viewOf = ({ ticket, shared, isSealed, t, canSeal }: Made): TicketView => ({
  canSeal,
  kind: ticket.kind,
  subject: ticket.subject,
  recipient: ticket.recipient.name,
  body: renderTicket(ticket, 'text', t, leaving),
  html: renderTicket(ticket, 'html', t, leaving),
  questions: ticketQuestions(ticket),
  advice: ticket.advice,
  delivery: ticket.delivery,
  redactions: shared.redactions.map((each) => ({
    ...each,
    text: t.text(`ticket.redaction.${each.id}`, { count: each.count }),
  })),
  attachments: ticket.attachments.map(({ name }) =>
    isSealed ? t.text('app.ticket.sealed_attachment', { name }) : name,
  ),
  mailTo: ticket.links.mailTo,
  portal: ticket.links.portal,
});

async function fileOf(
  made: Made,
  { format, sealed }: Pick<EngineInput<'ticket:file'>, 'format' | 'sealed'>,
): Promise<MadeFile> {
  const { ticket, shared, index, t } = made;
  const stem = `${hostPart(shared.report)}-${ticketFileName(ticket, index)}`;
  switch (format) {
    case 'txt':
      return { name: `${stem}.txt`, content: renderTicket(ticket, 'text', t, leaving) };
    case 'eml':
      return { name: `${stem}.eml`, content: await made.content('eml') };
    case 'faultline':
      return { name: reportFileName(shared.report, sealed), content: await made.whole(sealed) };
    default:
      return { name: `${stem}.${format}`, content: renderTicket(ticket, format, t, leaving) };
  }
}
