// The neutral operators' listeners and clocks (servers/control-server.ts) as a service.

import { fileURLToPath } from 'node:url';
import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { tcpAt, udp } from './service.ts';
import type { Service } from './service.ts';

/** The provider's control panel has a port of its own, as usual with cPanel. */
export const panelPort = 2083;
export const controlPorts = [21, 22, 25, 110, 143, 465, 587, 990, 993, 995, panelPort] as const;
export const timePort = 123;

const operators = [
  { host: hosts.opA, slot: 'op-a' },
  { host: hosts.opB, slot: 'op-b' },
  { host: hosts.opC, slot: 'op-c' },
] as const;

/** What the server process reads; the same shape on both sides. */
export interface ControlSettings {
  readonly operators: readonly {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly certificate: string;
    readonly key: string;
    /** How far its clock is off; a fault sets it. */
    readonly timeShiftSeconds: number;
  }[];
  readonly ports: readonly number[];
  readonly timePort: number;
}

const settings: ControlSettings = {
  operators: operators.map(({ host, slot }) => ({
    name: host.name,
    addresses: [host.v4, host.v6],
    certificate: certificatePath(slot),
    key: keyPath(slot),
    timeShiftSeconds: 0,
  })),
  ports: controlPorts,
  timePort,
};

const name = 'control-server';
export const controlSettingsPath = `${daemonDirectory(name)}/settings.json`;
const addresses = operators.flatMap(({ host }) => [host.v4, host.v6]);

export const controlService: Service = {
  name,
  node: 'control',
  command: [
    process.execPath,
    fileURLToPath(new URL('../servers/control-server.ts', import.meta.url)),
    controlSettingsPath,
  ],
  files: { [controlSettingsPath]: JSON.stringify(settings) },
  listens: [...tcpAt(addresses, ...controlPorts), ...addresses.flatMap((address) => udp(address, timePort))],
};
