/** Choosing two reports to lay side by side. Pure. */

/** The two newest choices stay: a third pushes out the first, so that nobody has to untick before choosing. */
export function choose(chosen: readonly string[], id: string): readonly string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return [...chosen, id].slice(-2);
}

export interface Pair {
  readonly left: string;
  readonly right: string;
}

export function pairOf([left, right]: readonly string[]): Pair | null {
  return left === undefined || right === undefined ? null : { left, right };
}
