/** The world as probes see it: virtual addresses and ports, each mapped to a loopback listener or to a failure. */
import { createSocket } from 'node:dgram';
import { connect, isIP, type Socket } from 'node:net';
import { arch, constants, release } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataPorts } from './data-ports.ts';
import { demoLookup } from './demo-lookup.ts';
import type { DnsServer } from './dns/resolver.ts';
import type { DatagramOptions, DialOptions, Network } from './engine.ts';
import { loopback, type Listeners } from './listeners.ts';
import { createRoutes, type Route, type Transport } from './routes.ts';
import type { Services } from './services.ts';
import type { WorldSpec } from './world-spec.ts';

export interface DemoNetworkOptions {
  readonly world: WorldSpec;
  readonly listeners: Listeners;
  readonly services: Services;
  readonly dataPorts: DataPorts;
  readonly dnsServers: ReadonlyMap<string, DnsServer>;
  readonly systemRoots: readonly string[];
}

export function createDemoNetwork(options: DemoNetworkOptions): Network {
  const { world, systemRoots } = options;
  const reach = createReach(options);
  return {
    async dial(dialled) {
      const port = await reach(dialled, 'tcp');
      const socket = await connectTo(port, dialled.signal);
      options.listeners.track(socket);
      return disguise(socket, world, dialled);
    },
    async exchangeDatagram(datagram) {
      const port = await reach(datagram, 'udp');
      return exchange(port, datagram);
    },
    async lookup({ name, signal }) {
      await pause(world.latencyMs, signal);
      return demoLookup(world, options.dnsServers, name);
    },
    async environment({ hostNames, signal }) {
      signal.throwIfAborted();
      const { hostsEntries, ...machine } = world.machine;
      const wanted = new Set(hostNames.map((name) => name.toLowerCase()));
      return {
        ...machine,
        runtime: `node ${process.versions.node} (${process.platform} ${release()} ${arch()})`,
        tlsLibrary: process.versions.openssl,
        hostsEntries: hostsEntries
          .filter(({ name }) => wanted.has(name))
          .map((entry) => ({ ...entry, file: '/etc/hosts' })),
      };
    },
    systemRoots: () => systemRoots,
  };
}

type Reach = (options: DialOptions, transport: Transport) => Promise<number>;

/** The loopback port behind a virtual one; listeners are opened when first dialled. */
function createReach({ world, listeners, services, dataPorts }: DemoNetworkOptions): Reach {
  const routeTo = createRoutes(world);
  const opened = new Map<string, Promise<number>>();
  const open = async ({ hostId, kind }: Extract<Route, { to: 'service' }>, transport: Transport) => {
    const listening =
      transport === 'tcp'
        ? listeners.listenTcp(services.connection(hostId, kind))
        : listeners.listenUdp(services.datagram(hostId, kind));
    return (await listening).port;
  };
  const openOnce = (route: Extract<Route, { to: 'service' }>, transport: Transport) => {
    const key = `${route.hostId} ${route.kind} ${transport}`;
    const port = opened.get(key) ?? open(route, transport);
    opened.set(key, port);
    return port;
  };
  return async (dialled, transport) => {
    const { address, port, signal } = dialled;
    if (isIP(address) === 0)
      throw new TypeError(`"${address}" is no IP address: names are resolved before dialling`);
    await pause(world.latencyMs, signal);
    const route = routeTo(address, port, transport);
    if (route.to === 'service') return openOnce(route, transport);
    if (route.to === 'error') throw systemError(route.code, dialled);
    const dataPort = route.to === 'unlisted' ? dataPorts.find(route.hostId, port) : null;
    if (dataPort === undefined) throw systemError('ECONNREFUSED', dialled);
    return dataPort ?? untilAborted(signal);
  };
}

function connectTo(port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: loopback, port, noDelay: true });
    const abort = () => void socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.removeListener('error', reject);
      resolve(socket);
    });
    if (signal.aborted) abort();
  });
}

function exchange(port: number, { payload, accepts, signal }: DatagramOptions): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const settle = (conclude: () => void) => {
      signal.removeEventListener('abort', abort);
      socket.close();
      conclude();
    };
    const abort = () => settle(() => reject(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('message', (message) => {
      if (accepts(message)) settle(() => resolve(message));
    });
    socket.once('error', (error) => settle(() => reject(error)));
    socket.send(payload, port, loopback);
    if (signal.aborted) abort();
  });
}

/** Reports show the addresses of the demo world, not the loopback that stands in for them. */
function disguise(socket: Socket, world: WorldSpec, { address, port }: DialOptions): Socket {
  const family = isIP(address);
  const local = world.machine.interfaces.find((each) => each.family === family)?.address;
  const shown = {
    remoteAddress: address,
    remotePort: port,
    remoteFamily: `IPv${String(family)}`,
    localAddress: local,
  };
  for (const [key, value] of Object.entries(shown)) Object.defineProperty(socket, key, { value });
  return socket;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await wait(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The error that Node makes of the same condition. */
function systemError(
  code: 'ENETUNREACH' | 'EHOSTUNREACH' | 'ECONNREFUSED',
  { address, port }: DialOptions,
): Error {
  const details = { code, errno: -constants.errno[code], syscall: 'connect', address, port };
  return Object.assign(new Error(`connect ${code} ${address}:${String(port)}`), details);
}
