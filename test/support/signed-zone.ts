/** A signed zone and its parent as servers would answer, with real signatures made by the lab's signer. */
import type { DnsRecord, RecordType } from '../../diagnostics/model/observations/dns.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import { decodeResponse } from '../../diagnostics/net/dns-message.ts';
import { nameWire, rdataWire, typeNumber, uint16, uint32 } from '../lab/world/record-wire.ts';
import { signZone, soundSigning, type Signing, type ZoneLine } from '../lab/world/signing.ts';
import { dsText, type DsOptions } from '../lab/world/signing-keys.ts';
import type { ZoneRecord } from '../lab/world/zones.ts';
import { aRecord, aResponse, fromPublic, fromSystem, NS1, NS2 } from './dns-factories.ts';
import { aFailure, anObservation, STARTED_AT, twice } from './factories.ts';

const ROOT = '45.0.0.1';
const PARENT = '45.0.0.2';

/** Zone-file lines as a DNS message: an answer when there are lines to answer with, else a denial. */
export function messageOf(
  question: readonly [name: string, type: string],
  answers: readonly ZoneLine[],
  authorities: readonly ZoneLine[] = [],
): string {
  const [name, type] = question;
  const record = ([owner, ttl, kind, value]: ZoneLine): Buffer => {
    const data = rdataWire(kind, value);
    return Buffer.concat([
      nameWire(owner),
      uint16(typeNumber(kind)),
      uint16(1),
      uint32(ttl),
      uint16(data.length),
      data,
    ]);
  };
  const counts = [1, answers.length, authorities.length, 0].map(uint16);
  return Buffer.concat([
    uint16(7),
    uint16(0x8400),
    ...counts,
    nameWire(name),
    uint16(typeNumber(type)),
    uint16(1),
    ...[...answers, ...authorities].map(record),
  ]).toString('base64');
}

/** Answer of one server to a question that asked for signatures. */
function signedAnswer(
  address: string,
  name: string,
  type: RecordType,
  answers: readonly ZoneLine[],
  authorities: readonly ZoneLine[] = [],
): Observation {
  const messageBase64 = messageOf([name, type], answers, authorities);
  return anObservation('dns', {
    id: `dns/udp/${address}/${name}/${type}/signed`,
    endpoint: { address, port: 53 },
    input: { name, type, recursion: false, transport: 'udp', dnssecOk: true },
    data: { response: decodeResponse(Buffer.from(messageBase64, 'base64')), messageBase64 },
  });
}

/** The signatures of a zone, relative to the time at which all test observations are made. */
const atTestTime = (signing: Partial<Signing>): Signing => {
  const hours = Math.round((Date.parse(STARTED_AT) - Date.now()) / 3_600_000);
  const { fromHours = soundSigning.fromHours, toHours = soundSigning.toHours } = signing;
  return { ...soundSigning, ...signing, fromHours: fromHours + hours, toHours: toHours + hours };
};

export interface SignedZonePartial {
  readonly domain?: string;
  /** How each server's zone is signed; null for an unsigned zone. */
  readonly signing?: Partial<Signing> | null;
  /** Only of this server; the other is sound. */
  readonly only?: string;
  /** Generation of the key at the parent; null for none. */
  readonly digestOf?: number | null;
  /** Instead of it: every digest at the parent. */
  readonly digests?: readonly DsOptions[];
  readonly questions?: readonly RecordType[];
  /** Records beside the usual ones, at each server or at the named one alone. */
  readonly records?: readonly ZoneRecord[];
  readonly recordsAt?: string;
}

const usualRecords = (domain: string): readonly ZoneRecord[] => [
  [`${domain}.`, 'SOA', `ns1.${domain}. hostmaster.${domain}. 1 7200 3600 1209600 300`],
  [`${domain}.`, 'NS', `ns1.${domain}.`],
  [`${domain}.`, 'A', '45.0.3.1'],
  [`www.${domain}.`, 'A', '45.0.3.1'],
];

const isAbout = (owner: string, type: string) => (line: ZoneLine) =>
  line[0] === owner && (line[2] === type || (line[2] === 'RRSIG' && line[3].startsWith(`${type} `)));

function answersOf(
  server: string,
  domain: string,
  type: RecordType,
  lines: readonly ZoneLine[],
): Observation {
  const answers = lines.filter(isAbout(`${domain}.`, type));
  const denial = lines.filter(
    (line) => isAbout(`${domain}.`, 'SOA')(line) || isAbout(`${domain}.`, 'NSEC')(line),
  );
  return signedAnswer(server, domain, type, answers, answers.length > 0 ? [] : denial);
}

