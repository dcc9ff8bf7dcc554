/** Plain clients over a demo network, independent of the probes: what one sees here does not depend on our own dialogues. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import dnsPacket, { type RecordType } from 'dns-packet';
import { startDemoHost, type DemoHost } from '../../../main/demo-host/index.ts';

export const resourcesDir = fileURLToPath(new URL('../../../resources', import.meta.url));
export const domain = 'lighthouse-bakery.test';
export const addresses = { web: '45.80.20.10', mail: '45.80.20.20', ns1: '45.80.20.53', ns2: '45.80.21.53' };

export const soon = () => AbortSignal.timeout(3000);
export const verySoon = () => AbortSignal.timeout(60);

/** Runs the body with a started host and closes it whatever happens. */
export async function withDemo<T>(
  faults: readonly string[],
  body: (host: DemoHost) => Promise<T>,
): Promise<T> {
  const host = await startDemoHost({ faults, resourcesDir });
  try {
    return await body(host);
  } finally {
    await host.close();
  }
}

export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    const { code, name } = error as { code?: string | number; name: string };
    return typeof code === 'string' ? code : name;
  }
}

export const dial = ({ network }: DemoHost, address: string, port: number, signal = soon()) =>
  network.dial({ address, port, signal });

export interface DnsAnswer {
  readonly rcode: string;
  readonly isAuthoritative: boolean;
  readonly isTruncated: boolean;
  readonly values: readonly unknown[];
  readonly authorities: readonly string[];
}

const rcodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

export function encodeQuestion(name: string, type: RecordType, id = 4711): Buffer {
  const flags = dnsPacket.RECURSION_DESIRED;
  return dnsPacket.encode({ type: 'query', id, flags, questions: [{ name, type, class: 'IN' }] });
}

export function decodeAnswer(message: Uint8Array): DnsAnswer {
  const packet = dnsPacket.decode(Buffer.from(message));
  return {
    rcode: rcodes[(packet.flags ?? 0) & 15] ?? 'other',
    isAuthoritative: packet.flag_aa,
    isTruncated: packet.flag_tc,
    values: (packet.answers ?? []).map((answer) => ('data' in answer ? answer.data : undefined)),
    authorities: (packet.authorities ?? []).map(({ type }) => type),
  };
}

export async function askUdp(
  host: DemoHost,
  address: string,
  name: string,
  type: RecordType,
  signal = soon(),
): Promise<DnsAnswer> {
  const payload = encodeQuestion(name, type);
  const accepts = (message: Uint8Array) => Buffer.from(message).readUInt16BE(0) === 4711;
  return decodeAnswer(await host.network.exchangeDatagram({ address, port: 53, signal, payload, accepts }));
}

export async function askTcp(
  host: DemoHost,
  address: string,
  name: string,
  type: RecordType,
): Promise<DnsAnswer> {
  const socket = await dial(host, address, 53);
  const message = encodeQuestion(name, type);
  socket.end(Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return decodeAnswer(Buffer.concat(chunks).subarray(2));
}

export interface Handshake {
  readonly socket: TLSSocket;
  readonly error: string | null;
  readonly certificate: PeerCertificate;
}

export async function handshake(host: DemoHost, socket: Socket, servername: string): Promise<Handshake> {
  const ca = [...host.networkData.trustAnchors];
  const secured = connect({ socket, servername, ca, rejectUnauthorized: false });
  await once(secured, 'secureConnect');
  // Declared as an Error, but a code or null in truth.
  const error = secured.authorizationError as unknown as string | null;
  return { socket: secured, error, certificate: secured.getPeerCertificate() };
}

/** The verdict of an ordinary TLS client, without talking any further. */
export async function tlsError(
  host: DemoHost,
  address: string,
  port: number,
  servername: string,
): Promise<string | null> {
  const { socket, error } = await handshake(host, await dial(host, address, port), servername);
  socket.destroy();
  return error;
}

export interface Page {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

export async function get(host: DemoHost, address: string, url: string): Promise<Page> {
  const { protocol, hostname } = new URL(url);
  const isTls = protocol === 'https:';
  const plain = await dial(host, address, isTls ? 443 : 80);
  const socket = isTls ? (await handshake(host, plain, hostname)).socket : plain;
  const sent = request(url, {
    protocol: 'http:',
    createConnection: () => socket,
    headers: { connection: 'close' },
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  socket.destroy();
  return { status: response.statusCode, location: response.headers.location, body };
}

export interface LineClient {
  /** Reads until a line fits. */
  until(pattern: RegExp): Promise<string>;
  say(line: string, answer: RegExp): Promise<string>;
  upgrade(host: DemoHost, servername: string): Promise<LineClient>;
  close(): void;
}

export function lineClient(socket: Socket): LineClient {
  let received = '';
  let wake: () => void = () => undefined;
  const collect = (chunk: Buffer) => {
    received += chunk.toString('latin1');
    wake();
  };
  socket.on('data', collect);
  socket.on('close', () => wake());
  const client: LineClient = {
    async until(pattern) {
      for (;;) {
        const lines = received.split('\r\n');
        const index = lines.slice(0, -1).findIndex((line) => pattern.test(line));
        if (index >= 0) {
          received = lines.slice(index + 1).join('\r\n');
          return lines.slice(0, index + 1).join('\n');
        }
        if (socket.destroyed) throw new Error(`closed; had received ${JSON.stringify(received)}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async say(line, answer) {
      socket.write(`${line}\r\n`);
      return client.until(answer);
    },
    async upgrade(host, servername) {
      socket.removeListener('data', collect);
      return lineClient((await handshake(host, socket, servername)).socket);
    },
    close: () => void socket.destroy(),
  };
  return client;
}
