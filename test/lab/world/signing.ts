// Signs zones (RFC 4034, 4035), in this process and with ECDSA P-256 unless told otherwise: it costs milliseconds, so that
// every edited zone is signed afresh, and a broken signer is a function over the lines. Unbound and delv judge the result.

import { labelsOf, nameWire, rdataWire, typeNumber, uint16, uint32 } from './record-wire.ts';
import { denialParameters, denialsOf, type Denial } from './signing-denial.ts';
import { apexOf, keysOf, type SigningAlgorithm, type ZoneKey } from './signing-keys.ts';
import type { ZoneRecord } from './zones.ts';

/** A line of a signed zone file, complete. */
export type ZoneLine = readonly [owner: string, ttl: number, type: string, value: string];

/** How a zone is signed right now. */
export interface Signing {
  /** Each generation of a zone has keys of its own: another operator's, or those before a roll-over. */
  readonly generation: number;
  /** The zone has keys of each, and each set a signature by each (RFC 4035 section 2.2). */
  readonly algorithms: readonly SigningAlgorithm[];
  readonly denial: Denial;
  /** When the signatures begin and end, hours from now. */
  readonly fromHours: number;
  readonly toHours: number;
  /** What a broken signer does to the finished zone. */
  readonly spoil?: (lines: readonly ZoneLine[]) => readonly ZoneLine[];
}

export const soundSigning: Signing = {
  generation: 0,
  algorithms: ['ecdsap256'],
  denial: 'nsec',
  fromHours: -1,
  toHours: 30 * 24,
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

function signature(set: readonly ZoneLine[], key: ZoneKey, apex: string, times: SigningTimes): ZoneLine {
  const [owner, ttl, type] = set[0]!;
  const labels = labelsOf(owner).filter((label) => label !== '*').length;
  const head = Buffer.concat([
    uint16(typeNumber(type)),
    Buffer.from([key.algorithm, labels]),
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
  const signed = key.sign(Buffer.concat([head, ...records]));
  const parts = [type, key.algorithm, labels, ttl];
  const value = `${parts.join(' ')} ${timeText(times.expiration)} ${timeText(times.inception)} ${key.tag} ${apex} ${signed.toString('base64')}`;
  return [owner, ttl, 'RRSIG', value];
}

/** A delegation and what lies below it belong to the child: only DS and NSEC of them are signed (RFC 4035 section 2.2). */
function isSigned([owner, , type]: ZoneLine, cuts: readonly string[]): boolean {
  const cut = cuts.find((name) => owner === name || owner.endsWith(`.${name}`));
  return cut === undefined || (owner === cut && (type === 'DS' || type === 'NSEC'));
}

/** Sets that the keys of the zone sign, and the key-signing keys alone: what tells the parent which key to trust (RFC 7344 section 4.1). */
const ofKeys: ReadonlySet<string> = new Set(['DNSKEY', 'CDS', 'CDNSKEY']);

/** The zone's lines with keys, denials and signatures. */
export function signZone(
  origin: string,
  ttl: number,
  records: readonly ZoneRecord[],
  signing: Signing,
): readonly ZoneLine[] {
  const apex = apexOf(origin);
  const keys = signing.algorithms.map((algorithm) => keysOf(origin, signing.generation, algorithm));
  const now = Math.floor(Date.now() / 1000);
  const times = { inception: now + signing.fromHours * 3600, expiration: now + signing.toHours * 3600 };
  const plain: readonly ZoneLine[] = [
    ...records.map(([owner, type, value]) => [owner, ttl, type, value] as const),
    ...keys
      .flatMap(({ keySigning, zoneSigning }) => [keySigning, zoneSigning])
      .map(({ record }) => [apex, ttl, 'DNSKEY', record] as const),
    ...denialParameters(apex, signing.denial),
  ];
  const cuts = [
    ...new Set(plain.filter(([owner, , type]) => type === 'NS' && owner !== apex).map(([owner]) => owner)),
  ];
  const isOwn = (line: ZoneLine): boolean => isSigned(line, cuts);
  const denied = plain.filter((line) => isOwn(line) || (cuts.includes(line[0]) && line[2] === 'NS'));
  const whole = [...plain, ...denialsOf(apex, signing.denial, denied, isOwn)];
  const sets = groupBy(whole.filter(isOwn), ([owner, , type]) => `${owner} ${type}`);
  const signatures = [...sets.values()].flatMap((set) =>
    keys.map(({ keySigning, zoneSigning }) =>
      signature(set, ofKeys.has(set[0]?.[2] ?? '') ? keySigning : zoneSigning, apex, times),
    ),
  );
  const lines = [...whole, ...signatures];
  return signing.spoil?.(lines) ?? lines;
}
