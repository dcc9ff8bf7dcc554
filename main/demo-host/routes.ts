/** Where a packet of the customer's machine ends up: the uplink, then the host, then its port decide. */
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { PortKind, WorldSpec } from './world-spec.ts';

export type Transport = 'tcp' | 'udp';

export type Route =
  | { readonly to: 'service'; readonly hostId: string; readonly kind: Exclude<PortKind, 'dropped'> }
  /** A port that is not in the world's data, opened or dropped by a service at run time. */
  | { readonly to: 'unlisted'; readonly hostId: string }
  /** Packets vanish: only the deadline ends the wait. */
  | { readonly to: 'nowhere' }
  | { readonly to: 'error'; readonly code: 'ENETUNREACH' | 'EHOSTUNREACH' | 'ECONNREFUSED' };

const nowhere: Route = { to: 'nowhere' };
const error = (code: 'ENETUNREACH' | 'EHOSTUNREACH' | 'ECONNREFUSED'): Route => ({ to: 'error', code });

export function createRoutes(
  world: WorldSpec,
): (address: string, port: number, transport: Transport) => Route {
  const hostOf = new Map(
    Object.entries(world.hosts).flatMap(([id, { addresses }]) =>
      addresses.map((address) => [canonical(address), id]),
    ),
  );
  return (address, port, transport) => {
    const hostId = hostOf.get(canonical(address));
    const host = hostId === undefined ? undefined : world.hosts[hostId];
    if (world.uplink.state === 'unplugged') return error('ENETUNREACH');
    const stop = host?.onLan === true ? undefined : throughUplink(world, address, port, transport);
    if (stop !== undefined) return stop;
    if (hostId === undefined || host === undefined) return error('EHOSTUNREACH');
    if (host.isSilent) return nowhere;
    const kind = host.ports[String(port)];
    if (kind === 'dropped') return nowhere;
    if (kind !== undefined && speaks(kind, transport)) return { to: 'service', hostId, kind };
    return transport === 'tcp' ? { to: 'unlisted', hostId } : error('ECONNREFUSED');
  };
}

/** One spelling for each address, whatever zeros it was written with. */
function canonical(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.parse(address).toString() : address;
}

function throughUplink(
  world: WorldSpec,
  address: string,
  port: number,
  transport: Transport,
): Route | undefined {
  const { state, ipv6Works, blockedPorts, rejectedPorts } = world.uplink;
  if (ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback') return error('ECONNREFUSED');
  if (state === 'line-down') return error('EHOSTUNREACH');
  if (isIPv6(address)) {
    if (!world.machine.interfaces.some(({ family }) => family === 6)) return error('ENETUNREACH');
    if (!ipv6Works) return error('EHOSTUNREACH');
  }
  if (transport === 'tcp' && blockedPorts.includes(port)) return nowhere;
  if (transport === 'tcp' && rejectedPorts.includes(port)) return error('ECONNREFUSED');
  if (state !== 'portal') return undefined;
  // A portal answers for everybody on the web port and rejects the rest until the guest has signed in.
  const isWeb = transport === 'tcp' && port === 80;
  return isWeb ? { to: 'service', hostId: 'hotelPortal', kind: 'http' } : error('ECONNREFUSED');
}

function speaks(kind: PortKind, transport: Transport): boolean {
  if (kind === 'dns') return true;
  return (kind === 'time') === (transport === 'udp');
}
