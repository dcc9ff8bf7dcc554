/** A verdict in lines, and how two verdicts on the same measurements differ. */
import { confidenceText, type Translator } from '../../diagnostics/index.ts';
import type { Problem } from '../../diagnostics/model/problem.ts';
import type { Report } from '../../diagnostics/model/report.ts';

const values = (problem: Problem, t: Translator) => ({
  headline: t(problem.headline),
  side: t.text(`report.side.${problem.faultDomain}`),
  confidence: confidenceText(problem, t),
  decision: t.text(`report.decision.${problem.scope.decision}`),
});

/** One a problem; what the report says as a whole where there is none. */
export const verdictLines = (report: Report, t: Translator): readonly string[] =>
  report.problems.length === 0
    ? [t.text(`report.status.${report.status}`, { count: 0 })]
    : report.problems.map((problem) => t.text('opened.verdict', values(problem, t)));

const nameOf = ({ rootCause, subject }: Problem): string => `${rootCause} ${subject}`;
const weightOf = ({ faultDomain, confidence, scope }: Problem): string =>
  `${faultDomain} ${confidence} ${scope.decision}`;

/** What today's rules say otherwise than those of the day of the report; empty when they say the same. */
export function verdictDifferences(original: Report, today: Report, t: Translator): readonly string[] {
  const said = ({ problems }: Report): ReadonlyMap<string, string> =>
    new Map(problems.map((problem) => [nameOf(problem), weightOf(problem)]));
  const [before, now] = [said(original), said(today)];
  return [
    ...original.problems
      .filter((problem) => !now.has(nameOf(problem)))
      .map(({ headline }) => t.text('app.again.gone', { headline: t(headline) })),
    ...today.problems.flatMap((problem) => {
      const earlier = before.get(nameOf(problem));
      if (earlier === undefined) return [t.text('app.again.new', { headline: t(problem.headline) })];
      return earlier === weightOf(problem) ? [] : [t.text('app.again.other', values(problem, t))];
    }),
  ];
}
