// The zones as they are being served right now, per node, so that two servers can be made to disagree.

import { nsdName, zonePath } from '../services/nsd.ts';
import { LabError } from './process.ts';
import type { NodeName } from './topology.ts';
import { allZones, firstSerial, renderZone } from './zone-builder.ts';
import type { Signing } from './signing.ts';
import type { CompleteZone } from './zone-builder.ts';
import type { ZoneRecord } from './zones.ts';

interface Published {
  readonly records: readonly ZoneRecord[];
  readonly serial: number;
  /** Null while the zone is unsigned. */
  readonly signing: Signing | null;
}

/** New records from old ones; owners are absolute (`www.shop.test.`). */
export type ZoneEdit = (records: readonly ZoneRecord[]) => readonly ZoneRecord[];

export interface Publication {
  readonly daemon: string;
  readonly files: Readonly<Record<string, string>>;
}

export class NameServers {
  readonly #state = new Map<string, Published>();

  static zone(origin: string): CompleteZone {
    const zone = allZones.find((one) => one.origin === origin);
    if (zone === undefined) throw new LabError(`the world has no zone ${origin}`);
    return zone;
  }

  /** The origin of the zone that delegates this one. */
  static parentOf(origin: string): string {
    return origin.slice(origin.indexOf('.') + 1);
  }

  /** What must be written where to serve the edited zone from the given nodes (all of the zone's when absent), signed as before. */
  edit(origin: string, edit: ZoneEdit, nodes?: readonly NodeName[]): readonly Publication[] {
    return this.#republish(origin, nodes, (old) => ({ ...old, records: edit(old.records) }));
  }

  /** Likewise with the same records, signed in another way; null takes the signatures away. */
  resign(origin: string, signing: Signing | null, nodes?: readonly NodeName[]): readonly Publication[] {
    return this.#republish(origin, nodes, (old) => ({ ...old, signing }));
  }

  #republish(
    origin: string,
    nodes: readonly NodeName[] | undefined,
    change: (old: Published) => Published,
  ): readonly Publication[] {
    const zone = NameServers.zone(origin);
    return (nodes ?? zone.nodes).map((node) => {
      if (!zone.nodes.includes(node)) throw new LabError(`${node} does not serve ${origin}`);
      const key = `${node} ${origin}`;
      const old = this.#state.get(key) ?? healthy(zone);
      const published = { ...change(old), serial: old.serial + 1 };
      this.#state.set(key, published);
      return publication(zone, node, published);
    });
  }

  /** Back to the healthy zone under its first serial: the servers start afresh and all caches are emptied. */
  restore(origin: string, nodes?: readonly NodeName[]): readonly Publication[] {
    const zone = NameServers.zone(origin);
    return (nodes ?? zone.nodes).map((node) => {
      this.#state.delete(`${node} ${origin}`);
      return publication(zone, node, healthy(zone));
    });
  }
}

const healthy = ({ records, signing }: CompleteZone): Published => ({
  records,
  serial: firstSerial,
  signing,
});

const publication = (zone: CompleteZone, node: NodeName, published: Published): Publication => {
  const { records, serial, signing } = published;
  return {
    daemon: nsdName(node),
    files: { [zonePath(node, zone.origin)]: renderZone(zone, records, serial, signing) },
  };
};
