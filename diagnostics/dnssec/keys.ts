/** Keys of a zone and their digests at the parent: DNSKEY and DS (RFC 4034 sections 2 and 5, RFC 4509, RFC 6605, RFC 8080). */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { nameBytes } from './wire-records.ts';

export interface ZoneKey {
  readonly flags: number;
  readonly algorithm: number;
  /** RFC 4034 appendix B. */
  readonly tag: number;
  readonly publicKey: Buffer;
  /** The whole record data, which digests and tags are made of. */
  readonly data: Buffer;
}

export interface DelegationSigner {
  readonly tag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Buffer;
}

const ZONE_KEY = 0x0100;
/** RFC 5011 section 2.1: a revoked key vouches for nothing. */
const REVOKED = 0x0080;

/** Algorithms that can be verified here (RFC 8624 section 3.1): hash for node:crypto, and how the key is written. */
export const algorithms: Readonly<
  Record<
    number,
    { readonly hash: string | null; readonly kind: 'rsa' | 'ec' | 'ed'; readonly curve?: string }
  >
> = {
  5: { hash: 'sha1', kind: 'rsa' },
  7: { hash: 'sha1', kind: 'rsa' },
  8: { hash: 'sha256', kind: 'rsa' },
  10: { hash: 'sha512', kind: 'rsa' },
  13: { hash: 'sha256', kind: 'ec', curve: 'P-256' },
  14: { hash: 'sha384', kind: 'ec', curve: 'P-384' },
  15: { hash: null, kind: 'ed', curve: 'Ed25519' },
  16: { hash: null, kind: 'ed', curve: 'Ed448' },
};

const digestHashes: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** The checksum that DS and RRSIG name a key by; several keys may share one (RFC 4034 appendix B). */
export function keyTagOf(data: Uint8Array): number {
  let sum = 0;
  for (const [index, byte] of data.entries()) sum += index % 2 === 0 ? byte << 8 : byte;
  return (sum + (sum >>> 16)) & 0xffff;
}

/** Null for data that is too short or of another protocol (RFC 4034 section 2.1.2). */
export function readKey(data: Buffer): ZoneKey | null {
  if (data.length < 5 || data[2] !== 3) return null;
  return {
    flags: data.readUInt16BE(0),
    algorithm: data[3] ?? 0,
    tag: keyTagOf(data),
    publicKey: data.subarray(4),
    data,
  };
}

export const isZoneKey = ({ flags }: ZoneKey): boolean => (flags & ZONE_KEY) !== 0 && (flags & REVOKED) === 0;

export function readSigner(data: Buffer): DelegationSigner | null {
  if (data.length < 5) return null;
  return {
    tag: data.readUInt16BE(0),
    algorithm: data[2] ?? 0,
    digestType: data[3] ?? 0,
    digest: data.subarray(4),
  };
}

/** A digest of an unknown kind, or for an unknown algorithm, is treated as if it were not there (RFC 4035 section 5.2). */
export const isUsable = ({ algorithm, digestType }: DelegationSigner): boolean =>
  algorithms[algorithm] !== undefined && digestHashes[digestType] !== undefined;

/** RFC 4034 section 5.1.4: digest of the owner name in canonical form and the key's data. */
export function matchesKey(signer: DelegationSigner, key: ZoneKey, zone: string): boolean {
  const hash = digestHashes[signer.digestType];
  if (hash === undefined || signer.tag !== key.tag || signer.algorithm !== key.algorithm || !isZoneKey(key))
    return false;
  return createHash(hash).update(nameBytes(zone)).update(key.data).digest().equals(signer.digest);
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url');

/** RFC 3110 section 2: exponent length in one byte, or in two after a zero. */
function rsaKey(bytes: Buffer): KeyObject {
  const isLong = bytes[0] === 0;
  const length = isLong ? bytes.readUInt16BE(1) : (bytes[0] ?? 0);
  const start = isLong ? 3 : 1;
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      e: base64url(bytes.subarray(start, start + length)),
      n: base64url(bytes.subarray(start + length)),
    },
  });
}

/** The key for node:crypto; null for an algorithm that is not known here, or for bytes that are no key. */
export function toKeyObject({ algorithm, publicKey }: ZoneKey): KeyObject | null {
  const known = algorithms[algorithm];
  try {
    if (known?.kind === 'rsa') return rsaKey(publicKey);
    if (known?.curve === undefined) return null;
    const half = publicKey.length / 2;
    const key =
      known.kind === 'ec'
        ? {
            kty: 'EC',
            crv: known.curve,
            x: base64url(publicKey.subarray(0, half)),
            y: base64url(publicKey.subarray(half)),
          }
        : { kty: 'OKP', crv: known.curve, x: base64url(publicKey) };
    return createPublicKey({ format: 'jwk', key });
  } catch {
    return null;
  }
}
