/** Loads the world's zones: stated records, the hosts' own addresses and pointers, and delegations with glue. */
import type { Answer, RecordType } from 'dns-packet';
import { isIPv4 } from 'node:net';
import type { WorldSpec, ZoneRecords, ZoneSpec } from '../world-spec.ts';
import { absoluteName, ancestry, isWithin, parseRecord, reverseName, soaRecord } from './records.ts';

/** Records by type of one owner name. */
export type Node = ReadonlyMap<string, readonly Answer[]>;

export interface Zone {
  readonly origin: string;
  readonly soa: Answer;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Names that exist only because something exists below them. */
  readonly emptyNames: ReadonlySet<string>;
  /** Host ids of the servers of each zone that is delegated from this one. */
  readonly cuts: ReadonlyMap<string, readonly string[]>;
}

interface ZoneVariant {
  readonly serial: number;
  readonly records: ZoneRecords;
}

/** One zone as one of its servers has it; `variant` replaces what the other servers have. */
export function loadZone(world: WorldSpec, origin: string, variant?: ZoneVariant): Zone {
  const spec = zoneOf(world, origin);
  const { serial, records } = { serial: spec.serial, records: spec.records, ...variant };
  const nodes = new Map<string, Map<string, Answer[]>>();
  const add = (name: string, type: RecordType, value: string) => {
    const node = nodes.get(name) ?? new Map<string, Answer[]>();
    nodes.set(name, node.set(type, [...(node.get(type) ?? []), parseRecord(name, type, spec.ttl, value)]));
  };
  for (const [owner, types] of Object.entries(records)) {
    const name = absoluteName(owner, origin);
    for (const [type, values] of Object.entries(types)) {
      for (const value of values) add(name, type as RecordType, value);
    }
  }
  for (const [name, type, value] of hostRecords(world, origin)) add(name, type, value);
  for (const server of spec.servers) add(origin, 'NS', serverName(world, server));
  const soa = soaRecord(origin, serverName(world, spec.servers[0] ?? ''), serial, spec.ttl);
  nodes.set(origin, (nodes.get(origin) ?? new Map<string, Answer[]>()).set('SOA', [soa]));
  return { origin, soa, nodes, emptyNames: emptyNamesOf(origin, nodes.keys()), cuts: cutsOf(world, origin) };
}

function zoneOf(world: WorldSpec, origin: string): ZoneSpec {
  const spec = world.zones[origin];
  if (spec === undefined) throw new Error(`the demo world has no zone "${origin}"`);
  return spec;
}

export function serverName(world: WorldSpec, id: string): string {
  const host = world.hosts[id];
  if (host === undefined) throw new Error(`the demo world has no host "${id}"`);
  return host.name;
}

/** The zone that a name belongs to: the deepest one that encloses it. */
function homeOf(world: WorldSpec, name: string): string | undefined {
  return ancestry(name).find((origin) => origin in world.zones);
}

type HostRecord = readonly [name: string, type: RecordType, value: string];

/** Address records and pointers of the hosts whose names live in the zone; stated records win over them. */
function hostRecords(world: WorldSpec, origin: string): readonly HostRecord[] {
  const all = Object.values(world.hosts)
    .filter(({ onLan }) => !onLan)
    .flatMap(({ name, addresses }) =>
      addresses.flatMap((address): HostRecord[] => [
        [name, isIPv4(address) ? 'A' : 'AAAA', address],
        [reverseName(address), 'PTR', name],
      ]),
    );
  const home = all.filter(([name]) => homeOf(world, name) === origin);
  const stated = Object.keys(world.zones[origin]?.records ?? {}).map((owner) => absoluteName(owner, origin));
  return home.filter(([name]) => !stated.includes(name));
}

function cutsOf(world: WorldSpec, origin: string): ReadonlyMap<string, readonly string[]> {
  const children = Object.entries(world.zones).filter(([child, { isDelegated }]) => {
    const parent = ancestry(child)
      .slice(1)
      .find((name) => name in world.zones);
    return isDelegated && child !== '.' && parent === origin;
  });
  return new Map(children.map(([child, { servers }]) => [child, servers]));
}

function emptyNamesOf(origin: string, names: Iterable<string>): ReadonlySet<string> {
  return new Set([...names].flatMap((name) => ancestry(name).filter((parent) => isWithin(parent, origin))));
}
