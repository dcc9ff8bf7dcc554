/** Proof that a name or a type does not exist: NSEC (RFC 4034 section 4) and NSEC3 (RFC 5155). */
import { createHash } from 'node:crypto';
import { depthOf, isWithin } from '../model/view/dns-answers.ts';
import { nameBytes, readName, typeNumbers, type WireRecord } from './wire-records.ts';

/** RFC 4034 section 4.1.2. */
function hasType(bitmap: Buffer, type: number): boolean {
  for (let at = 0; at + 2 <= bitmap.length;) {
    const window = bitmap[at] ?? 0;
    const length = bitmap[at + 1] ?? 0;
    const byte = bitmap[at + 2 + ((type & 0xff) >> 3)] ?? 0;
    if (window === type >> 8 && (type & 0xff) >> 3 < length) return (byte & (0x80 >> (type & 7))) !== 0;
    at += 2 + length;
  }
  return false;
}

const lacks = (bitmap: Buffer, type: number): boolean =>
  !hasType(bitmap, type) && !hasType(bitmap, typeNumbers.CNAME);

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

/** Between two neighbours in the circle of names or hashes. */
const lies = (before: number, beyond: number, isLast: boolean): boolean =>
  isLast ? before > 0 || beyond > 0 : before > 0 && beyond > 0;

function nsecDenies({ owner, data }: WireRecord, name: string, type: number): boolean {
  const { labels, next } = readName(data, 0);
  const following = labels.map((label) => label.toString('latin1').toLowerCase()).join('.') || '.';
  if (owner === name) return lacks(data.subarray(next), type);
  // also an empty non-terminal: the next name lies below the one that was asked for
  return lies(compareNames(name, owner), compareNames(following, name), compareNames(following, owner) <= 0);
}

interface Nsec3 {
  readonly hash: Buffer;
  readonly next: Buffer;
  readonly bitmap: Buffer;
  readonly iterations: number;
  readonly salt: Buffer;
}

const BASE32_HEX = '0123456789abcdefghijklmnopqrstuv';
/** Validators treat zones beyond this as unsigned (RFC 9276 section 3.2), and nobody here has to count longer. */
const MAX_ITERATIONS = 500;

function fromBase32(text: string): Buffer {
  const bits = text
    .split('')
    .map((letter) => BASE32_HEX.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

function readNsec3({ owner, data }: WireRecord): Nsec3 | null {
  if (data.length < 6 || data[0] !== 1) return null;
  const saltLength = data[4] ?? 0;
  const hashLength = data[5 + saltLength] ?? 0;
  const afterSalt = 6 + saltLength;
  return {
    hash: fromBase32(owner.split('.')[0] ?? ''),
    next: data.subarray(afterSalt, afterSalt + hashLength),
    bitmap: data.subarray(afterSalt + hashLength),
    iterations: data.readUInt16BE(2),
    salt: data.subarray(5, 5 + saltLength),
  };
}

/** RFC 5155 section 5. */
export function nsec3Hash(name: string, salt: Buffer, iterations: number): Buffer {
  let hash = createHash('sha1').update(nameBytes(name)).update(salt).digest();
  for (let round = 0; round < Math.min(iterations, MAX_ITERATIONS); round += 1)
    hash = createHash('sha1').update(hash).update(salt).digest();
  return hash;
}

const covers = ({ hash, next }: Nsec3, wanted: Buffer): boolean =>
  lies(Buffer.compare(wanted, hash), Buffer.compare(next, wanted), Buffer.compare(next, hash) <= 0);

/** The name and those above it, down to the zone. */
function withAncestors(name: string, zone: string): readonly string[] {
  const labels = name.split('.');
  return labels
    .map((_, index) => labels.slice(index).join('.'))
    .filter((each) => isWithin(each, zone) && depthOf(each) >= depthOf(zone));
}

function nsec3Denies(records: readonly Nsec3[], name: string, type: number, zone: string): boolean {
  const first = records[0];
  if (first === undefined) return false;
  const hashOf = (each: string): Buffer => nsec3Hash(each, first.salt, first.iterations);
  const own = records.find((each) => each.hash.equals(hashOf(name)));
  if (own) return lacks(own.bitmap, type);
  const names = withAncestors(name, zone);
  const closest = names.findIndex((each) => records.some(({ hash }) => hash.equals(hashOf(each))));
  const nextCloser = closest > 0 ? names[closest - 1] : undefined;
  return nextCloser !== undefined && records.some((each) => covers(each, hashOf(nextCloser)));
}

/**
 * Whether these records (their signatures judged before) prove that the name, or this type at it, does not exist. The wildcard that
 * might have answered is not looked for: what is wanted here is a proof that is missing altogether.
 */
export function isDenied(records: readonly WireRecord[], name: string, type: number, zone: string): boolean {
  const plain = records.filter((each) => each.type === typeNumbers.NSEC);
  const hashed = records
    .filter((each) => each.type === typeNumbers.NSEC3)
    .flatMap((each) => readNsec3(each) ?? []);
  try {
    return plain.some((each) => nsecDenies(each, name, type)) || nsec3Denies(hashed, name, type, zone);
  } catch {
    return false;
  }
}
