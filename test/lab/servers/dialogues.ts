// Greetings and short answers of the mail, FTP and SSH protocols: enough for whoever connects, reads and leaves.

import type { Socket } from 'node:net';

export interface Dialogue {
  readonly greeting: (name: string) => string;
  /** First match answers; a reply to QUIT ends the connection. */
  readonly replies: readonly (readonly [RegExp, string])[];
  readonly implicitTls?: boolean;
  /** The command that begins TLS, and the reply to it. */
  readonly upgrade?: readonly [RegExp, string];
}

export const smtp: Dialogue = {
  greeting: (name) => `220 ${name} ESMTP ready`,
  replies: [
    [/^(EHLO|HELO)/i, '250-greetings\r\n250-SIZE 20480000\r\n250 8BITMIME'],
    [/^NOOP|^RSET/i, '250 OK'],
    [/^QUIT/i, '221 Bye'],
    [/^/, '502 Not implemented'],
  ],
};
export const ftp: Dialogue = {
  greeting: (name) => `220 ${name} FTP server ready`,
  replies: [
    [/^FEAT/i, '211-Features:\r\n UTF8\r\n EPSV\r\n211 End'],
    [/^QUIT/i, '221 Goodbye'],
    [/^/, '530 Please log in'],
  ],
};
export const pop: Dialogue = {
  greeting: (name) => `+OK ${name} ready`,
  replies: [
    [/^CAPA/i, '+OK\r\nUSER\r\n.'],
    [/^QUIT/i, '+OK Bye'],
    [/^/, '-ERR Not now'],
  ],
};
export const imap: Dialogue = {
  greeting: (name) => `* OK ${name} IMAP4rev1 ready`,
  replies: [
    [/^(\S+) CAPABILITY/i, '* CAPABILITY IMAP4rev1\r\n$1 OK Done'],
    [/^(\S+) LOGOUT/i, '* BYE\r\n$1 OK Done'],
    [/^(\S+)/, '$1 NO Not now'],
  ],
};
export const ssh: Dialogue = { greeting: () => 'SSH-2.0-OpenSSH_9.9', replies: [] };

const idleLimit = 30_000;
const longestLine = 2000;

/** Greets, then answers line by line; anything odd ends the connection. `toTls` takes the socket over after the upgrade command. */
export function converse(
  socket: Socket,
  name: string,
  dialogue: Dialogue,
  toTls?: (socket: Socket) => void,
): void {
  socket.setTimeout(idleLimit, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  if (dialogue.greeting(name) !== '') socket.write(`${dialogue.greeting(name)}\r\n`);
  let pending = '';
  const read = (chunk: Buffer): void => {
    pending += chunk.toString('latin1');
    if (pending.length > longestLine) socket.destroy();
    const lines = pending.split('\r\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      const tag = dialogue.upgrade?.[0].exec(line);
      if (tag === null || tag === undefined || toTls === undefined) answer(socket, dialogue, line);
      else {
        socket.off('data', read);
        socket.write(`${(dialogue.upgrade?.[1] ?? '').replaceAll('$1', tag[1] ?? '')}\r\n`);
        toTls(socket);
      }
    }
  };
  socket.on('data', read);
}

function answer(socket: Socket, dialogue: Dialogue, line: string): void {
  const match = dialogue.replies.find(([pattern]) => pattern.test(line));
  if (match === undefined) return;
  const tag = match[0].exec(line)?.[1] ?? '';
  const reply = `${match[1].replaceAll('$1', tag)}\r\n`;
  if (/^QUIT|LOGOUT/i.test(line.replace(tag, '').trim())) socket.end(reply);
  else socket.write(reply);
}
