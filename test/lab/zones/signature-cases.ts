// Signed zones, sound and broken in every way that validators tell apart: what Faultline, Unbound and delv are laid side by side on.

import { NameServers } from '../world/name-servers.ts';
import { dsText, type DsOptions, type SigningAlgorithm } from '../world/signing-keys.ts';
import type { Denial } from '../world/signing-denial.ts';
import { soundSigning, type Signing, type ZoneLine } from '../world/signing.ts';
import type { World } from '../world/world.ts';
import type { ZoneRecord } from '../world/zones.ts';

export const signedDomain = 'shop.test';
const apex = `${signedDomain}.`;

export interface SignatureCase {
  readonly id: string;
  readonly inject: (world: World) => Promise<void>;
  /** Why we may judge it otherwise than Unbound does. */
  readonly otherwise?: string;
}

interface Setting {
  /** How the zone is signed; null for an unsigned one. */
  readonly zone?: Partial<Signing> | null;
  /** What the parent holds; the digest of the first algorithm's key unless said otherwise. Text is taken as it is. */
  readonly ds?: readonly (DsOptions | string)[];
  readonly records?: readonly ZoneRecord[];
}

const withSetting =
  ({ zone = {}, ds, records = [] }: Setting): SignatureCase['inject'] =>
  async (world) => {
    const algorithm = zone?.algorithms?.[0] ?? 'ecdsap256';
    const digests = (ds ?? [{ algorithm }]).map((each) =>
      typeof each === 'string' ? each : dsText(signedDomain, each),
    );
    if (records.length > 0) await world.change.zone(signedDomain, (old) => [...old, ...records]);
    await world.change.signing(signedDomain, zone === null ? null : { ...soundSigning, ...zone });
    await world.change.zone(NameServers.parentOf(signedDomain), (old) => [
      ...old.filter(([name, type]) => !(name === apex && type === 'DS')),
      ...digests.map((value): ZoneRecord => [apex, 'DS', value]),
    ]);
  };

const signed = (id: string, setting: Setting, otherwise?: string): SignatureCase => ({
  id,
  inject: withSetting(setting),
  ...(otherwise === undefined ? {} : { otherwise }),
});

const sha1IsIgnored =
  'a digest by SHA-1 counts only where no better one stands (RFC 4509 section 3): BIND refuses the zone, Unbound takes either';
const noGrace =
  'Unbound lets a tenth of the lifetime pass, BIND none (RFC 4035 section 5.3.1): whoever signs must hear of it';

const isSignatureOf =
  (type: string, algorithm?: number) =>
  ([, , kind, value]: ZoneLine): boolean =>
    kind === 'RRSIG' &&
    value.startsWith(`${type} `) &&
    (algorithm === undefined || value.split(' ')[1] === String(algorithm));
const isByAlgorithm =
  (algorithm: number) =>
  ([, , kind, value]: ZoneLine): boolean =>
    kind === 'RRSIG' && value.split(' ')[1] === String(algorithm);

type IsMeant = (line: ZoneLine) => boolean;
const without =
  (isMeant: IsMeant) =>
  (lines: readonly ZoneLine[]): readonly ZoneLine[] =>
    lines.filter((line) => !isMeant(line));
/** Another letter in the middle of the signature. */
const garbled =
  (isMeant: IsMeant) =>
  (lines: readonly ZoneLine[]): readonly ZoneLine[] =>
    lines.map(([owner, ttl, type, value]) => [
      owner,
      ttl,
      type,
      isMeant([owner, ttl, type, value])
        ? value.replace(/.(.{20})$/, (end, rest: string) => `${end.startsWith('A') ? 'B' : 'A'}${rest}`)
        : value,
    ]);
/** A proof and its signature. */
const isProof =
  (type: 'NSEC' | 'NSEC3') =>
  (line: ZoneLine): boolean =>
    line[2] === type || isSignatureOf(type)(line);

const spoiled = (id: string, spoil: NonNullable<Signing['spoil']>, more: Setting = {}): SignatureCase =>
  signed(id, { ...more, zone: { ...more.zone, spoil } });

/** The same digest with its last byte changed. */
const wrongDigest = (options: DsOptions = {}): string =>
  dsText(signedDomain, options).replace(/..$/, (end) => (end === '00' ? '01' : '00'));

