/** The server side of a line protocol over one connection, with an upgrade to TLS in the middle. */
import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';

export interface LineSession {
  readonly isSecure: boolean;
  reply(...lines: readonly string[]): void;
  /** Replies, then speaks TLS; what the client sent too early is thrown away (RFC 3207 section 4.2). */
  upgrade(reply: string): void;
  /** Replies and ends the connection in order. */
  finish(...lines: readonly string[]): void;
}

export type LineHandler = (line: string, session: LineSession) => void;

export interface LineServiceOptions {
  readonly socket: Socket;
  readonly context: SecureContext;
  readonly isImplicitTls: boolean;
  readonly greeting: string;
  readonly onLine: LineHandler;
}

const maxLine = 2048;

export function serveLines({ socket, context, isImplicitTls, greeting, onLine }: LineServiceOptions): void {
  let current: Socket = isImplicitTls ? secure(socket, context) : socket;
  let isSecure = isImplicitTls;
  let pending = '';
  const send = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');
  const session: LineSession = {
    get isSecure() {
      return isSecure;
    },
    reply: (...lines) => void current.write(send(lines)),
    finish: (...lines) => void current.end(send(lines)),
    upgrade(reply) {
      current.removeListener('data', receive);
      current.write(send([reply]));
      pending = '';
      isSecure = true;
      current = secure(current, context);
      listen();
    },
  };
  const receive = (chunk: Buffer) => {
    pending += chunk.toString('latin1');
    if (pending.length > maxLine && !pending.includes('\n')) return void current.destroy();
    for (let end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '');
      pending = pending.slice(end + 1);
      onLine(line, session);
    }
  };
  const listen = () => {
    const listening = current;
    listening.on('data', receive);
    listening.on('end', () => listening.end());
  };
  listen();
  session.reply(greeting);
}

export function secure(socket: Socket, context: SecureContext): TLSSocket {
  const wrapped = new TLSSocket(socket, { isServer: true, secureContext: context });
  // A client that refuses the certificate is the very thing that the demo shows.
  wrapped.on('error', () => socket.destroy());
  return wrapped;
}

/** The command word in upper case and the rest of the line. */
export function splitCommand(line: string): readonly [command: string, rest: string] {
  const space = line.indexOf(' ');
  return space < 0
    ? [line.toUpperCase(), '']
    : [line.slice(0, space).toUpperCase(), line.slice(space + 1).trim()];
}
