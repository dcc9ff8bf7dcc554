/** Choosing two reports to lay side by side. Pure. */
import type { ReportEntry } from '../../../main/contract/views.ts';

/** The two newest choices stay: a third pushes out the first, so that nobody has to untick before choosing. */
export function choose(chosen: readonly string[], id: string): readonly string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return [...chosen, id].slice(-2);
}

export interface Pair {
  readonly left: string;
  readonly right: string;
}

type Choice = Pick<ReportEntry, 'id' | 'status'>;

/**
 * A comparison says what is wrong at the first seat, so the one that has the trouble stands first, in whatever order they were chosen. Where
 * that is not plain, the order of choosing stays. What is no longer in the list is not chosen.
 */
export function pairOf(chosen: readonly string[], entries: readonly Choice[]): Pair | null {
  const [first, second] = chosen.flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  if (first === undefined || second === undefined) return null;
  const isTurned = first.status === 'healthy' && second.status === 'problems_found';
  return isTurned ? { left: second.id, right: first.id } : { left: first.id, right: second.id };
}
