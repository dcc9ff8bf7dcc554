// Proofs of what a zone does not hold: NSEC (RFC 4034 section 4) and NSEC3 (RFC 5155).

import { createHash } from 'node:crypto';
import { labelsOf, nameWire } from './record-wire.ts';
import type { ZoneLine } from './signing.ts';

/** How a zone proves that a name does not exist: by name, or by hashes of names. */
export type Denial =
  | 'nsec'
  | { readonly iterations: number; readonly salt: string; readonly optOut?: boolean };

const negativeTtl = 300;

const compareNames = (a: string, b: string): number => {
  const [left, right] = [labelsOf(a).toReversed(), labelsOf(b).toReversed()];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = Buffer.compare(Buffer.from(left[index] ?? ''), Buffer.from(right[index] ?? ''));
    if (order !== 0) return order;
  }
  return left.length - right.length;
};

const base32 = '0123456789abcdefghijklmnopqrstuv';
/** RFC 4648 section 7; 160 bits need no padding. */
const toBase32 = (bytes: Buffer): string =>
  (
    [...bytes]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .match(/.{5}/g) ?? []
  )
    .map((bits) => base32[Number.parseInt(bits, 2)])
    .join('');

function hashName(name: string, salt: Buffer, iterations: number): string {
  let hash = createHash('sha1').update(nameWire(name)).update(salt).digest();
  for (let round = 0; round < iterations; round += 1)
    hash = createHash('sha1').update(hash).update(salt).digest();
  return toBase32(hash);
}

/** The name and those above it, down to the apex: those without records of their own exist all the same (empty non-terminals). */
function upTo(name: string, apex: string): readonly string[] {
  const labels = labelsOf(name);
  const depth = labelsOf(apex).length;
  return labels.slice(0, labels.length - depth).map((_, index) => `${labels.slice(index).join('.')}.`);
}

type Owned = ReadonlyMap<string, readonly ZoneLine[]>;
interface Zone {
  readonly apex: string;
  readonly owned: Owned;
  readonly isSigned: (line: ZoneLine) => boolean;
}

const typesAt = ({ owned, isSigned }: Zone, owner: string): readonly string[] => {
  const lines = owned.get(owner) ?? [];
  return [...new Set([...lines.map(([, , type]) => type), ...(lines.some(isSigned) ? ['RRSIG'] : [])])];
};

function byName(zone: Zone): readonly ZoneLine[] {
  const owners = [...zone.owned.keys()].toSorted(compareNames);
  return owners.map((owner, index) => {
    const next = owners[(index + 1) % owners.length] ?? owner;
    const types = new Set([...typesAt(zone, owner), 'RRSIG', 'NSEC']);
    return [owner, negativeTtl, 'NSEC', [next, ...types].join(' ')] as const;
  });
}

function byHash(
  zone: Zone,
  { iterations, salt, optOut = false }: Exclude<Denial, 'nsec'>,
): readonly ZoneLine[] {
  const isLeftOut = (owner: string): boolean =>
    optOut && owner !== zone.apex && !(zone.owned.get(owner) ?? []).some(zone.isSigned);
  const kept = [...zone.owned.keys()].filter((owner) => !isLeftOut(owner));
  const names = [...new Set([zone.apex, ...kept.flatMap((owner) => [owner, ...upTo(owner, zone.apex)])])];
  const written = salt === '' ? '-' : salt;
  const hashed = names
    .map((name) => ({ name, hash: hashName(name, Buffer.from(salt, 'hex'), iterations) }))
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  return hashed.map(({ name, hash }, index) => {
    const next = hashed[(index + 1) % hashed.length]?.hash ?? hash;
    const head = `1 ${optOut ? 1 : 0} ${iterations} ${written} ${next}`;
    const owner = zone.apex === '.' ? `${hash}.` : `${hash}.${zone.apex}`;
    return [owner, negativeTtl, 'NSEC3', [head, ...typesAt(zone, name)].join(' ')] as const;
  });
}

/** What the apex must hold beside the proofs, before they are made (RFC 5155 section 4). */
export const denialParameters = (apex: string, denial: Denial): readonly ZoneLine[] =>
  denial === 'nsec'
    ? []
    : [[apex, 0, 'NSEC3PARAM', `1 0 ${denial.iterations} ${denial.salt === '' ? '-' : denial.salt}`]];

/** `lines` hold what the zone has authority over and its delegations; glue is left out. */
export function denialsOf(
  apex: string,
  denial: Denial,
  lines: readonly ZoneLine[],
  isSigned: (line: ZoneLine) => boolean,
): readonly ZoneLine[] {
  const owned = new Map<string, ZoneLine[]>();
  for (const line of lines) owned.set(line[0], [...(owned.get(line[0]) ?? []), line]);
  const zone = { apex, owned, isSigned };
  return denial === 'nsec' ? byName(zone) : byHash(zone, denial);
}
