/** Types that a proof of absence says to be there (RFC 4034 section 4.1.2), and what follows from them. */
import { typeNumbers } from './wire-records.ts';

export function hasType(bitmap: Buffer, type: number): boolean {
  for (let at = 0; at + 2 <= bitmap.length;) {
    const window = bitmap[at] ?? 0;
    const length = bitmap[at + 1] ?? 0;
    const byte = bitmap[at + 2 + ((type & 0xff) >> 3)] ?? 0;
    if (window === type >> 8 && (type & 0xff) >> 3 < length) return (byte & (0x80 >> (type & 7))) !== 0;
    at += 2 + length;
  }
  return false;
}

/** The parent's side of a delegation speaks of DS alone, the child's side of everything else (RFC 6840 section 4.1). */
function isOfOtherSide(bitmap: Buffer, type: number): boolean {
  const isParents = hasType(bitmap, typeNumbers.NS) && !hasType(bitmap, typeNumbers.SOA);
  return type === typeNumbers.DS ? hasType(bitmap, typeNumbers.SOA) : isParents;
}

/** The name exists without this type and without an alias. */
export const lacks = (bitmap: Buffer, type: number): boolean =>
  !hasType(bitmap, type) && !hasType(bitmap, typeNumbers.CNAME) && !isOfOtherSide(bitmap, type);

/** Whether names below this owner may be denied by its proof: not below a delegation or a redirected tree (RFC 6840 section 4.1). */
export const speaksForNamesBelow = (bitmap: Buffer): boolean =>
  !hasType(bitmap, typeNumbers.DNAME) &&
  (!hasType(bitmap, typeNumbers.NS) || hasType(bitmap, typeNumbers.SOA));

/** Between two neighbours in the circle of names or hashes. */
export const lies = (before: number, beyond: number, isLast: boolean): boolean =>
  isLast ? before > 0 || beyond > 0 : before > 0 && beyond > 0;
