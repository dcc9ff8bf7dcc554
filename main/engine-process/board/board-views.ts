/** Lines of the board and of the calendar in words. */
import { inertLine, type ProviderPack, type Translator } from '../../../diagnostics/index.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import type {
  BoardClientView,
  BoardGroupView,
  BoardItem,
  ExpiryPeriodView,
  ExpiryView,
} from '../../contract/board.ts';
import { restId, type Cause, type Line } from './arrange.ts';
import { stateOfRank, type BoardClient, type RankedProblem } from './board-client.ts';
import { daysUntil, type CalendarLine } from './expiry-calendar.ts';

export interface BoardWords {
  readonly t: Translator;
  readonly packs: readonly ProviderPack[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Id in the history of reports; null when the report is not kept. */
  readonly storedId: (report: string) => string | null;
}

export const providerName = (id: string | null, packs: readonly ProviderPack[]): string =>
  id === null ? '' : inertLine(packs.find((pack) => pack.id === id)?.name ?? id);

/** What is wrong, or why nothing can be said. */
function headlineOf({ summary }: BoardClient, told: RankedProblem | null, t: Translator): string {
  if (told !== null) return t(told.problem.headline);
  return summary.undiagnosed === null
    ? t.text(`report.status.${summary.status}`, { count: 0 })
    : t(summary.undiagnosed);
}

/** What a search looks through, in lower case. */
export const searchText = (client: BoardClient, { t, packs }: BoardWords): string => {
  const { summary } = client;
  const { domain, displayName, client: name, tags, provider } = summary;
  const told = client.problems.length === 0 ? [null] : client.problems;
  const headlines = told.map((each) => headlineOf(client, each, t));
  return [domain, displayName, name ?? '', ...tags, providerName(provider, packs), ...headlines]
    .join('\n')
    .toLowerCase();
};

export const itemView = (line: Line, words: BoardWords): BoardItem =>
  line.type === 'client' ? clientView(line, words) : groupView(line, words);

function clientView({ client, told }: Extract<Line, { type: 'client' }>, words: BoardWords): BoardClientView {
  const { summary, problems, state, change } = client;
  const report = storedReport(summary, words);
  return {
    type: 'client',
    id: summary.domain,
    displayName: inertLine(summary.displayName),
    client: inertLine(summary.client ?? ''),
    provider: providerName(summary.provider, words.packs),
    tags: summary.tags.map(inertLine),
    state,
    headline: headlineOf(client, told, words.t),
    side: told?.problem.side ?? null,
    confidence: told?.problem.confidence ?? null,
    more: Math.max(0, problems.length - 1),
    change,
    soonest: soonestOf(summary, words.now),
    checkedAt: summary.finishedAt,
    report,
    problem: told?.index ?? null,
  };
}

const storedReport = ({ report }: RunSummary, { storedId }: BoardWords): string | null =>
  report === null ? null : storedId(report);

function soonestOf({ expiries }: RunSummary, now: number): BoardClientView['soonest'] {
  const [soonest] = expiries
    .map(({ kind, at }) => ({ kind, time: Date.parse(at) }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => a.time - b.time);
  if (soonest === undefined) return null;
  const { kind, time } = soonest;
  return { kind, at: new Date(time).toISOString(), days: daysUntil(time, now), isOver: time < now };
}

function groupView(line: Exclude<Line, { type: 'client' }>, words: BoardWords): BoardGroupView {
  const { listed, isOpen } = line;
  if (line.type === 'rest')
    return {
      type: 'group',
      id: restId(line.state),
      kind: 'rest',
      state: line.state,
      headline: '',
      side: null,
      clients: listed,
      listed,
      isOpen,
      ticket: null,
    };
  const { cause } = line;
  const problem = problemOf(cause);
  return {
    type: 'group',
    id: cause.key,
    kind: 'cause',
    state: stateOfRank(cause.rank),
    headline: causeText(cause, words),
    side: problem?.side ?? null,
    clients: cause.clients.length,
    listed,
    isOpen,
    ticket: ticketOf(cause, words),
  };
}

/** The report that tells it for sure, if one is kept. */
function ticketOf({ key, clients }: Cause, words: BoardWords): BoardGroupView['ticket'] {
  const told = clients.flatMap(({ summary, problems }) => {
    const report = storedReport(summary, words);
    return report === null
      ? []
      : problems
          .filter(({ problem }) => problem.sharedCauseKey === key)
          .map(({ index, rank }) => ({ report, problem: index, rank }));
  });
  const [best] = told.sort((a, b) => a.rank - b.rank);
  return best === undefined ? null : { report: best.report, problem: best.problem };
}

/** The surest telling of the cause. */
const problemOf = ({ key, clients, rank }: Cause) =>
  clients
    .flatMap(({ problems }) => problems)
    .find((each) => each.problem.sharedCauseKey === key && each.rank === rank)?.problem;

/** “One certificate (mail.example.net): certificate about to expire, in 3 days”. */
function causeText(cause: Cause, { t, now }: BoardWords): string {
  const problem = problemOf(cause);
  if (problem === undefined) return '';
  const { sharedIn, rootCause } = problem;
  const said = t.text(`board.shared.${sharedIn.kind}`, {
    name: inertLine(sharedIn.name),
    symptom: t.text(`ticket.symptom.${rootCause}`),
  });
  const ends = sharedIn.kind === 'certificate' ? endOf(cause) : null;
  if (ends === null) return said;
  const days = daysUntil(ends, now);
  return ends < now
    ? t.text('board.shared.ended', { said, days: -days })
    : t.text('board.shared.ends', { said, days });
}

/** End of the certificate that the cause lies in, epoch milliseconds. */
function endOf({ key, clients }: Cause): number | null {
  const found = clients
    .flatMap(({ summary }) => summary.expiries)
    .find(({ fingerprint }) => fingerprint !== null && key.includes(fingerprint));
  const time = found === undefined ? Number.NaN : Date.parse(found.at);
  return Number.isNaN(time) ? null : time;
}

/** Names and clients of one line of the calendar at most; the rest is counted. */
const SHOWN = 5;

export function calendarView(line: CalendarLine, words: BoardWords): ExpiryView | ExpiryPeriodView {
  if (line.type === 'period') {
    const from = line.from === null ? null : new Date(line.from).toISOString();
    return { type: 'period', id: `period ${from ?? 'over'}`, from, count: line.count };
  }
  const { expiry, at, seenIn } = line.shared;
  const [name = '', ...others] = expiry.names;
  return {
    type: 'expiry',
    id: `${expiry.kind} ${expiry.at} ${expiry.fingerprint ?? name}`,
    kind: expiry.kind,
    at: new Date(at).toISOString(),
    days: daysUntil(at, words.now),
    isOver: at < words.now,
    name: inertLine(name),
    moreNames: others.length,
    clients: seenIn.slice(0, SHOWN).map(({ displayName }) => inertLine(displayName)),
    moreClients: Math.max(0, seenIn.length - SHOWN),
    report: seenIn.map((summary) => storedReport(summary, words)).find((id) => id !== null) ?? null,
  };
}