const both = (id: string, setting: Setting): SignatureCase =>
  signed(`8 and 13, ${id}`, {
    ds: [{ algorithm: 'rsasha256' }, { algorithm: 'ecdsap256' }],
    ...setting,
    zone: { algorithms: ['rsasha256', 'ecdsap256'], ...setting.zone },
  });

const hashed = (iterations: number, optOut = false): Denial => ({ iterations, salt: 'aabbcc', optOut });
const wildcard: readonly ZoneRecord[] = [[`*.${apex}`, 'A', '45.80.20.10']];
const sound: readonly SigningAlgorithm[] = [
  'rsasha1',
  'rsasha256',
  'rsasha512',
  'ecdsap256',
  'ecdsap384',
  'ed25519',
  'ed448',
];
const minutes = (count: number): number => count / 60;

export const signatureCases: readonly SignatureCase[] = [
  ...sound.map((algorithm) => signed(`sound, ${algorithm}`, { zone: { algorithms: [algorithm] } })),
  signed('unsigned, no digest', { zone: null, ds: [] }),
  signed('signed, no digest', { ds: [] }),
  // digests at the parent
  ...(['sha1', 'sha384'] as const).map((digest) => signed(`digest by ${digest} alone`, { ds: [{ digest }] })),
  signed('all digests', { ds: [{ digest: 'sha1' }, { digest: 'sha256' }, { digest: 'sha384' }] }),
  signed('digest of an unknown kind alone', { ds: [{ digest: 'unassigned' }] }),
  signed('digest of an unknown kind beside a right one', { ds: [{ digest: 'unassigned' }, {}] }),
  signed('digest of an unknown kind beside a wrong one', { ds: [{ digest: 'unassigned' }, wrongDigest()] }),
  signed('wrong digest', { ds: [wrongDigest()] }),
  signed('wrong digest beside a right one', { ds: [wrongDigest({ generation: 1 }), {}] }),
  signed('right by SHA-1, wrong by SHA-256', { ds: [{ digest: 'sha1' }, wrongDigest()] }, sha1IsIgnored),
  signed('wrong by SHA-1, right by SHA-256', { ds: [wrongDigest({ digest: 'sha1' }), {}] }),
  signed('right by SHA-256, wrong by SHA-384', { ds: [{}, wrongDigest({ digest: 'sha384' })] }),
  signed('wrong by SHA-256, right by SHA-384', { ds: [wrongDigest(), { digest: 'sha384' }] }),
  signed(
    'right by SHA-1, wrong by SHA-384',
    { ds: [{ digest: 'sha1' }, wrongDigest({ digest: 'sha384' })] },
    sha1IsIgnored,
  ),
  signed('digest of keys of a former operator', { ds: [{ generation: 1 }] }),
  signed('digests before and after a change of keys', { ds: [{ generation: 1 }, {}] }),
  signed('digest left, zone unsigned', { zone: null, ds: [{}] }),
  signed('digest by SHA-1 left, zone unsigned', { zone: null, ds: [{ digest: 'sha1' }] }),
  // algorithms
  signed('unknown algorithm alone', { zone: { algorithms: ['unassigned'] } }),
  signed('unknown algorithm, zone unsigned', { zone: null, ds: [{ algorithm: 'unassigned' }] }),
  signed('unknown algorithm beside 13, digests of both', {
    zone: { algorithms: ['unassigned', 'ecdsap256'] },
    ds: [{ algorithm: 'unassigned' }, {}],
  }),
  signed('unknown algorithm beside 13, digest of the unknown one', {
    zone: { algorithms: ['unassigned', 'ecdsap256'] },
  }),
  signed('digests of an unknown algorithm and 13, zone with the unknown one alone', {
    zone: { algorithms: ['unassigned'] },
    ds: [{ algorithm: 'unassigned' }, {}],
  }),
  signed('digest of 8, zone with 13 alone', { ds: [{ algorithm: 'rsasha256' }] }),
  signed('digests of 8 and 13, zone with 13 alone', { ds: [{ algorithm: 'rsasha256' }, {}] }),
  both('complete', {}),
  both('digest of 8', { ds: [{ algorithm: 'rsasha256' }] }),
  both('digest of 13', { ds: [{}] }),
  both('no signature by 13', { zone: { spoil: without(isByAlgorithm(13)) } }),
  both('no signature by 8', { zone: { spoil: without(isByAlgorithm(8)) } }),
  both('no signature by 13, digest of 13', { ds: [{}], zone: { spoil: without(isByAlgorithm(13)) } }),
  both('no signature by 8 over records, digest of 8', {
    ds: [{ algorithm: 'rsasha256' }],
    zone: { spoil: without((line) => isByAlgorithm(8)(line) && !isSignatureOf('DNSKEY')(line)) },
  }),
  both('signatures by 13 broken', { zone: { spoil: garbled(isByAlgorithm(13)) } }),
  both('signatures by 8 broken', { zone: { spoil: garbled(isByAlgorithm(8)) } }),
  both('all signatures over addresses broken', { zone: { spoil: garbled(isSignatureOf('A')) } }),
  both('key set signed by 8, digest of 13', {
    ds: [{}],
    zone: { spoil: without(isSignatureOf('DNSKEY', 13)) },
  }),
  signed('8, 14 and 15 complete', {
    zone: { algorithms: ['rsasha256', 'ecdsap384', 'ed25519'] },
    ds: [{ algorithm: 'ecdsap384' }],
  }),
  // times
  signed('ended ten days ago', { zone: { fromHours: -960, toHours: -240 } }),
  signed('ended yesterday', { zone: { fromHours: -744, toHours: -25 } }),
  signed('ended twenty minutes ago', { zone: { fromHours: -720, toHours: -minutes(20) } }, noGrace),
  signed('begins in ten days', { zone: { fromHours: 240, toHours: 960 } }),
  signed('begins in twenty minutes', { zone: { fromHours: minutes(20), toHours: 720 } }, noGrace),
  signed('ends in an hour', { zone: { fromHours: -719, toHours: 1 } }),
  // signatures
  ...['SOA', 'A', 'NS', 'DNSKEY', 'NSEC'].flatMap((type) => [
    spoiled(`broken signature over ${type}`, garbled(isSignatureOf(type))),
    spoiled(`no signature over ${type}`, without(isSignatureOf(type))),
  ]),
  spoiled(
    'no signature at all',
    without(([, , type]) => type === 'RRSIG'),
  ),
  spoiled(
    'key set signed by the zone-signing key alone',
    without((line) => isSignatureOf('DNSKEY')(line)),
  ),
  spoiled(
    'no keys',
    without((line) => line[2] === 'DNSKEY' || isSignatureOf('DNSKEY')(line)),
  ),
  spoiled(
    'the zone-signing key taken away',
    without(([, , type, value]) => type === 'DNSKEY' && value.startsWith('256 ')),
  ),
  // denials
  spoiled('no NSEC', without(isProof('NSEC'))),
  spoiled(
    'no NSEC at the apex',
    without((line) => line[0] === apex && isProof('NSEC')(line)),
  ),
  spoiled(
    'no NSEC over the name',
    without((line) => line[0] !== apex && isProof('NSEC')(line)),
  ),
  signed('NSEC3', { zone: { denial: hashed(0) } }),
  signed('NSEC3 with opt-out', { zone: { denial: hashed(5, true) } }),
  signed('NSEC3 with 150 rounds', { zone: { denial: hashed(150) } }),
  signed('NSEC3 with 151 rounds', { zone: { denial: hashed(151) } }),
  signed('NSEC3 with 600 rounds', { zone: { denial: hashed(600) } }),
  signed('NSEC3 with 400 rounds', { zone: { denial: hashed(400) } }),
  signed('NSEC3 with 400 rounds and broken addresses', {
    zone: { denial: hashed(400), spoil: garbled(isSignatureOf('A')) },
  }),
  spoiled('no NSEC3', without(isProof('NSEC3')), { zone: { denial: hashed(0) } }),
  spoiled('broken signatures over NSEC3', garbled(isSignatureOf('NSEC3')), { zone: { denial: hashed(0) } }),
  signed('wildcard', { records: wildcard }),
  signed('wildcard with NSEC3', { records: wildcard, zone: { denial: hashed(0) } }),
  spoiled('wildcard without its proof', without(isProof('NSEC')), { records: wildcard }),
  spoiled('wildcard with NSEC3, without its proof', without(isProof('NSEC3')), {
    records: wildcard,
    zone: { denial: hashed(0) },
  }),
];
