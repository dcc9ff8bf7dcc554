/** Loopback listeners on ports that the operating system chooses, each tracked so that closing leaves nothing behind. */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

export const loopback = '127.0.0.1';

export type ConnectionHandler = (socket: Socket) => void;
export type DatagramHandler = (message: Buffer) => Uint8Array | null;

export interface Listener {
  readonly port: number;
  close(): void;
}

export interface Listeners {
  listenTcp(handler: ConnectionHandler): Promise<Listener>;
  listenUdp(handler: DatagramHandler): Promise<Listener>;
  /** Has a socket of either end destroyed when the host closes. */
  track(socket: Socket): void;
  closeAll(): Promise<void>;
}

export function createListeners(): Listeners {
  const servers = new Set<Server>();
  const datagramSockets = new Set<DatagramSocket>();
  const sockets = new Set<Socket>();
  let isClosed = false;
  /** A late dial must not open what nobody would close. */
  const assertOpen = () => {
    if (isClosed) throw Object.assign(new Error('the demo host is closed'), { code: 'ENETDOWN' });
  };
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  return {
    track,
    async listenTcp(handler) {
      assertOpen();
      const server = createServer({ noDelay: true }, (socket) => {
        track(socket);
        // A client that goes away mid-sentence is normal here.
        socket.on('error', () => socket.destroy());
        handler(socket);
      });
      servers.add(server);
      server.listen(0, loopback);
      await once(server, 'listening');
      const close = () => void (servers.delete(server) && server.close());
      return { port: portOf(server.address()), close };
    },
    async listenUdp(handler) {
      assertOpen();
      const socket = createSocket('udp4');
      datagramSockets.add(socket);
      socket.on('message', (message, from) => {
        const answer = handler(message);
        if (answer !== null) socket.send(answer, from.port, from.address);
      });
      socket.bind(0, loopback);
      await once(socket, 'listening');
      const close = () => void (datagramSockets.delete(socket) && socket.close());
      return { port: socket.address().port, close };
    },
    async closeAll() {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
      const closing = [...servers, ...datagramSockets].map(
        (each) => new Promise<void>((resolve) => void each.close(() => resolve())),
      );
      await Promise.all(closing);
      servers.clear();
      datagramSockets.clear();
    },
  };
}

function portOf(address: ReturnType<Server['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return address.port;
}
