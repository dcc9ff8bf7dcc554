/** DNS records, responses, queries and a delegation from the root, for tests. */
import type { Failure } from '../../diagnostics/model/failure.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { DnsRecord, DnsResponse, RecordType } from '../../diagnostics/model/observations/dns.ts';
import { anObservation, twice } from './factories.ts';

type Fields = DnsRecord['fields'];

export const aRecord = (
  name: string,
  type: string,
  value: string,
  fields?: Fields,
  ttl = 3600,
): DnsRecord => ({ name, type, ttl, value, ...(fields && { fields }) });
export const mx = (name: string, preference: number, exchange: string): DnsRecord =>
  aRecord(name, 'MX', `${preference} ${exchange}`, { preference, exchange });
export const txt = (name: string, text: string): DnsRecord => aRecord(name, 'TXT', `"${text}"`);

export function soa(zone: string, timers: { readonly [field: string]: number } = {}): DnsRecord {
  const fields = {
    mname: `ns1.${zone}`,
    rname: `hostmaster.${zone}`,
    serial: 2026030201,
    refresh: 10_800,
    retry: 3600,
    expire: 1_209_600,
    minimum: 3600,
    ...timers,
  };
  return aRecord(zone, 'SOA', Object.values(fields).join(' '), fields);
}

export interface ResponsePartial extends Partial<Omit<DnsResponse, 'flags'>> {
  readonly aa?: boolean;
  readonly tc?: boolean;
}

export function aResponse({ aa = true, tc = false, ...partial }: ResponsePartial = {}): DnsResponse {
  const flags = { aa, tc, rd: false, ra: false, ad: false, cd: false };
  return {
    rcode: 'NOERROR',
    flags,
    answers: [],
    authorities: [],
    additionals: [],
    edns: true,
    extendedErrors: [],
    size: 100,
    ...partial,
  };
}

/** What came back: records, a whole response, or a failure (with the response that carried it, when there was one). */
export type Reply =
  | readonly DnsRecord[]
  | ResponsePartial
  | { readonly failure: Failure; readonly response?: ResponsePartial };

function resultOf(reply: Reply, aa: boolean): { data: { response?: DnsResponse }; failure?: Failure } {
  if (Array.isArray(reply))
    return { data: { response: aResponse({ aa, answers: reply as readonly DnsRecord[] }) } };
  if ('failure' in reply)
    return {
      data: reply.response ? { response: aResponse({ aa: false, ...reply.response }) } : {},
      failure: reply.failure,
    };
  return { data: { response: aResponse({ aa, ...(reply as ResponsePartial) }) } };
}

/** An answer of one authoritative server address, asked without recursion. */
export function fromServer(
  address: string,
  name: string,
  type: RecordType,
  reply: Reply,
  transport: 'udp' | 'tcp' = 'udp',
): Observation {
  const id = `dns/${transport}/${address}/${name}/${type}`;
  return anObservation('dns', {
    id,
    endpoint: { address, port: 53 },
    input: { name, type, recursion: false, transport },
    ...resultOf(reply, true),
  });
}

/** An answer of a public resolver. */
export function fromPublic(name: string, type: RecordType, reply: Reply): Observation {
  const endpoint = { address: '45.0.9.9', operator: 'open', port: 443 };
  return anObservation('dns', {
    id: `dns/https/45.0.9.9/${name}/${type}`,
    endpoint,
    input: { name, type, recursion: true, transport: 'https' },
    ...resultOf(reply, false),
  });
}

/** An answer of the configured resolver of this network. */
export function fromSystem(
  name: string,
  type: RecordType,
  reply: Reply,
  address = '192.168.1.1',
): Observation {
  const id = `dns/udp/${address}/${name}/${type}/rd`;
  return anObservation('dns', {
    id,
    endpoint: { address, port: 53 },
    input: { name, type, recursion: true, transport: 'udp' },
    ...resultOf(reply, false),
  });
}

export interface ZonePartial {
  readonly domain?: string;
  /** Server name to its glue addresses; none for a name that must be found elsewhere. */
  readonly servers?: Readonly<Record<string, readonly string[]>>;
  /** What each server says to the SOA question; silence (two time-outs) for null. */
  readonly soa?: (address: string) => Reply | null;
}

export const NS1 = '45.0.1.1';
export const NS2 = '45.0.1.2';
const twoServers = { 'ns1.example.test': [NS1], 'ns2.example.test': [NS2] };
const silence = { failure: { code: 'timed_out', operation: 'exchange', detail: '' } } as const;

/** The walk from the root of `aNetworkData` to the zone, with the SOA answers of its servers. */
export function aZone({
  domain = 'example.test',
  servers = twoServers,
  soa: answer = () => [soa(domain)],
}: ZonePartial = {}): readonly Observation[] {
  const referral = (zone: string, names: Readonly<Record<string, readonly string[]>>): ResponsePartial => ({
    aa: false,
    authorities: Object.keys(names).map((name) => aRecord(zone, 'NS', name)),
    additionals: Object.entries(names).flatMap(([name, addresses]) =>
      addresses.map((each) => aRecord(name, each.includes(':') ? 'AAAA' : 'A', each)),
    ),
  });
  const answers = Object.values(servers)
    .flat()
    .flatMap((address) => {
      const reply = answer(address);
      return reply
        ? [fromServer(address, domain, 'SOA', reply)]
        : twice(fromServer(address, domain, 'SOA', silence));
    });
  return [
    fromServer('45.0.0.1', domain, 'SOA', referral('test', { 'ns.nic.test': ['45.0.0.2'] })),
    fromServer('45.0.0.2', domain, 'SOA', referral(domain, servers)),
    ...answers,
  ];
}

/** Names made up for a run (R20): under two top-level domains and below the domain itself. */
export const inventedLabels = ['com', 'net', 'example.test'].map(
  (parent) => `faultline-0badcafe.${parent}`,
) as [string, string, string];

/** Where a rewriting resolver leads. */
export const STAND_IN = '45.0.8.8';

/** What the seat's resolver gives for the made-up names, and what a public one does (null: it was not asked). */
export const inventedBy = (
  here: readonly string[],
  outside: readonly string[] | null = [],
): readonly Observation[] =>
  inventedLabels.flatMap((name) => {
    const reply = (names: readonly string[]): Reply =>
      names.includes(name) ? [aRecord(name, 'A', STAND_IN)] : { rcode: 'NXDOMAIN' };
    return [
      fromSystem(name, 'A', reply(here)),
      ...(outside === null ? [] : [fromPublic(name, 'A', reply(outside))]),
    ];
  });

/** A public resolver's word on the HTTPS record of example.test (RFC 9460); it speaks of the name itself unless told otherwise. */
export const anHttpsRecord = (fields: NonNullable<Fields>): Observation =>
  fromPublic('example.test', 'HTTPS', [
    aRecord('example.test', 'HTTPS', '1 .', { priority: 1, target: '.', ...fields }),
  ]);
