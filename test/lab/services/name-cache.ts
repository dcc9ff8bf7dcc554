// The customer's cache of names (servers/name-cache.ts) as a service, behind the socket that every program there asks first.

import { fileURLToPath } from 'node:url';
import { daemonDirectory } from '../world/paths.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { HostName } from '../world/topology.ts';
import type { Service } from './service.ts';

/** Where glibc looks for nscd. */
const socket = '/run/nscd/socket';

export interface NameCacheSettings {
  readonly socket: string;
  /** Names that it remembers, and what it remembers of them. */
  readonly names: readonly string[];
  readonly v4: string;
  readonly v6: string;
  /** Whom it asks for all other names. */
  readonly resolver: string;
}

export function nameCache(names: readonly string[], host: HostName): Service {
  const name = 'name-cache';
  const settingsPath = `${daemonDirectory(name)}/settings.json`;
  const { v4, v6 } = hosts[host];
  const settings: NameCacheSettings = { socket, names, v4, v6, resolver: seatAddresses.gateway };
  const script = fileURLToPath(new URL('../servers/name-cache.ts', import.meta.url));
  return {
    name,
    node: 'customer',
    // the socket outlives its program: a new one could not be bound
    command: ['sh', '-c', `rm -f ${socket}; exec ${process.execPath} ${script} ${settingsPath}`],
    files: { [settingsPath]: JSON.stringify(settings) },
    directories: ['/run/nscd'],
    listens: [],
  };
}
