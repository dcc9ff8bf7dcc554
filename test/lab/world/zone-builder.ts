// Derives what zones.ts does not spell out: SOA, NS, delegations with glue, host addresses and reverse names.
// Pure functions over records; a signed zone gets its keys, denials and signatures when it is rendered (signing.ts).

import { hostNames, hosts, isV6, rootServers } from './topology.ts';
import type { Host, HostName, NodeName } from './topology.ts';
import { signZone, soundSigning } from './signing.ts';
import { dsText } from './signing-keys.ts';
import type { Signing } from './signing.ts';
import { isSignedZone, zoneTable } from './zones.ts';
import type { Zone, ZoneRecord } from './zones.ts';

/** A zone complete with derived records, except for the SOA, whose serial changes with every publication. */
export interface CompleteZone {
  readonly origin: string;
  readonly nodes: readonly NodeName[];
  readonly masterName: string;
  readonly ttl: number;
  readonly records: readonly ZoneRecord[];
  /** How it is signed in a healthy world; null for an unsigned zone. */
  readonly signing: Signing | null;
}

const allHosts: readonly Host[] = hostNames.map((name): Host => hosts[name]);
const defaultTtl = 3600;

const isBelow = (name: string, origin: string): boolean =>
  origin === '.' || name === origin || name.endsWith(`.${origin}`);

/** The zone that holds a name: the longest origin at or above it. */
const zoneOf = (name: string, candidates: readonly Zone[] = zoneTable): Zone | undefined =>
  candidates
    .filter(({ origin }) => isBelow(name, origin))
    .toSorted((a, b) => b.origin.length - a.origin.length)[0];

const parentOriginOf = (zone: Zone): string =>
  zoneOf(
    zone.origin,
    zoneTable.filter((other) => other !== zone),
  )?.origin ?? '.';

const addressRecords = (name: string, { v4, v6 }: { v4: string; v6: string }): readonly ZoneRecord[] => [
  [`${name}.`, 'A', v4],
  [`${name}.`, 'AAAA', v6],
];

/** NS records at the parent, and the servers' addresses when only the parent can give them. */
function delegation(zone: Zone, parentOrigin: string): readonly ZoneRecord[] {
  return zone.servers.flatMap((server): readonly ZoneRecord[] => {
    const { name, v4, v6 } = hosts[server];
    const glue = isBelow(name, parentOrigin) ? addressRecords(name, { v4, v6 }) : [];
    return [[`${zone.origin}.`, 'NS', `${name}.`], ...glue, ...signer(zone.origin)];
  });
}

/** What the parent says of a signed child. */
const signer = (origin: string): readonly ZoneRecord[] =>
  isSignedZone(origin) ? [[`${origin}.`, 'DS', dsText(origin)]] : [];

const signingOf = (origin: string): Signing | null => (isSignedZone(origin) ? soundSigning : null);

/** 4.3.2.1.in-addr.arpa for 1.2.3.4, nibbles for IPv6. */
export function reverseName(address: string): string {
  if (!isV6(address)) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const middle = 8 - groups(head).length - groups(tail).length;
  const all = [
    ...groups(head),
    ...Array<string>(address.includes('::') ? middle : 0).fill('0'),
    ...groups(tail),
  ];
  return `${all
    .map((group) => group.padStart(4, '0'))
    .join('')
    .split('')
    .reverse()
    .join('.')}.ip6.arpa`;
}

const reverseRecords = (origin: string): readonly ZoneRecord[] =>
  allHosts
    .flatMap(({ name, v4, v6 }) => [[v4, name] as const, [v6, name] as const])
    .map(([address, name]): ZoneRecord => [`${reverseName(address)}.`, 'PTR', `${name}.`])
    .filter(([owner]) => isBelow(owner.slice(0, -1), origin));

/** A record once, however many rules derive it. */
const unique = (records: readonly ZoneRecord[]): readonly ZoneRecord[] => [
  ...new Map(records.map((record) => [record.join(' '), record])).values(),
];

const absolute = (origin: string, [name, type, value]: ZoneRecord): ZoneRecord => {
  if (name.endsWith('.')) return [name, type, value];
  return [name === '@' ? `${origin}.` : `${name}.${origin}.`, type, value];
};

const nodesOf = (servers: readonly HostName[]): readonly NodeName[] => [
  ...new Set(servers.map((server) => hosts[server].node)),
];

function complete(zone: Zone): CompleteZone {
  const { origin, servers, ttl = defaultTtl } = zone;
  const master = servers[0] === undefined ? '' : hosts[servers[0]].name;
  const records = unique([
    ...servers.map((server): ZoneRecord => [`${origin}.`, 'NS', `${hosts[server].name}.`]),
    ...zone.records.map((record) => absolute(origin, record)),
    ...allHosts
      .filter(({ name }) => zoneOf(name) === zone)
      .flatMap((host) => addressRecords(host.name, host)),
    ...zoneTable
      .filter((child) => child !== zone && parentOriginOf(child) === origin)
      .flatMap((child) => delegation(child, origin)),
    ...(origin.endsWith('arpa') ? reverseRecords(origin) : []),
    ...(origin === 'net' ? rootServerNs('root-servers.net.') : []),
  ]);
  const signing = signingOf(origin);
  return {
    origin,
    nodes: nodesOf(servers),
    masterName: master,
    ttl,
    records: onlyOwn(records, origin),
    signing,
  };
}

/** A parent must not carry a child's data: PTR records belong to the most specific reverse zone alone. */
const onlyOwn = (records: readonly ZoneRecord[], origin: string): readonly ZoneRecord[] =>
  records.filter(([owner, type]) => type !== 'PTR' || zoneOf(owner.slice(0, -1))?.origin === origin);

const rootServerName = (letter: string): string => `${letter}.root-servers.net`;
const rootServerNs = (owner: string): readonly ZoneRecord[] =>
  rootServers.flatMap((server): readonly ZoneRecord[] => [
    [owner, 'NS', `${rootServerName(server.letter)}.`],
    ...addressRecords(rootServerName(server.letter), server),
  ]);

const rootZones = (): readonly CompleteZone[] => {
  const topLevel = zoneTable.filter((zone) => parentOriginOf(zone) === '.');
  const shared = { nodes: ['root'] as const, masterName: rootServerName('a'), ttl: 86_400 };
  return [
    {
      ...shared,
      origin: '.',
      signing: signingOf('.'),
      records: unique([...rootServerNs('.'), ...topLevel.flatMap((zone) => delegation(zone, '.'))]),
    },
    { ...shared, origin: 'root-servers.net', records: rootServerNs('root-servers.net.'), signing: null },
  ];
};

export const allZones: readonly CompleteZone[] = [...rootZones(), ...zoneTable.map(complete)];

export const firstSerial = 2026_11_05_01;

/** Zone-file text. Negative answers live five minutes, as at most hosting companies. */
export function renderZone(
  zone: CompleteZone,
  records: readonly ZoneRecord[],
  serial: number,
  signing: Signing | null = zone.signing,
): string {
  const { origin, masterName, ttl } = zone;
  const apex = origin === '.' ? '.' : `${origin}.`;
  const soa = `${masterName}. hostmaster.${masterName}. ${serial} 7200 3600 1209600 300`;
  const all: readonly ZoneRecord[] = [[apex, 'SOA', soa], ...records];
  const lines = signing === null ? all : signZone(origin, ttl, all, signing);
  return `$TTL ${ttl}\n${lines.map((line) => line.join(' ')).join('\n')}\n`;
}
