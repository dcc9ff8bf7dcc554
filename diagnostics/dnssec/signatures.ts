/** Signatures over record sets (RFC 4034 section 3, RFC 4035 section 5.3; RSA RFC 5702, ECDSA RFC 6605, EdDSA RFC 8080). */
import { verify } from 'node:crypto';
import { algorithms, isZoneKey, toKeyObject, type ZoneKey } from './keys.ts';
import { nameBytes, readName, typeNumbers, type WireRecord } from './wire-records.ts';

export interface Signature {
  readonly covered: number;
  readonly algorithm: number;
  /** Labels of the owner without a wildcard: fewer than the owner has means that the answer came from one. */
  readonly labels: number;
  readonly originalTtl: number;
  /** Seconds since 1970, in serial number arithmetic (RFC 4034 section 3.1.5). */
  readonly expiration: number;
  readonly inception: number;
  readonly tag: number;
  readonly signer: string;
  readonly bytes: Buffer;
  /** The data up to the signature, signer in lower case. */
  readonly head: Buffer;
}

/** `bad`: right key, right time, wrong signature. `foreign`: made with a key that the zone does not show. */
export type SignatureState = 'valid' | 'expired' | 'not_yet_valid' | 'bad' | 'foreign' | 'unsupported';

const FIXED_BYTES = 18;

export function readSignature({ data }: WireRecord): Signature | null {
  try {
    const { labels, next } = readName(data, FIXED_BYTES);
    const signer =
      labels.length === 0 ? '.' : labels.map((label) => label.toString('latin1').toLowerCase()).join('.');
    return {
      covered: data.readUInt16BE(0),
      algorithm: data.readUInt8(2),
      labels: data.readUInt8(3),
      originalTtl: data.readUInt32BE(4),
      expiration: data.readUInt32BE(8),
      inception: data.readUInt32BE(12),
      tag: data.readUInt16BE(16),
      signer,
      bytes: data.subarray(next),
      head: Buffer.concat([data.subarray(0, FIXED_BYTES), nameBytes(signer)]),
    };
  } catch {
    return null;
  }
}

const labelsOf = (name: string): readonly string[] => (name === '.' ? [] : name.split('.'));

/** RFC 4035 section 5.3.2: an answer made from a wildcard was signed under the wildcard's name. */
function signedOwner(owner: string, labels: number): string {
  const own = labelsOf(owner);
  return own.length > labels ? ['*', ...own.slice(own.length - labels)].join('.') : owner;
}

/** What the signature was made over: its own data, then the records in canonical form and order. */
function signedBytes(signature: Signature, set: readonly WireRecord[]): Buffer {
  const owner = nameBytes(signedOwner(set[0]?.owner ?? '.', signature.labels));
  const ttl = Buffer.alloc(4);
  ttl.writeUInt32BE(signature.originalTtl);
  const datas = [...new Map(set.map(({ data }) => [data.toString('hex'), data])).values()].sort((a, b) =>
    Buffer.compare(a, b),
  );
  const records = datas.flatMap((data) => {
    const fixed = Buffer.alloc(4);
    fixed.writeUInt16BE(signature.covered, 0);
    fixed.writeUInt16BE(1, 2);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(data.length);
    return [owner, fixed, ttl, length, data];
  });
  return Buffer.concat([signature.head, ...records]);
}

/** Later by serial number arithmetic (RFC 1982), as times of 32 bits wrap. */
const isAfter = (a: number, b: number): boolean => ((a - b) | 0) > 0;

/** The times of a signature; `skewSeconds` is how far this clock may be off. */
export function timeState(
  { inception, expiration }: Pick<Signature, 'inception' | 'expiration'>,
  nowSeconds: number,
  skewSeconds = 0,
): 'valid' | 'expired' | 'not_yet_valid' {
  if (isAfter(nowSeconds - skewSeconds, expiration)) return 'expired';
  return isAfter(inception, nowSeconds + skewSeconds) ? 'not_yet_valid' : 'valid';
}

function isVerified(signature: Signature, set: readonly WireRecord[], key: ZoneKey): boolean {
  const object = toKeyObject(key);
  if (object === null) return false;
  const hash = algorithms[key.algorithm]?.hash ?? null;
  try {
    return verify(
      hash,
      signedBytes(signature, set),
      { key: object, dsaEncoding: 'ieee-p1363' },
      signature.bytes,
    );
  } catch {
    return false;
  }
}

/** RFC 4035 section 5.3.1: which of the zone's keys a signature may be checked with. */
export function judgeSignature(
  signature: Signature,
  set: readonly WireRecord[],
  keys: readonly ZoneKey[],
  nowSeconds: number,
  skewSeconds = 0,
): SignatureState {
  if (algorithms[signature.algorithm] === undefined) return 'unsupported';
  const candidates = keys.filter(
    (key) => key.tag === signature.tag && key.algorithm === signature.algorithm && isZoneKey(key),
  );
  if (candidates.length === 0) return 'foreign';
  if (!candidates.some((key) => isVerified(signature, set, key))) return 'bad';
  return timeState(signature, nowSeconds, skewSeconds);
}

/** The signatures among the records that cover this owner and type. */
export const signaturesOver = (
  records: readonly WireRecord[],
  owner: string,
  type: number,
  zone: string,
): readonly Signature[] =>
  records
    .filter((each) => each.type === typeNumbers.RRSIG && each.owner === owner)
    .flatMap((each) => readSignature(each) ?? [])
    .filter((each) => each.covered === type && each.signer === zone);
