// Signs zones (RFC 4034, 4035) with ECDSA P-256 (RFC 6605), in this process: it costs milliseconds, so that every
// edited zone is signed afresh, and a broken signer is a function over the lines. Unbound and delv judge the result.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { labelsOf, nameWire, rdataWire, typeNumber, uint16, uint32 } from './record-wire.ts';
import type { ZoneRecord } from './zones.ts';

const algorithm = 13;
const negativeTtl = 300;

/** A line of a signed zone file, complete. */
export type ZoneLine = readonly [owner: string, ttl: number, type: string, value: string];

/** How a zone is signed right now. */
export interface Signing {
  /** Each generation of a zone has keys of its own: another operator's, or those before a roll-over. */
  readonly generation: number;
  /** When the signatures begin and end, hours from now. */
  readonly fromHours: number;
  readonly toHours: number;
  /** What a broken signer does to the finished zone. */
  readonly spoil?: (lines: readonly ZoneLine[]) => readonly ZoneLine[];
}

export const soundSigning: Signing = { generation: 0, fromHours: -1, toHours: 30 * 24 };

interface Key {
  /** Zone-file text of the DNSKEY. */
  readonly record: string;
  readonly tag: number;
  readonly privateKey: KeyObject;
}

interface ZoneKeys {
  /** Signs the keys; its digest stands at the parent. */
  readonly keySigning: Key;
  readonly zoneSigning: Key;
}

/** RFC 4034 appendix B. */
function keyTag(rdata: Buffer): number {
  const sum = rdata.reduce((total, byte, index) => total + (index % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + Math.floor(sum / 0x10000)) & 0xffff;
}

function createKey(flags: 256 | 257): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const record = `${flags} 3 ${algorithm} ${point.toString('base64')}`;
  return { record, tag: keyTag(rdataWire('DNSKEY', record)), privateKey };
}

const knownKeys = new Map<string, ZoneKeys>();

function keysOf(origin: string, generation: number): ZoneKeys {
  const id = `${origin} ${generation}`;
  const keys = knownKeys.get(id) ?? { keySigning: createKey(257), zoneSigning: createKey(256) };
  knownKeys.set(id, keys);
  return keys;
}

const apexOf = (origin: string): string => (origin === '.' ? '.' : `${origin}.`);

/** Digest types of RFC 4034 and RFC 4509. */
const digestTypes = { sha1: 1, sha256: 2 } as const;

/** Text of the DS record that the parent holds for the zone's keys of one generation. */
export function dsText(
  origin: string,
  generation = soundSigning.generation,
  hash: keyof typeof digestTypes = 'sha256',
): string {
  const { keySigning } = keysOf(origin, generation);
  const digest = createHash(hash)
    .update(nameWire(apexOf(origin)))
    .update(rdataWire('DNSKEY', keySigning.record))
    .digest('hex');
  return `${keySigning.tag} ${algorithm} ${digestTypes[hash]} ${digest}`;
}

const compareNames = (a: string, b: string): number => {
  const [left, right] = [labelsOf(a).toReversed(), labelsOf(b).toReversed()];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = Buffer.compare(Buffer.from(left[index] ?? ''), Buffer.from(right[index] ?? ''));
    if (order !== 0) return order;
  }
  return left.length - right.length;
};

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** 20261122010203, as signatures write their times. */
const timeText = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(0, 14);

interface SigningTimes {
  readonly inception: number;
  readonly expiration: number;
}

function signature(set: readonly ZoneLine[], key: Key, apex: string, times: SigningTimes): ZoneLine {
  const [owner, ttl, type] = set[0]!;
  const head = Buffer.concat([
    uint16(typeNumber(type)),
    Buffer.from([algorithm, labelsOf(owner).filter((label) => label !== '*').length]),
    uint32(ttl),
    uint32(times.expiration),
    uint32(times.inception),
    uint16(key.tag),
    nameWire(apex),
  ]);
  const records = set
    .map((line) => rdataWire(line[2], line[3]))
    .toSorted((a, b) => Buffer.compare(a, b))
    .map((data) =>
      Buffer.concat([
        nameWire(owner),
        uint16(typeNumber(type)),
        uint16(1),
        uint32(ttl),
        uint16(data.length),
        data,
      ]),
    );
  const signed = sign('sha256', Buffer.concat([head, ...records]), {
    key: key.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  const parts = [type, algorithm, labelsOf(owner).filter((label) => label !== '*').length, ttl];
  const value = `${parts.join(' ')} ${timeText(times.expiration)} ${timeText(times.inception)} ${key.tag} ${apex} ${signed.toString('base64')}`;
  return [owner, ttl, 'RRSIG', value];
}

/** A delegation and what lies below it belong to the child: only DS and NSEC of them are signed (RFC 4035 section 2.2). */
function isSigned([owner, , type]: ZoneLine, cuts: readonly string[]): boolean {
  const cut = cuts.find((name) => owner === name || owner.endsWith(`.${name}`));
  return cut === undefined || (owner === cut && (type === 'DS' || type === 'NSEC'));
}

function denials(
  lines: readonly ZoneLine[],
  cuts: readonly string[],
  isAuthoritative: (line: ZoneLine) => boolean,
): readonly ZoneLine[] {
  const owned = lines.filter((line) => isAuthoritative(line) || (cuts.includes(line[0]) && line[2] === 'NS'));
  const byOwner = groupBy(owned, ([owner]) => owner);
  const owners = [...byOwner.keys()].toSorted(compareNames);
  return owners.map((owner, index) => {
    const types = new Set([...(byOwner.get(owner) ?? []).map(([, , type]) => type), 'RRSIG', 'NSEC']);
    const next = owners[(index + 1) % owners.length] ?? owner;
    return [owner, negativeTtl, 'NSEC', [next, ...types].join(' ')] as const;
  });
}

/** The zone's lines with keys, denials and signatures. */
export function signZone(
  origin: string,
  ttl: number,
  records: readonly ZoneRecord[],
  signing: Signing,
): readonly ZoneLine[] {
  const apex = apexOf(origin);
  const { keySigning, zoneSigning } = keysOf(origin, signing.generation);
  const now = Math.floor(Date.now() / 1000);
  const times = { inception: now + signing.fromHours * 3600, expiration: now + signing.toHours * 3600 };
  const plain: readonly ZoneLine[] = [
    ...records.map(([owner, type, value]) => [owner, ttl, type, value] as const),
    ...[keySigning, zoneSigning].map(({ record }) => [apex, ttl, 'DNSKEY', record] as const),
  ];
  const cuts = [
    ...new Set(plain.filter(([owner, , type]) => type === 'NS' && owner !== apex).map(([owner]) => owner)),
  ];
  const whole = [...plain, ...denials(plain, cuts, (line) => isSigned(line, cuts))];
  const sets = groupBy(
    whole.filter((line) => isSigned(line, cuts)),
    ([owner, , type]) => `${owner} ${type}`,
  );
  const signatures = [...sets.values()].map((set) =>
    signature(set, set[0]?.[2] === 'DNSKEY' ? keySigning : zoneSigning, apex, times),
  );
  const lines = [...whole, ...signatures];
  return signing.spoil?.(lines) ?? lines;
}
