/** Two reports side by side: from where, what that decides, and last what differs, which can be a long list. */
import { comparisonParts, inertLine, problemRows, type Translator } from '../../../diagnostics/index.ts';
import type { Comparison } from '../../../diagnostics/model/comparison.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { ComparisonPartView, ComparisonView, ReportEntry } from '../../contract/views.ts';

/** Where a report came from. */
interface Origin {
  readonly origin: ReportEntry['origin'];
  /** What it says to answer. */
  readonly askedBy: Report['askedBy'];
}
type Origins = readonly [Origin, Origin];

/** Whether the second may speak is said of “it”, right behind it. */
const seatsOf = (seats: readonly string[], standing: string): readonly string[] => [
  ...seats.slice(0, -1),
  `${seats.at(-1)} ${standing}`,
];

export function comparisonView(comparison: Comparison, origins: Origins, t: Translator): ComparisonView {
  const nameOf = ({ origin, askedBy }: Origin): string => {
    const name = t.text(`app.compare.from.${origin}`, { name: inertLine(comparison.target) });
    return askedBy === undefined
      ? name
      : t.text('compare.for_request', { name, reference: askedBy.reference });
  };
  const { seats, standing, differences, decidedText } = comparisonParts(
    comparison,
    [nameOf(origins[0]), nameOf(origins[1])],
    t,
  );
  return {
    title: t.text('compare.title', { name: inertLine(comparison.target) }),
    parts: [
      {
        id: 'seats',
        label: t.text('app.compare.seats'),
        paragraphs: [],
        items: seatsOf(seats, standing),
        rows: [],
      },
      { id: 'decides', label: t.text('app.compare.decides'), paragraphs: [decidedText], items: [], rows: [] },
      ...comparison.merged.problems.map((problem, index): ComparisonPartView => ({
        id: `problem-${index}`,
        label: comparison.decided.includes(index)
          ? t.text('compare.decided_here', { headline: t(problem.headline) })
          : t(problem.headline),
        paragraphs: [],
        items: [],
        rows: problemRows(comparison.merged, problem, t),
      })),
      {
        id: 'differs',
        label: t.text('compare.differs'),
        paragraphs: differences.length === 0 ? [t.text('compare.nothing_differs')] : [],
        items: differences,
        rows: [],
      },
    ],
  };
}
