// Programs behind tun devices (servers/tun.pl): a long line, and both ends of a tunnel. The devices are made by the fault.

import { fileURLToPath } from 'node:url';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { NodeName } from '../world/topology.ts';
import { udp } from './service.ts';
import type { Listener, Service } from './service.ts';

const script = fileURLToPath(new URL('../servers/tun.pl', import.meta.url));

const behindTun = (
  name: string,
  node: NodeName,
  words: readonly (string | number)[],
  listens: readonly Listener[] = [],
): Service => ({ name, node, command: ['perl', script, ...words.map(String)], files: {}, listens });

export const delayDevice = 'delay0';
export const delayLine = (node: NodeName, milliseconds: number): Service =>
  behindTun('delay-line', node, ['delay', delayDevice, milliseconds]);

export const filterDevice = 'filter0';
export const nameFilter = (node: NodeName, name: string): Service =>
  behindTun('name-filter', node, ['cut', filterDevice, name]);

export const tunnelDevice = 'tun0';
const tunnelPort = 1194;

/** The computer's end sends to the tunnel's other end, at the third party. */
export const tunnelClient = (): Service =>
  behindTun(
    'tunnel-client',
    'customer',
    ['carry', tunnelDevice, seatAddresses.lan, tunnelPort, hosts.thirdWeb.v4, tunnelPort],
    udp(seatAddresses.lan, tunnelPort),
  );
export const tunnelExit = (): Service =>
  behindTun(
    'tunnel-exit',
    'third',
    ['carry', tunnelDevice, hosts.thirdWeb.v4, tunnelPort],
    udp(hosts.thirdWeb.v4, tunnelPort),
  );
