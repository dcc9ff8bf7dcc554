/** Names that somebody may have meant by a name that does not exist. */

/** Least number of letters to add, drop or change (Levenshtein), one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === other ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

const MOST = 3;
/** Longer names are no typing errors of anything. */
const LONGEST = 100;

/** The nearest names first; also those that the given text is a part of. Empty when nothing is near. */
export function nearMatches(given: string, known: readonly string[]): readonly string[] {
  const text = given.toLowerCase();
  if (text.length > LONGEST) return [];
  const near = (name: string): number => (name.includes(text) && text.length > 2 ? 0 : distance(text, name));
  return [...new Set(known)]
    .map((name) => ({ name, far: near(name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ name }) => name);
}
