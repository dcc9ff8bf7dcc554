// A program elsewhere that opens connections and holds them, as a file transfer program with many windows does.

import { fileURLToPath } from 'node:url';
import { daemonDirectory } from '../world/paths.ts';
import type { NodeName } from '../world/topology.ts';
import type { Service } from './service.ts';
import { tcp } from './service.ts';

export interface Door {
  readonly address: string;
  readonly port: number;
  /** Connections to hold open there. */
  readonly count: number;
}

export interface IdleSettings {
  readonly doors: readonly Door[];
  /** Opened on loopback once all of them were greeted. */
  readonly readyPort: number;
}

const readyPort = 9;

export const idleClients = (node: NodeName, doors: readonly Door[]): Service => {
  const name = `idle-client-${node}`;
  const settingsPath = `${daemonDirectory(name)}/settings.json`;
  const settings: IdleSettings = { doors, readyPort };
  return {
    name,
    node,
    command: [
      process.execPath,
      fileURLToPath(new URL('../servers/idle-client.ts', import.meta.url)),
      settingsPath,
    ],
    files: { [settingsPath]: JSON.stringify(settings) },
    listens: tcp('127.0.0.1', readyPort),
  };
};
