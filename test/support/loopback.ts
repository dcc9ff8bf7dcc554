/** Servers on 127.0.0.1 that a test starts and that end with it. */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Clock, Network } from '../../diagnostics/net/network.ts';
import { systemClock } from '../../diagnostics/net/system-clock.ts';
import { createSystemNetwork } from '../../diagnostics/net/system-network.ts';

export interface Context {
  readonly network: Network;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly bundledRoots: readonly string[];
  readonly credentials: ReadonlyMap<'ftp', { readonly user: string; readonly password: string }>;
}

const network = createSystemNetwork();

/** What a probe is given, on this machine's real stack, with roots of the test's own only. */
export function testContext(partial: Partial<Context> = {}): Context {
  // No system roots: reading them is slow and says something else on every machine.
  const withoutSystemRoots = { ...network, systemRoots: () => null };
  const signal = AbortSignal.timeout(5000);
  return {
    network: withoutSystemRoots,
    clock: systemClock,
    signal,
    bundledRoots: [],
    credentials: new Map(),
    ...partial,
  };
}

/** A plain TCP server; gives its port. */
export function startTcpServer(onConnection: (socket: Socket) => void): Promise<number> {
  return listen(createServer(quietly(onConnection)));
}

/** A TLS server; gives its port. */
export function startTlsServer(
  options: TlsOptions,
  onConnection: (socket: TLSSocket) => void = () => undefined,
): Promise<number> {
  return listen(createTlsServer(options, quietly(onConnection)));
}

/** A UDP server on the given port or any; gives its port. */
export async function startUdpServer(
  onMessage: (message: Buffer, reply: (bytes: Uint8Array) => void, peer: RemoteInfo) => void,
  port = 0,
): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) =>
    onMessage(message, (bytes) => socket.send(bytes, peer.port, peer.address), peer),
  );
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return socket.address().port;
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await bind(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return bind(server);
}

async function bind(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const quietly =
  <S extends Socket>(onConnection: (socket: S) => void) =>
  (socket: S): void => {
    socket.on('error', () => undefined);
    onConnection(socket);
  };
