/** What an authoritative server answers: data, referral, NODATA, NXDOMAIN, or REFUSED for what it does not serve (RFC 1034 section 4.3.2). */
import type { Answer, RecordType } from 'dns-packet';
import { isIPv4 } from 'node:net';
import type { HostSpec, WorldSpec } from '../world-spec.ts';
import { ancestry, isWithin, parseRecord } from './records.ts';
import { loadZone, serverName, type Zone } from './zones.ts';

export type Rcode = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED';

export interface DnsQuestion {
  /** Lower case, no final dot; the root is ".". */
  readonly name: string;
  readonly type: RecordType;
}

export interface DnsReply {
  readonly rcode: Rcode;
  readonly isAuthoritative: boolean;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly additionals: readonly Answer[];
  /** The zone that the question was referred to, for the demo's own resolvers. */
  readonly referredTo?: string;
}

export type Authority = (question: DnsQuestion) => DnsReply;

const empty = { isAuthoritative: false, answers: [], authorities: [], additionals: [] } as const;
const refused: DnsReply = { ...empty, rcode: 'REFUSED' };
export const servfail: DnsReply = { ...empty, rcode: 'SERVFAIL' };

/** Zones are loaded at the first question: most servers of a run are never asked. */
export function createAuthority(world: WorldSpec, hostId: string): Authority {
  let zones: ReadonlyMap<string, Zone> | undefined;
  return (question) => {
    zones ??= servedZones(world, hostId);
    const zone = zoneFor(zones, question);
    return zone === undefined ? refused : answerFrom(world, zones, zone, question);
  };
}

function servedZones(world: WorldSpec, hostId: string): ReadonlyMap<string, Zone> {
  const dns: HostSpec['dns'] = world.hosts[hostId]?.dns;
  const origins = Object.entries(world.zones)
    .filter(([origin, { servers }]) => servers.includes(hostId) && dns?.refuses.includes(origin) !== true)
    .map(([origin]) => origin);
  return new Map(origins.map((origin) => [origin, loadZone(world, origin, dns?.differs[origin])]));
}

function zoneFor(zones: ReadonlyMap<string, Zone>, { name, type }: DnsQuestion): Zone | undefined {
  const origins = ancestry(name).filter((origin) => zones.has(origin));
  // DS records live on the parent's side of the cut (RFC 4035 section 3.1.4.1).
  const [own, parent] = origins;
  const origin = type === 'DS' && own === name && parent !== undefined ? parent : own;
  return origin === undefined ? undefined : zones.get(origin);
}

function answerFrom(
  world: WorldSpec,
  zones: ReadonlyMap<string, Zone>,
  zone: Zone,
  question: DnsQuestion,
): DnsReply {
  const { name, type } = question;
  const cut = ancestry(name).find((parent) => zone.cuts.has(parent));
  if (cut !== undefined && !(type === 'DS' && cut === name)) return referral(world, zone, cut);
  const node = zone.nodes.get(name);
  const alias = type === 'CNAME' ? undefined : node?.get('CNAME')?.[0];
  if (alias?.type === 'CNAME') {
    const target = { name: alias.data, type };
    const next = zoneFor(zones, target);
    const rest = next === undefined ? empty : answerFrom(world, zones, next, target);
    return { ...authoritative, answers: [alias, ...rest.answers] };
  }
  const answers = node?.get(type) ?? [];
  if (answers.length > 0) return { ...authoritative, answers };
  const exists = node !== undefined || zone.emptyNames.has(name) || zone.cuts.has(name);
  return { ...authoritative, rcode: exists ? 'NOERROR' : 'NXDOMAIN', authorities: [zone.soa] };
}

const authoritative = { ...empty, rcode: 'NOERROR', isAuthoritative: true } as const;

function referral(world: WorldSpec, zone: Zone, cut: string): DnsReply {
  const servers = zone.cuts.get(cut) ?? [];
  const names = servers.map((server) => serverName(world, server));
  const authorities = names.map((server) => parseRecord(cut, 'NS', 3600, server));
  // Glue only where the parent is responsible for the name; the rest has to be looked up, as in the real tree.
  const glued = servers.filter((server) => isWithin(serverName(world, server), zone.origin));
  const additionals = glued.flatMap((server) => glueOf(world, server));
  return { ...empty, rcode: 'NOERROR', authorities, additionals, referredTo: cut };
}

function glueOf(world: WorldSpec, server: string): Answer[] {
  const { name, addresses } = world.hosts[server] ?? { name: '', addresses: [] };
  return addresses.map((address) => parseRecord(name, isIPv4(address) ? 'A' : 'AAAA', 3600, address));
}
