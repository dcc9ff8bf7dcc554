/** A small name system in memory: what each server says, and a walk that asks whatever the resolver wants to know. */
import { expect } from 'vitest';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { DnsRecord, RecordType } from '../../diagnostics/model/observations/dns.ts';
import {
  authoritativeKey,
  resolveFromRoot,
  type AuthoritativeQuestion,
  type Resolution,
} from '../../diagnostics/model/view/resolver.ts';
import { aRecord, fromServer, soa, type Reply, type ResponsePartial } from './dns-factories.ts';
import { aFacts, aNetworkData, twice } from './factories.ts';

export const ROOT = '45.0.0.1';
export const TLD = '45.0.0.2';
const silence = { failure: { code: 'timed_out', operation: 'exchange', detail: '' } } as const;
export const refusal = {
  failure: { code: 'dns_refused', operation: 'exchange', detail: 'REFUSED' },
  response: { rcode: 'REFUSED' },
} as const;

export type Servers = Readonly<Record<string, readonly string[]>>;
export const referral = (zone: string, servers: Servers): ResponsePartial => ({
  aa: false,
  authorities: Object.keys(servers).map((name) => aRecord(zone, 'NS', name)),
  additionals: Object.entries(servers).flatMap(([name, addresses]) =>
    addresses.map((each) => aRecord(name, each.includes(':') ? 'AAAA' : 'A', each)),
  ),
});
export const denial = (zone: string, rcode = 'NOERROR'): ResponsePartial => ({
  rcode,
  authorities: [soa(zone)],
});
export const below = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** What the server at an address says; undefined is silence. */
export type World = (address: string, name: string, type: RecordType) => Reply | undefined;

export const address = (name: string, value: string): readonly DnsRecord[] => [
  aRecord(name, value.includes(':') ? 'AAAA' : 'A', value),
];

/** Root and `test.`; the rest as each test needs it. */
export const usual =
  (rest: World): World =>
  (server, name, type) => {
    if (server === ROOT)
      return below(name, 'test') ? referral('test', { 'ns.nic.test': [TLD] }) : denial('.', 'NXDOMAIN');
    return rest(server, name, type);
  };

export interface Walked {
  readonly resolution: Resolution;
  readonly observations: readonly Observation[];
  readonly rounds: number;
}

/** Asks whatever the resolver wants to know, until it wants nothing more. */
export function walk(world: World, name = 'example.test', type: RecordType = 'SOA', roots = [ROOT]): Walked {
  const networkData = aNetworkData({ rootServers: [{ name: 'a.root.test', addresses: roots }] });
  const observations: Observation[] = [];
  const answer = ({
    address: server,
    name: asked,
    type: kind,
  }: AuthoritativeQuestion): readonly Observation[] => {
    const reply = world(server, asked, kind);
    return reply ? [fromServer(server, asked, kind, reply)] : twice(fromServer(server, asked, kind, silence));
  };
  for (let rounds = 0; rounds < 200; rounds++) {
    const resolution = resolveFromRoot(aFacts({ networkData, observations }), name, type);
    if (resolution.status !== 'asking') return { resolution, observations, rounds };
    const fresh = [...new Map(resolution.questions.map((each) => [authoritativeKey(each), each])).values()];
    expect(fresh.filter((each) => observations.some((known) => known.id === authoritativeKey(each)))).toEqual(
      [],
    );
    observations.push(...fresh.flatMap(answer));
  }
  throw new Error('the walk does not end');
}

export const told = ({ resolution }: Walked): string =>
  `${resolution.status} ${resolution.cuts.map((each) => each.zone).join(' > ')}${resolution.status === 'answered' ? ` at ${resolution.answer.best.endpoint.address}` : ''}`;
export const askedOf = ({ observations }: Walked): readonly string[] => [
  ...new Set(observations.map((each) => `${each.endpoint.address}`)),
];

export const NS1 = '45.0.1.1';
export const NS2 = '45.0.1.2';
export const apex = (servers: Servers, at: World): World =>
  usual((server, name, type) =>
    server === TLD
      ? below(name, 'example.test')
        ? referral('example.test', servers)
        : denial('test')
      : at(server, name, type),
  );
export const twoWithGlue = { 'ns1.example.test': [NS1], 'ns2.example.test': [NS2] };
