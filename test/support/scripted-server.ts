/**
 * A TCP server that plays a list of steps to every connection: for dialogues that no honest server would hold.
 *
 *     const server = await scriptedServer([send('220 hello\r\n'), expectLine(/^EHLO /), send('250 ok\r\n')]);
 *     … server.port, server.received …
 *     await server.close();
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';

export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

interface Connection {
  socket: Socket;
  /** Lines that came and that no step has taken. */
  readonly lines: string[];
  partial: string;
  wake: () => void;
}

interface Script {
  readonly received: string[];
}

export type ScriptStep = (connection: Connection, script: Script) => Promise<void>;

export interface SendOptions {
  /** Bytes per write; all at once when absent. */
  readonly fragment?: number;
  readonly gapMs?: number;
}

/** Sends text or bytes, in fragments when asked to. */
export function send(data: string | Uint8Array, { fragment, gapMs = 1 }: SendOptions = {}): ScriptStep {
  const bytes = Buffer.from(data as string);
  return async ({ socket }) => {
    const size = fragment ?? Math.max(1, bytes.length);
    for (let offset = 0; offset < bytes.length && socket.writable; offset += size) {
      socket.write(bytes.subarray(offset, offset + size));
      if (fragment !== undefined) await wait(gapMs);
    }
  };
}

/** Waits for a line; one that does not match ends the connection, and the test sees it in `received`. */
export function expectLine(pattern: RegExp): ScriptStep {
  return async (connection, { received }) => {
    while (connection.lines.length === 0) {
      if (connection.socket.destroyed) throw new Error('closed while a line was expected');
      await new Promise<void>((resolve) => (connection.wake = resolve));
    }
    const line = connection.lines.shift() ?? '';
    received.push(line);
    if (!pattern.test(line)) throw new Error(`unexpected line: ${line}`);
  };
}

/** A line and the answer to it. */
export function answer(pattern: RegExp, reply: string): ScriptStep {
  return async (connection, script) => {
    await expectLine(pattern)(connection, script);
    await send(reply)(connection, script);
  };
}

export function pause(milliseconds: number): ScriptStep {
  return async () => {
    await wait(milliseconds, undefined, { ref: false });
  };
}

/** Says nothing more and leaves the connection open until the client goes. */
export const hold: ScriptStep = async ({ socket }) => {
  if (!socket.destroyed) await once(socket, 'close');
};

/** RST instead of FIN. */
export const reset: ScriptStep = async ({ socket }) => {
  socket.resetAndDestroy();
};

/** The server's side of a TLS handshake, at any point of the dialogue. */
export function startServerTls(identity: ServerIdentity): ScriptStep {
  return async (connection) => {
    connection.socket.removeAllListeners('data');
    const secure = new TLSSocket(connection.socket, { isServer: true, ...identity });
    secure.on('error', () => {});
    connection.socket = secure;
    listen(connection);
    await once(secure, 'secure');
  };
}

export interface ScriptedServer {
  readonly port: number;
  /** Lines taken by `expectLine`, of all connections, in order. */
  readonly received: readonly string[];
  readonly connections: number;
  /** Resolves when the last connection is gone. */
  close(): Promise<void>;
}

/** Plays the steps and then ends the connection. `host` chooses the family. */
export async function scriptedServer(
  steps: readonly ScriptStep[],
  host = '127.0.0.1',
): Promise<ScriptedServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void play({ socket, lines: [], partial: '', wake: () => {} }, steps, { received });
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    get connections() {
      return connections;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function play(connection: Connection, steps: readonly ScriptStep[], script: Script): Promise<void> {
  listen(connection);
  try {
    for (const step of steps) await step(connection, script);
    connection.socket.end();
  } catch {
    connection.socket.destroy();
  }
}

function listen(connection: Connection): void {
  const { socket } = connection;
  socket.on('error', () => {});
  socket.on('close', () => connection.wake());
  socket.on('data', (chunk: Buffer) => {
    const parts = (connection.partial + chunk.toString('latin1')).split('\r\n');
    connection.partial = parts.pop() ?? '';
    connection.lines.push(...parts);
    connection.wake();
  });
}
