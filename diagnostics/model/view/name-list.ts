/** Names one after the other, as subjects and values of messages hold them. */

/** Commas that part names, not those inside brackets: `ns1.test (192.0.2.1, 192.0.2.2), ns2.test` are two. */
const betweenNames = /, (?![^()]*\))/u;

export interface NameList {
  /** Each with the brackets that are its own. */
  readonly names: readonly string[];
  /** Brackets behind the last name that belong to all of them, with the space in front: of `a, b (25, 587)` it is ` (25, 587)`. */
  readonly ofAll: string;
}

export function nameList(text: string): NameList {
  const names = text.split(betweenNames);
  const ofAll = names.length > 1 && !names[0]!.endsWith(')') ? (/ \([^()]*\)$/u.exec(text)?.[0] ?? '') : '';
  return { names: ofAll === '' ? names : text.slice(0, -ofAll.length).split(betweenNames), ofAll };
}

export const listOfNames = ({ names, ofAll }: NameList): string => `${names.join(', ')}${ofAll}`;

/** A site and its www twin are one. */
export const siteOf = (name: string): string => name.replace(/^www\./, '');