/** What the parent and two servers of the zone say when they are asked for signatures. */
export function aSignedZone({
  domain = 'example.test',
  signing = {},
  only,
  digestOf = soundSigning.generation,
  digests = digestOf === null ? [] : [{ generation: digestOf }],
  questions = ['A'],
  records = [],
  recordsAt,
}: SignedZonePartial = {}): readonly Observation[] {
  const zoneOf = (server: string): readonly ZoneLine[] => {
    const isHere = recordsAt === undefined || recordsAt === server;
    const all = [...usualRecords(domain), ...(isHere ? records : [])];
    if (only !== undefined && server !== only) return signZone(domain, 3600, all, atTestTime({}));
    if (signing !== null) return signZone(domain, 3600, all, atTestTime(signing));
    return all.map(([owner, type, value]) => [owner, 3600, type, value]);
  };
  const digest = digests.map((each): ZoneLine => [`${domain}.`, 3600, 'DS', dsText(domain, each)]);
  const types: readonly RecordType[] = ['DNSKEY', ...questions];
  return [
    signedAnswer(PARENT, domain, 'DS', digest),
    ...[NS1, NS2].flatMap((server) => {
      const lines = zoneOf(server);
      return types.map((type) => answersOf(server, domain, type, lines));
    }),
  ];
}

export interface ChainAbovePartial {
  /** How the root and the top-level domain are signed. */
  readonly root?: Partial<Signing>;
  readonly registry?: Partial<Signing>;
  /** The registry holds no digest of the domain. */
  readonly isUnsigned?: boolean;
}

/** The root and the top-level domain above the zone: their keys, and the digests that they hold, signed. */
export function aChainAbove({
  root = {},
  registry = {},
  isUnsigned = false,
}: ChainAbovePartial = {}): readonly Observation[] {
  const levels = [
    { server: ROOT, zone: '.', child: 'test', signing: root, has: true },
    { server: PARENT, zone: 'test', child: 'example.test', signing: registry, has: !isUnsigned },
  ] as const;
  return levels.flatMap(({ server, zone, child, signing, has }) => {
    const digest: readonly ZoneRecord[] = has ? [[`${child}.`, 'DS', dsText(child)]] : [];
    const apex = zone === '.' ? '.' : `${zone}.`;
    const records: readonly ZoneRecord[] = [
      [apex, 'SOA', 'ns.nic.test. hostmaster.nic.test. 1 7200 3600 1209600 300'],
      [apex, 'NS', 'ns.nic.test.'],
      [`${child}.`, 'NS', 'ns.nic.test.'],
      ...digest,
    ];
    const lines = signZone(zone, 3600, records, atTestTime(signing));
    const denial = [...lines.filter(isAbout(apex, 'SOA')), ...lines.filter(isAbout(`${child}.`, 'NSEC'))];
    return [
      signedAnswer(server, zone, 'DNSKEY', lines.filter(isAbout(apex, 'DNSKEY'))),
      signedAnswer(server, child, 'DS', lines.filter(isAbout(`${child}.`, 'DS')), has ? [] : denial),
    ];
  });
}

/** Of the zone alone, where what its parent says comes from `aChainAbove`. */
export const belowChain = (observations: readonly Observation[]): readonly Observation[] =>
  observations.filter((each) => each.kind !== 'dns' || each.input.type !== 'DS');

const answer = (domain: string): readonly DnsRecord[] => [aRecord(domain, 'A', '45.0.3.1')];

/** A resolver refuses the domain twice and answers when it is told not to validate. */
export function refused(
  from: 'public' | 'system',
  domain = 'example.test',
  extendedError?: number,
): readonly Observation[] {
  const ask = from === 'public' ? fromPublic : fromSystem;
  const said = extendedError === undefined ? [] : [{ code: extendedError, text: 'validation failure' }];
  const refusal = ask(domain, 'A', {
    failure: aFailure('dns_servfail', 'exchange', 'SERVFAIL'),
    response: { rcode: 'SERVFAIL', extendedErrors: said },
  });
  if (refusal.kind !== 'dns') throw new Error('a DNS observation');
  const unchecked = anObservation('dns', {
    id: `${refusal.id}/cd`,
    endpoint: refusal.endpoint,
    input: { ...refusal.input, checkingDisabled: true },
    control: 'C6',
    data: { response: aResponse({ aa: false, answers: answer(domain) }) },
  });
  return [...twice(refusal), unchecked];
}

/** A resolver that answers the domain, with or without having validated it. */
export const answered = (from: 'public' | 'system', domain = 'example.test'): Observation =>
  (from === 'public' ? fromPublic : fromSystem)(domain, 'A', answer(domain));
