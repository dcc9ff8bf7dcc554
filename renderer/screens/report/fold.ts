/** What the report screen makes of a report before it is drawn: notices, breaks, findings by outcome. Pure. */
import type { Outcome } from '../../../diagnostics/model/vocabulary.ts';
import type {
  FindingGroupView,
  FindingView,
  OperationView,
  ProblemView,
  ReportView,
} from '../../../main/contract/views.ts';

/** Order of the filter: what needs attention first, what says least last. */
export const outcomes: readonly Outcome[] = ['failed', 'cantTell', 'passed', 'untested', 'inapplicable'];

/** How many findings came out each way; an outcome that no finding has is not offered. */
export function countOutcomes(groups: readonly FindingGroupView[]): ReadonlyMap<Outcome, number> {
  const all = groups.flatMap(({ findings }) => findings);
  return new Map(
    outcomes
      .map((outcome) => [outcome, all.filter((finding) => finding.outcome === outcome).length] as const)
      .filter(([, count]) => count > 0),
  );
}

/** What to show before anybody chose: what needs attention, or everything where nothing does. */
export function firstShown(groups: readonly FindingGroupView[]): ReadonlySet<Outcome> {
  const attention: readonly Outcome[] = ['failed', 'cantTell'];
  const counts = countOutcomes(groups);
  return new Set(attention.filter((outcome) => counts.has(outcome)));
}

/** With no outcome chosen everything is shown. Areas that would be empty are left out; within an area the filter's order holds. */
export function showOutcomes(
  groups: readonly FindingGroupView[],
  chosen: ReadonlySet<Outcome>,
): readonly FindingGroupView[] {
  const isShown = ({ outcome }: FindingView): boolean => chosen.size === 0 || chosen.has(outcome);
  const rank = ({ outcome }: FindingView): number => outcomes.indexOf(outcome);
  return groups
    .map((group) => ({
      ...group,
      findings: group.findings.filter(isShown).toSorted((one, other) => rank(one) - rank(other)),
    }))
    .filter(({ findings }) => findings.length > 0);
}

export type Notice = 'cancelled' | 'deadline_exceeded' | 'incomplete' | 'could_not_diagnose' | 'healthy';
/** What the reader must know about the run itself, most limiting first; at most one sentence each. */
export function noticesOf({ status, ending }: Pick<ReportView, 'status' | 'ending'>): readonly Notice[] {
  const cut: readonly Notice[] = ending === 'completed' ? [] : [ending];
  if (status === 'problems_found') return cut;
  // a run that was cut says already why it is incomplete
  if (status === 'incomplete') return cut.length > 0 ? cut : ['incomplete'];
  return [...cut, status];
}

/** The problem that the first sentence speaks of already, so that its card need not say it again. */
export const isSaid = (problem: ProblemView, view: Pick<ReportView, 'summary' | 'problems'>): boolean =>
  view.problems.length === 1 && problem.headline === view.summary;

/** Operations that came to an end and so left a record; one that waits or runs has none. */
export const recorded = (operations: readonly OperationView[]): readonly OperationView[] =>
  operations.filter(({ state }) => state === 'worked' || state === 'failed');
