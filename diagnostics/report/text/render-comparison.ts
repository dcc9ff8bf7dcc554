/** Two reports side by side for a terminal: may they be compared, what differs, and what that decides. */
import type { Comparison } from '../../model/comparison.ts';
import type { Vantage } from '../../model/report.ts';
import { inertLine } from '../i18n/inert-text.ts';
import type { Translator } from '../i18n/translator.ts';
import { problemRows } from '../problem-rows.ts';
import { hanging, wrap } from './layout.ts';
import { signOf } from './render-findings.ts';
import { renderRows, type TextStyle } from './render-rows.ts';

/** More lines than a reader takes in; all of them stand in the JSON. */
const MOST_LINES = 20;

/** What the person calls the two reports: nobody knows one by its id. */
export type ReportNames = readonly [string, string];

export function renderComparison(
  comparison: Comparison,
  names: ReportNames,
  t: Translator,
  style: TextStyle,
): string {
  const { merged, decided } = comparison;
  const { seats, standing, differences, decidedText } = comparisonParts(comparison, names, t);
  const heading = (key: string): readonly string[] => ['', style.paint('bold', t.text(key))];
  const lines = [
    style.paint('bold', t.text('compare.title', { name: comparison.target })),
    ...seats.flatMap((seat, index) => hanging(`${index + 1}. `, seat, style.width)),
    ...hanging('', standing, style.width).map((line) => style.paint('yellow', line)),
    ...heading('compare.differs'),
    ...differenceLines(differences, t, style),
    ...heading('compare.decides'),
    ...hanging('', decidedText, style.width),
    ...merged.problems.flatMap((problem, index) => [
      '',
      ...hanging(
        `${signOf.failed} `,
        decided.includes(index)
          ? t.text('compare.decided_here', { headline: t(problem.headline) })
          : t(problem.headline),
        style.width,
      ).map((line) => style.paint('bold', line)),
      ...renderRows(problemRows(merged, problem, t), style),
    ]),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** A comparison says what is wrong at the first seat: where that one shows nothing, silence must not be read as an all-clear. */
function decidedText({ first, second, decided, merged }: Comparison, t: Translator): string {
  const problems = merged.problems.length;
  if (problems === 0 && first.status === 'healthy' && second.status === 'problems_found')
    return t.text('compare.other_way_round');
  if (problems === 0 && merged.status !== 'healthy') return t.text('compare.undecided');
  return t.text('compare.decided', { count: decided.length, problems });
}

export interface ComparisonParts {
  /** From where each report was made, and what marks it. */
  readonly seats: readonly string[];
  /** Whether the second may speak. */
  readonly standing: string;
  readonly differences: readonly string[];
  readonly decidedText: string;
}

/** The sentences of a comparison, for whoever lays them out. */
export function comparisonParts(comparison: Comparison, names: ReportNames, t: Translator): ComparisonParts {
  const { first, second, standing, gapMs } = comparison;
  return {
    seats: [first, second].map((seat, index) =>
      t.text('compare.seat', {
        report: inertLine(names[index] ?? seat.report),
        time: t.dateTime(seat.startedAt),
        status: t.text(`compare.status.${seat.status}`),
        marks: marksOf(seat.vantage, t),
      }),
    ),
    standing: t.text(`report.view.${standing}`, { minutes: Math.round(gapMs / 60_000) }),
    differences: differenceTexts(comparison, t),
    decidedText: decidedText(comparison, t),
  };
}

/** Whatever later results of the seat inherit: a clock that is off, a tunnel and the like. */
const marksOf = ({ stamps }: Vantage, t: Translator): string =>
  stamps.length === 0
    ? t.text('compare.no_marks')
    : stamps.map((stamp) => t.text(`compare.mark.${stamp}`)).join(', ');

function differenceTexts({ ports, findings }: Comparison, t: Translator): readonly string[] {
  const state = (name: string): string => t.text(`compare.port.${name}`);
  const outcome = (name: string | null): string => t.text(`compare.outcome.${name ?? 'none'}`);
  return [
    ...ports.map(({ address, port, first, second }) =>
      t.text('compare.port_line', {
        address: inertLine(address),
        port,
        first: state(first),
        second: state(second),
      }),
    ),
    ...findings.map(({ check, subject, first, second }) =>
      t.text('compare.finding_line', {
        name: t.has(`check.${check}.name`) ? t.text(`check.${check}.name`) : inertLine(check),
        subject: inertLine(subject),
        first: outcome(first),
        second: outcome(second),
      }),
    ),
  ];
}

function differenceLines(items: readonly string[], t: Translator, style: TextStyle): readonly string[] {
  if (items.length === 0) return wrap(t.text('compare.nothing_differs'), style.width);
  const more = items.length - MOST_LINES;
  return [
    ...items.slice(0, MOST_LINES).flatMap((item) => hanging('- ', item, style.width)),
    ...(more > 0 ? wrap(t.text('report.evidence_more', { count: more }), style.width) : []),
  ];
}
