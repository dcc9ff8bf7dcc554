/** The real network of this machine. */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { connect, isIP, type Socket } from 'node:net';
import type { AddressFamily } from '../model/schema-kit.ts';
import { createLookup } from './lookup-helper.ts';
import { readEnvironment, readHosts } from './machine/index.ts';
import type { DatagramOptions, DialOptions, Network } from './network.ts';
import { readSystemRoots } from './system-roots.ts';
import { untilAborted } from './until-aborted.ts';

/** IPv6 addresses may carry a zone (`fe80::1%eth0`); a name is a bug of the caller, resolving is its own measurement. */
function familyOf(address: string): AddressFamily {
  const family = isIP(address);
  if (family !== 4 && family !== 6) throw new TypeError('an IP address is required');
  return family;
}

async function dial({ address, port, signal }: DialOptions): Promise<Socket> {
  const family = familyOf(address);
  return untilAborted(signal, ({ resolve, reject }) => {
    const socket = connect({ host: address, port, family, noDelay: true });
    let isConnected = false;
    // Stays for the life of the socket: an error between two owners must not end the process.
    socket.on('error', reject);
    socket.once('connect', () => {
      isConnected = true;
      resolve(socket);
    });
    return () => {
      if (!isConnected) socket.destroy();
    };
  });
}

async function exchangeDatagram(options: DatagramOptions): Promise<Uint8Array> {
  const { address, port, payload, accepts, signal } = options;
  const type = familyOf(address) === 4 ? 'udp4' : 'udp6';
  return untilAborted(signal, ({ resolve, reject }) => {
    const socket = createSocket(type);
    socket.on('error', reject);
    socket.on('message', (message) => {
      if (accepts(message)) resolve(message);
    });
    // A connected socket takes datagrams from that peer only, and it alone hears of ICMP errors (port unreachable).
    socket.connect(port, address, (error?: Error) => {
      if (error) reject(error);
      else socket.send(payload, (sendError) => sendError && reject(sendError));
    });
    return () => closeDatagramSocket(socket);
  });
}

function closeDatagramSocket(socket: DatagramSocket): void {
  socket.removeAllListeners('message');
  try {
    socket.close();
  } catch {
    // Already closed by its own error.
  }
}

/** Network on this machine's own stack and resolver. The system's roots are read once, when first asked for. */
export function createSystemNetwork(): Network {
  let roots: readonly string[] | null | undefined;
  return {
    dial,
    exchangeDatagram,
    lookup: createLookup(),
    environment: readEnvironment,
    hostsEntries: readHosts,
    systemRoots: () => (roots === undefined ? (roots = readSystemRoots()) : roots),
  };
}
