/** A site and its www twin are one site to whoever keeps it: what is wrong with both in the same way is one problem, and one ticket. */
import { siteOf } from '../model/view/name-list.ts';
import type { Match, RivalTest } from './rule.ts';
import { groupBy } from './rule-world.ts';

/** Excluded only where it is excluded for each of them. */
const together = (id: string, tests: readonly RivalTest[], count: number): RivalTest => {
  const isExcluded = tests.length === count && tests.every((each) => each.excludedBy.length > 0);
  return { ...tests[0]!, id, excludedBy: isExcluded ? tests[0]!.excludedBy : [] };
};

function merge(matches: readonly Match[]): Match {
  const [first] = matches;
  if (first === undefined || matches.length === 1) return first!;
  const rivals = groupBy(
    matches.flatMap((each) => each.rivals),
    ({ id }) => id,
  );
  return {
    ...first,
    subject: matches.map(({ subject }) => subject).join(', '),
    rivals: rivals.map(([id, tests]) => together(id, tests, matches.length)),
    evidence: matches.flatMap(({ evidence }) => evidence).slice(0, 12),
    explains: matches.flatMap(({ explains }) => explains),
  };
}

/** Matches about twins that accuse alike become one, in the place of the first. */
export const oneForTwins = (matches: readonly Match[]): readonly Match[] =>
  groupBy(matches, ({ subject, accused, variant = '' }) => `${siteOf(subject)} ${accused} ${variant}`).map(
    ([, group]) => merge(group),
  );
