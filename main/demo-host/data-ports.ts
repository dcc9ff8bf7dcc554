/** Ports that services open at run time, seen from the customer at the virtual address of their host. */
import { randomInt } from 'node:crypto';
import type { Listeners } from './listeners.ts';
import type { OpenDataPort } from './servers/ftp-data.ts';
import type { WorldSpec } from './world-spec.ts';

export interface DataPorts {
  /** The loopback port behind a virtual one; null where packets to it are dropped. */
  find(hostId: string, port: number): number | null | undefined;
  openerFor(hostId: string): OpenDataPort;
}

/** Dynamic ports (RFC 6335 section 6), where passive ranges usually lie. */
const dynamicPorts = [49152, 65535] as const;

export function createDataPorts(world: WorldSpec, listeners: Listeners): DataPorts {
  const open = new Map<string, number | null>();
  const key = (hostId: string, port: number) => `${hostId}:${String(port)}`;
  const openDropped = (hostId: string) => {
    const port = randomInt(...dynamicPorts);
    open.set(key(hostId, port), null);
    return { port, close: () => void open.delete(key(hostId, port)) };
  };
  return {
    find: (hostId, port) => open.get(key(hostId, port)),
    openerFor: (hostId) => async (handler) => {
      if (world.hosts[hostId]?.ftp?.passivePorts === 'dropped') return openDropped(hostId);
      const listener = await listeners.listenTcp(handler);
      open.set(key(hostId, listener.port), listener.port);
      const close = () => {
        open.delete(key(hostId, listener.port));
        listener.close();
      };
      return { port: listener.port, close };
    },
  };
}
