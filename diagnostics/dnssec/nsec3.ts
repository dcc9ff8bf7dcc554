/** Proofs by hash: NSEC3 (RFC 5155 section 8, RFC 9276). */
import { createHash } from 'node:crypto';
import { depthOf, isWithin } from '../model/view/dns-answers.ts';
import { lacks, lies } from './type-bitmap.ts';
import { nameBytes, typeNumbers, type WireRecord } from './wire-records.ts';

interface Nsec3 {
  readonly hash: Buffer;
  readonly next: Buffer;
  readonly bitmap: Buffer;
  readonly isOptOut: boolean;
  readonly iterations: number;
  readonly salt: Buffer;
}

const BASE32_HEX = '0123456789abcdefghijklmnopqrstuv';
/** Beyond this BIND, Unbound, Knot and PowerDNS take the proof for unsigned (RFC 9276 section 3.2): nothing can be bogus by it. */
const MAX_ITERATIONS = 150;
const OPT_OUT = 1;

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
    isOptOut: ((data[1] ?? 0) & OPT_OUT) !== 0,
    iterations: data.readUInt16BE(2),
    salt: data.subarray(5, 5 + saltLength),
  };
}

/** RFC 5155 section 5. */
export function nsec3Hash(name: string, salt: Buffer, iterations: number): Buffer {
  let hash = createHash('sha1').update(nameBytes(name)).update(salt).digest();
  for (let round = 0; round < iterations; round += 1)
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

/** One message's proofs, which share their parameters (RFC 5155 section 8.2). */
export class HashedProofs {
  readonly #zone: string;
  readonly #proofs: readonly Nsec3[];

  constructor(records: readonly WireRecord[], zone: string) {
    const all = records
      .filter(({ type }) => type === typeNumbers.NSEC3)
      .flatMap((each) => readNsec3(each) ?? []);
    const [first] = all;
    this.#zone = zone;
    this.#proofs = all.filter(
      (each) => each.iterations === first?.iterations && each.salt.equals(first.salt),
    );
  }

  /** Too many rounds for validators: what is proven so counts as unsigned. */
  get isTooCostly(): boolean {
    return (this.#proofs[0]?.iterations ?? 0) > MAX_ITERATIONS;
  }

  #hash(name: string): Buffer {
    const { salt = Buffer.alloc(0), iterations = 0 } = this.#proofs[0] ?? {};
    return nsec3Hash(name, salt, iterations);
  }

  #matching(name: string): Nsec3 | undefined {
    const hash = this.#hash(name);
    return this.#proofs.find((each) => each.hash.equals(hash));
  }

  #covering(name: string): Nsec3 | undefined {
    const hash = this.#hash(name);
    return this.#proofs.find((each) => covers(each, hash));
  }

  /** The longest ancestor that exists, and the proof that the next longer one does not. */
  #encloser(name: string): { readonly encloser: string; readonly beyond: Nsec3 } | null {
    const names = withAncestors(name, this.#zone);
    const at = names.findIndex((each) => this.#matching(each) !== undefined);
    const beyond = at > 0 ? this.#covering(names[at - 1]!) : undefined;
    return beyond ? { encloser: names[at]!, beyond } : null;
  }

  deniesName(name: string): boolean {
    const found = this.#encloser(name);
    return found !== null && this.#covering(`*.${found.encloser}`) !== undefined;
  }

  deniesType(name: string, type: number): boolean {
    const own = this.#matching(name);
    if (own) return lacks(own.bitmap, type);
    const found = this.#encloser(name);
    if (!found) return false;
    if (type === typeNumbers.DS && found.beyond.isOptOut) return true;
    const wildcard = this.#matching(`*.${found.encloser}`);
    return wildcard !== undefined && lacks(wildcard.bitmap, type);
  }

  /** `encloser` is what the answer's signature says to be the wildcard's parent. */
  allowsWildcard(name: string, encloser: string): boolean {
    const names = withAncestors(name, this.#zone);
    const nextCloser = names[names.indexOf(encloser) - 1];
    return nextCloser !== undefined && this.#covering(nextCloser) !== undefined;
  }
}
