/** Two reports side by side: from where, what differs, what that decides. */
import { comparisonParts, inertLine, problemRows, type Translator } from '../../../diagnostics/index.ts';
import type { Comparison } from '../../../diagnostics/model/comparison.ts';
import type { ComparisonView, ReportEntry, RowView } from '../../contract/views.ts';

/** Where each report came from. */
type Origins = readonly [ReportEntry['origin'], ReportEntry['origin']];

export function comparisonView(comparison: Comparison, origins: Origins, t: Translator): ComparisonView {
  const { seats, standing, differences, decidedText } = comparisonParts(named(comparison, origins, t), t);
  return {
    title: t.text('compare.title', { name: inertLine(comparison.target) }),
    rows: [
      { id: 'seats', label: t.text('app.compare.seats'), paragraphs: [standing], items: seats },
      {
        id: 'differs',
        label: t.text('compare.differs'),
        paragraphs: differences.length === 0 ? [t.text('compare.nothing_differs')] : [],
        items: differences,
      },
      { id: 'decides', label: t.text('compare.decides'), paragraphs: [decidedText], items: [] },
      ...comparison.merged.problems.map((problem, index): RowView => ({
        id: `problem-${index}`,
        label: comparison.decided.includes(index)
          ? t.text('compare.decided_here', { headline: t(problem.headline) })
          : t(problem.headline),
        paragraphs: [],
        items: problemRows(comparison.merged, problem, t).flatMap(({ label, paragraphs, items }) =>
          [...paragraphs, ...items].map((value) => t.text('report.labelled', { label, value })),
        ),
      })),
    ],
  };
}

/** Nobody knows a report by its number: the window says what it is about and whence it came, and the time stands beside it. */
function named(comparison: Comparison, origins: Origins, t: Translator): Comparison {
  const name = (origin: ReportEntry['origin']): string =>
    t.text(`app.compare.from.${origin}`, { name: inertLine(comparison.target) });
  const [first, second] = origins;
  return {
    ...comparison,
    first: { ...comparison.first, report: name(first) },
    second: { ...comparison.second, report: name(second) },
  };
}
