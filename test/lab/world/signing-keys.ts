// Keys of signed zones (RFC 4034 section 2): one pair for each algorithm and generation, made when first wanted.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { nameWire, rdataWire } from './record-wire.ts';

/** `unassigned` is signed like ed25519 under a number that no validator of today knows (17, SM2). */
export type SigningAlgorithm =
  | 'rsasha1'
  | 'rsasha256'
  | 'rsasha512'
  | 'ecdsap256'
  | 'ecdsap384'
  | 'ed25519'
  | 'ed448'
  | 'unassigned';

interface Method {
  /** IANA's number of the algorithm. */
  readonly number: number;
  /** Null where the algorithm hashes by itself. */
  readonly hash: string | null;
  readonly create: () => { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

const rsa = (number: number, hash: string): Method => ({
  number,
  hash,
  create: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
});
const curve = (number: number, hash: string, namedCurve: string): Method => ({
  number,
  hash,
  create: () => generateKeyPairSync('ec', { namedCurve }),
});

const methods: Readonly<Record<SigningAlgorithm, Method>> = {
  rsasha1: rsa(5, 'sha1'),
  rsasha256: rsa(8, 'sha256'),
  rsasha512: rsa(10, 'sha512'),
  ecdsap256: curve(13, 'sha256', 'P-256'),
  ecdsap384: curve(14, 'sha384', 'P-384'),
  ed25519: { number: 15, hash: null, create: () => generateKeyPairSync('ed25519') },
  ed448: { number: 16, hash: null, create: () => generateKeyPairSync('ed448') },
  unassigned: { number: 17, hash: null, create: () => generateKeyPairSync('ed25519') },
};

export interface ZoneKey {
  /** Zone-file text of the DNSKEY. */
  readonly record: string;
  readonly tag: number;
  readonly algorithm: number;
  readonly sign: (bytes: Buffer) => Buffer;
}

export interface ZoneKeys {
  /** Signs the keys; its digest stands at the parent. */
  readonly keySigning: ZoneKey;
  readonly zoneSigning: ZoneKey;
}

/** RFC 4034 appendix B. */
function keyTag(rdata: Buffer): number {
  const sum = rdata.reduce((total, byte, index) => total + (index % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + Math.floor(sum / 0x10000)) & 0xffff;
}

/** RSA: RFC 3110 section 2; elliptic curves: RFC 6605 section 4, RFC 8080 section 3. */
function publicBytes(key: KeyObject): Buffer {
  const { n, e, x = '', y = '' } = key.export({ format: 'jwk' });
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  if (n === undefined || e === undefined) return Buffer.concat([bytes(x), bytes(y)]);
  return Buffer.concat([Buffer.from([bytes(e).length]), bytes(e), bytes(n)]);
}

function createKey(flags: 256 | 257, { number, hash, create }: Method): ZoneKey {
  const { publicKey, privateKey } = create();
  const record = `${flags} 3 ${number} ${publicBytes(publicKey).toString('base64')}`;
  return {
    record,
    tag: keyTag(rdataWire('DNSKEY', record)),
    algorithm: number,
    sign: (bytes) => sign(hash, bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

const knownKeys = new Map<string, ZoneKeys>();

export function keysOf(origin: string, generation: number, algorithm: SigningAlgorithm): ZoneKeys {
  const id = `${origin} ${generation} ${algorithm}`;
  const method = methods[algorithm];
  const keys = knownKeys.get(id) ?? {
    keySigning: createKey(257, method),
    zoneSigning: createKey(256, method),
  };
  knownKeys.set(id, keys);
  return keys;
}

export const apexOf = (origin: string): string => (origin === '.' ? '.' : `${origin}.`);

/** Digest types of RFC 4034, RFC 4509 and RFC 6605; `unassigned` is one that no validator knows. */
const digests = {
  sha1: { number: 1, hash: 'sha1' },
  sha256: { number: 2, hash: 'sha256' },
  sha384: { number: 4, hash: 'sha384' },
  unassigned: { number: 200, hash: 'sha256' },
} as const;

export interface DsOptions {
  readonly generation?: number;
  readonly algorithm?: SigningAlgorithm;
  readonly digest?: keyof typeof digests;
}

/** Text of the DS record that the parent holds for the zone's key of one generation and algorithm. */
export function dsText(
  origin: string,
  { generation = 0, algorithm = 'ecdsap256', digest = 'sha256' }: DsOptions = {},
): string {
  const { keySigning } = keysOf(origin, generation, algorithm);
  const { number, hash } = digests[digest];
  const value = createHash(hash)
    .update(nameWire(apexOf(origin)))
    .update(rdataWire('DNSKEY', keySigning.record))
    .digest('hex');
  return `${keySigning.tag} ${keySigning.algorithm} ${number} ${value}`;
}
