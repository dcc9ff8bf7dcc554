/** Proof that a name or a type does not exist, by NSEC or NSEC3; the signatures over the proofs are judged before. */
import { nsecAllowsWildcard, nsecDeniesName, nsecDeniesType } from './nsec.ts';
import { HashedProofs } from './nsec3.ts';
import type { WireRecord } from './wire-records.ts';

export interface Denied {
  readonly name: string;
  readonly type: number;
  readonly zone: string;
  /** The server says that the name itself does not exist (NXDOMAIN). */
  readonly isNameError: boolean;
}

const isProven = (proof: () => boolean): boolean => {
  try {
    return proof();
  } catch {
    return false;
  }
};

/** A denied name may also be shown to exist without the type: the code of the answer is not signed. */
export const isDenied = (
  records: readonly WireRecord[],
  { name, type, zone, isNameError }: Denied,
): boolean =>
  isProven(() => {
    const hashed = new HashedProofs(records, zone);
    return (
      hashed.isTooCostly ||
      nsecDeniesType(records, name, type) ||
      hashed.deniesType(name, type) ||
      (isNameError && (nsecDeniesName(records, name) || hashed.deniesName(name)))
    );
  });

/** An answer made from the wildcard below `encloser` needs the proof that the name itself is not there (RFC 4035 section 5.3.4). */
export const isWildcardAllowed = (
  records: readonly WireRecord[],
  name: string,
  encloser: string,
  zone: string,
): boolean =>
  isProven(() => {
    const hashed = new HashedProofs(records, zone);
    return hashed.isTooCostly || nsecAllowsWildcard(records, name) || hashed.allowsWildcard(name, encloser);
  });
