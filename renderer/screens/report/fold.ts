/** What the report screen makes of a report before it is drawn: notices, breaks, findings by outcome. Pure. */
import type { Level, Outcome } from '../../../diagnostics/model/vocabulary.ts';
import type {
  FindingGroupView,
  FindingView,
  OperationView,
  ProblemView,
  ReportView,
  RowView,
} from '../../../main/contract/views.ts';

/** Order of the filter: what needs attention first, what says least last. */
const outcomes: readonly Outcome[] = ['failed', 'cantTell', 'passed', 'untested', 'inapplicable'];

/** How many findings came out each way; an outcome that no finding has is not offered. */
export function countOutcomes(groups: readonly FindingGroupView[]): ReadonlyMap<Outcome, number> {
  const all = groups.flatMap(({ findings }) => findings);
  return new Map(
    outcomes
      .map((outcome) => [outcome, all.filter((finding) => finding.outcome === outcome).length] as const)
      .filter(([, count]) => count > 0),
  );
}

/** How the count of the failed looks: serious only where one of them is. */
export const levelOfFailed = (groups: readonly FindingGroupView[]): Level =>
  groups.some(({ findings }) =>
    findings.some(({ outcome, level }) => outcome === 'failed' && level === 'error'),
  )
    ? 'error'
    : 'warning';

/** What to show before anybody chose: what needs attention, or everything where nothing does. */
export function firstShown(groups: readonly FindingGroupView[]): ReadonlySet<Outcome> {
  const attention: readonly Outcome[] = ['failed', 'cantTell'];
  const counts = countOutcomes(groups);
  return new Set(attention.filter((outcome) => counts.has(outcome)));
}

/** One check that came out the same way for one or many subjects. */
export interface Alike {
  readonly first: FindingView;
  readonly others: readonly FindingView[];
}
export interface AlikeGroup extends Pick<FindingGroupView, 'area' | 'label'> {
  readonly findings: readonly Alike[];
}

/**
 * With no outcome chosen everything is shown. Areas that would be empty are left out; within an area the filter's order
 * holds, and what a check says of many subjects alike is one entry.
 */
export function showOutcomes(
  groups: readonly FindingGroupView[],
  chosen: ReadonlySet<Outcome>,
): readonly AlikeGroup[] {
  const isShown = ({ outcome }: FindingView): boolean => chosen.size === 0 || chosen.has(outcome);
  const rank = ({ outcome }: FindingView): number => outcomes.indexOf(outcome);
  return groups
    .map(({ area, label, findings }) => ({
      area,
      label,
      findings: alike(findings.filter(isShown).toSorted((one, other) => rank(one) - rank(other))),
    }))
    .filter(({ findings }) => findings.length > 0);
}

/** A finding's id is its check and its subject. */
const checkOf = ({ id }: FindingView): string => id.split(' ', 1)[0] ?? id;

function alike(findings: readonly FindingView[]): readonly Alike[] {
  const kinds = Map.groupBy(findings, (finding) => `${checkOf(finding)} ${finding.outcome} ${finding.level}`);
  return [...kinds.values()].flatMap(([first, ...others]) => (first ? [{ first, others }] : []));
}

/**
 * The rows of the policy without the decision in front: the badge above them says it already. A row that says nothing
 * else goes.
 */
export const withoutDecision = (rows: readonly RowView[], decision: string): readonly RowView[] =>
  rows
    .map((row) => ({
      ...row,
      paragraphs: row.paragraphs
        .map((text) => (text.startsWith(decision) ? text.slice(decision.length).trim() : text))
        .filter((text) => text !== ''),
    }))
    .filter(({ paragraphs, items }) => paragraphs.length + items.length > 0);

export type Notice = 'cancelled' | 'deadline_exceeded' | 'incomplete' | 'could_not_diagnose' | 'healthy';
/** What the reader must know about the run itself, most limiting first; at most one sentence each. */
export function noticesOf({ status, ending }: Pick<ReportView, 'status' | 'ending'>): readonly Notice[] {
  const cut: readonly Notice[] = ending === 'completed' ? [] : [ending];
  if (status === 'problems_found') return cut;
  // a run that was cut says already why it is incomplete
  if (status === 'incomplete') return cut.length > 0 ? cut : ['incomplete'];
  return [...cut, status];
}

/** True for the problem of which the first sentence speaks, so that its card need not say it again. */
export const isSaid = ({ headline }: Pick<ProblemView, 'headline'>, summary: string): boolean =>
  headline === summary;

/** Operations that came to an end and so left a record; one that waits or runs has none. */
export const recorded = (operations: readonly OperationView[]): readonly OperationView[] =>
  operations.filter(({ state }) => state === 'worked' || state === 'failed');
