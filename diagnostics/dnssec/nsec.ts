/** Proofs by name: NSEC (RFC 4034 section 4, RFC 4035 section 5.4). */
import { depthOf, isWithin } from '../model/view/dns-answers.ts';
import { hasType, lacks, lies, speaksForNamesBelow } from './type-bitmap.ts';
import { readName, typeNumbers, type WireRecord } from './wire-records.ts';

interface Nsec {
  readonly owner: string;
  readonly next: string;
  readonly bitmap: Buffer;
}

function readNsec({ owner, data }: WireRecord): Nsec {
  const { labels, next } = readName(data, 0);
  return {
    owner,
    next: labels.map((label) => label.toString('latin1').toLowerCase()).join('.') || '.',
    bitmap: data.subarray(next),
  };
}

/** Order of RFC 4034 section 6.1: from the root down, label by label. */
function compareNames(a: string, b: string): number {
  const labels = (name: string): readonly string[] => (name === '.' ? [] : name.split('.').reverse());
  const [left, right] = [labels(a), labels(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = Buffer.compare(Buffer.from(left[index]!, 'latin1'), Buffer.from(right[index]!, 'latin1'));
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const covers = ({ owner, next, bitmap }: Nsec, name: string): boolean =>
  lies(compareNames(name, owner), compareNames(next, name), compareNames(next, owner) <= 0) &&
  (!isWithin(name, owner) || speaksForNamesBelow(bitmap));

function commonAncestor(a: string, b: string): string {
  const labels = a === '.' ? [] : a.split('.');
  const found = labels.map((_, index) => labels.slice(index).join('.')).find((each) => isWithin(b, each));
  return found ?? '.';
}

/** The longest existing ancestor of a name that the proof covers. */
function closestEncloser({ owner, next }: Nsec, name: string): string {
  const [byOwner, byNext] = [commonAncestor(name, owner), commonAncestor(name, next)];
  return depthOf(byOwner) >= depthOf(byNext) ? byOwner : byNext;
}

const wildcardOf = (encloser: string): string => (encloser === '.' ? '*' : `*.${encloser}`);

const proofsIn = (records: readonly WireRecord[]): readonly Nsec[] =>
  records.filter(({ type }) => type === typeNumbers.NSEC).map(readNsec);

/** The name does not exist, and no wildcard stands in its place. */
export function nsecDeniesName(records: readonly WireRecord[], name: string): boolean {
  const proofs = proofsIn(records);
  const covering = proofs.find((each) => covers(each, name) && !isWithin(each.next, name));
  if (!covering) return false;
  const wildcard = wildcardOf(closestEncloser(covering, name));
  return proofs.some((each) => covers(each, wildcard));
}

/** The name, or the wildcard in its place, exists without this type. */
export function nsecDeniesType(records: readonly WireRecord[], name: string, type: number): boolean {
  const proofs = proofsIn(records);
  if (proofs.some(({ owner, bitmap }) => owner === name && lacks(bitmap, type))) return true;
  const covering = proofs.find((each) => covers(each, name));
  if (!covering) return false;
  // the next name lies below: the name itself is there and empty
  if (isWithin(covering.next, name)) return true;
  const wildcard = wildcardOf(closestEncloser(covering, name));
  return proofs.some(({ owner, bitmap }) => owner === wildcard && lacks(bitmap, type));
}

/** The name itself does not exist, so that an answer could be made from a wildcard (RFC 4035 section 5.3.4). */
export const nsecAllowsWildcard = (records: readonly WireRecord[], name: string): boolean =>
  proofsIn(records).some((each) => covers(each, name) && !hasType(each.bitmap, typeNumbers.DNAME));
