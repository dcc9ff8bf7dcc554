// What stands before the provider's SSH server while it turns connections away.

import { fileURLToPath } from 'node:url';
import { daemonDirectory } from '../world/paths.ts';
import { tcp } from './service.ts';
import type { Service } from './service.ts';

export interface DoorSettings {
  readonly port: number;
  /** Of the server behind it, on the same machine. */
  readonly serverPort: number;
  /** Said instead of a greeting; empty for silence. */
  readonly text: string;
  /** How many connections are turned away before the rest is let through; null for all. */
  readonly times: number | null;
}

export const doorPort = 2022;

export const sshDoor = (text: string, times: number | null): Service => {
  const name = 'ssh-door';
  const settingsPath = `${daemonDirectory(name)}/settings.json`;
  const settings: DoorSettings = { port: doorPort, serverPort: 22, text, times };
  return {
    name,
    node: 'web1',
    command: [
      process.execPath,
      fileURLToPath(new URL('../servers/ssh-door.ts', import.meta.url)),
      settingsPath,
    ],
    files: { [settingsPath]: JSON.stringify(settings) },
    listens: tcp('::', doorPort),
  };
};
