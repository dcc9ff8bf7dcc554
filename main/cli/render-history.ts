/** The history as text: where each domain stands, or the past of one. */
import { inertLine, renderRows, wrap, type TextStyle, type Translator } from '../../diagnostics/index.ts';
import type { DomainTrend, ProblemTrend } from '../../diagnostics/model/domain-trend.ts';
import type { RunSummary } from '../../diagnostics/model/run-summary.ts';
import { exportRowOf, worstFirst } from '../services/exports/export-row.ts';
import type { DomainState, StoredRun } from '../services/history/history-store.ts';

const signOf = ({ status }: RunSummary): string =>
  status === 'healthy' ? '✔' : status === 'problems_found' ? '✖' : '?';

export function renderDomains(states: readonly DomainState[], t: Translator, style: TextStyle): string {
  if (states.length === 0) return `${t.text('history.empty')}\n`;
  const sorted = [...states].sort((a, b) => worstFirst(exportRowOf(a), exportRowOf(b)));
  return `${sorted.flatMap((state) => domainLines(state, t, style)).join('\n')}\n`;
}

function domainLines(
  { run: { summary }, trend }: DomainState,
  t: Translator,
  { paint, width }: TextStyle,
): readonly string[] {
  const of = summary.client === null ? '' : ` · ${inertLine(summary.client)}`;
  const head = paint('bold', `${signOf(summary)} ${inertLine(summary.displayName)}${of}`);
  return [
    head,
    ...standing(summary, trend, t).flatMap((text) => wrap(text, width - 4).map((line) => `    ${line}`)),
  ];
}

/** What is so now, and since when. */
function standing(summary: RunSummary, trend: DomainTrend, t: Translator): readonly string[] {
  const lasting = trend.problems.filter((each) => each.endedAt === null);
  const good =
    trend.goodSince === null
      ? []
      : [t.text('history.good_since', { since: t.dateTime(trend.goodSince), runs: trend.runs })];
  const reason = summary.undiagnosed === null ? [] : [t(summary.undiagnosed)];
  return [...lasting.map((each) => problemText(each, t)), ...good, ...reason];
}

const problemText = ({ problem, since, runs, times }: ProblemTrend, t: Translator): string =>
  t.text('history.problem_since', { text: t(problem.headline), since: t.dateTime(since), runs, times });

const endedText = ({ problem, firstSeen, endedAt, runs, times }: ProblemTrend, t: Translator): string =>
  t.text('history.problem_ended', {
    text: t(problem.headline),
    first: t.dateTime(firstSeen),
    ended: t.dateTime(endedAt ?? firstSeen),
    runs,
    times,
  });

export function renderDomain(
  { run, trend }: DomainState,
  runs: readonly StoredRun[],
  t: Translator,
  style: TextStyle,
): string {
  const title = t.text('history.title', { name: run.summary.displayName });
  const row = (id: string, paragraphs: readonly string[], items: readonly string[] = []) => ({
    id,
    label: t.text(`history.row.${id}`),
    paragraphs,
    items,
  });
  const time = (at: string | null): string => (at === null ? t.text('history.never') : t.dateTime(at));
  const lasting = trend.problems.filter((each) => each.endedAt === null);
  const ended = trend.problems.filter((each) => each.endedAt !== null);
  const list = (id: string, items: readonly string[]) => (items.length === 0 ? [] : [row(id, [], items)]);
  const rows = [
    row('first_seen', [time(trend.firstSeen)]),
    row('last_seen', [time(trend.lastSeen)]),
    row('last_good', [time(trend.lastGood)]),
    ...(trend.undiagnosedSince === null ? [] : [row('undiagnosed', [time(trend.undiagnosedSince)])]),
    ...list(
      'lasting',
      lasting.map((each) => problemText(each, t)),
    ),
    ...list(
      'ended',
      ended.map((each) => endedText(each, t)),
    ),
    ...list(
      'runs',
      runs.map(({ summary }) => runText(summary, t)),
    ),
  ];
  const head = wrap(title, style.width).map((line) => style.paint('bold', line));
  return `${[...head, '', ...renderRows(rows, style, { indent: 0, maxLabel: 26 })].join('\n')}\n`;
}

function runText(summary: RunSummary, t: Translator): string {
  const { problems, status, undiagnosed } = summary;
  const said =
    problems.length === 0
      ? t(undiagnosed ?? { key: `report.status.${status}`, values: { count: 0 } })
      : t.text('report.status.problems_found', { count: problems.length });
  return `${signOf(summary)} ${t.dateTime(summary.startedAt)}: ${said}`;
}
