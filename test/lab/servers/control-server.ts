// The neutral operators' servers in one process: a plausible greeting on every mail, FTP and SSH port (TLS where the
// port has it from the start) and SNTP. Enough for a control that connects and reads; nobody can log in.
// Usage: node control-server.ts SETTINGS.json (see services/neutral.ts)

import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ControlSettings } from '../services/neutral.ts';
import { answerTime } from './sntp.ts';

type Operator = ControlSettings['operators'][number];

interface Dialogue {
  readonly greeting: (name: string) => string;
  /** First match answers; a reply to QUIT ends the connection. */
  readonly replies: readonly (readonly [RegExp, string])[];
  readonly implicitTls?: boolean;
}

const smtp: Dialogue = {
  greeting: (name) => `220 ${name} ESMTP ready`,
  replies: [
    [/^(EHLO|HELO)/i, '250-greetings\r\n250-SIZE 20480000\r\n250 8BITMIME'],
    [/^NOOP|^RSET/i, '250 OK'],
    [/^QUIT/i, '221 Bye'],
    [/^/, '502 Not implemented'],
  ],
};
const ftp: Dialogue = {
  greeting: (name) => `220 ${name} FTP server ready`,
  replies: [
    [/^FEAT/i, '211-Features:\r\n UTF8\r\n EPSV\r\n211 End'],
    [/^QUIT/i, '221 Goodbye'],
    [/^/, '530 Please log in'],
  ],
};
const pop: Dialogue = {
  greeting: (name) => `+OK ${name} ready`,
  replies: [
    [/^CAPA/i, '+OK\r\nUSER\r\n.'],
    [/^QUIT/i, '+OK Bye'],
    [/^/, '-ERR Not now'],
  ],
};
const imap: Dialogue = {
  greeting: (name) => `* OK ${name} IMAP4rev1 ready`,
  replies: [
    [/^(\S+) CAPABILITY/i, '* CAPABILITY IMAP4rev1\r\n$1 OK Done'],
    [/^(\S+) LOGOUT/i, '* BYE\r\n$1 OK Done'],
    [/^(\S+)/, '$1 NO Not now'],
  ],
};
const ssh: Dialogue = { greeting: () => 'SSH-2.0-OpenSSH_9.9', replies: [] };

const dialogues: Readonly<Record<number, Dialogue>> = {
  21: ftp,
  22: ssh,
  25: smtp,
  110: pop,
  143: imap,
  465: { ...smtp, implicitTls: true },
  587: smtp,
  990: { ...ftp, implicitTls: true },
  993: { ...imap, implicitTls: true },
  995: { ...pop, implicitTls: true },
  2083: { ...ssh, implicitTls: true },
};

const idleLimit = 30_000;
const longestLine = 2000;

/** Greets, then answers line by line; anything odd ends the connection. */
function converse(socket: Socket, operator: Operator, dialogue: Dialogue): void {
  let pending = '';
  socket.setEncoding('latin1').setTimeout(idleLimit, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.write(`${dialogue.greeting(operator.name)}\r\n`);
  socket.on('data', (chunk) => {
    pending += String(chunk);
    if (pending.length > longestLine) socket.destroy();
    const lines = pending.split('\r\n');
    pending = lines.pop() ?? '';
    for (const line of lines) answer(socket, dialogue, line);
  });
}

function answer(socket: Socket, dialogue: Dialogue, line: string): void {
  const match = dialogue.replies.find(([pattern]) => pattern.test(line));
  if (match === undefined) return;
  const tag = match[0].exec(line)?.[1] ?? '';
  const reply = `${match[1].replaceAll('$1', tag)}\r\n`;
  if (/^QUIT|LOGOUT/i.test(line.replace(tag, '').trim())) socket.end(reply);
  else socket.write(reply);
}

function listen(operator: Operator, port: number, address: string): void {
  const dialogue = dialogues[port];
  if (dialogue === undefined) throw new Error(`no dialogue for port ${port}`);
  const talk = (socket: Socket): void => converse(socket, operator, dialogue);
  const server =
    dialogue.implicitTls === true
      ? createTlsServer({ cert: readFileSync(operator.certificate), key: readFileSync(operator.key) }, talk)
      : createServer(talk);
  server.on('tlsClientError', () => undefined);
  server.listen({ port, host: address, ipv6Only: true });
}

function keepTime({ timeShiftSeconds }: Operator, port: number, address: string): void {
  const socket = address.includes(':')
    ? createSocket({ type: 'udp6', ipv6Only: true })
    : createSocket('udp4');
  socket.on('message', (request, sender) => {
    const reply = answerTime(request, Date.now() + timeShiftSeconds * 1000);
    if (reply !== undefined) socket.send(reply, sender.port, sender.address);
  });
  socket.bind(port, address);
}

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ControlSettings;
for (const operator of settings.operators) {
  for (const address of operator.addresses) {
    for (const port of settings.ports) listen(operator, port, address);
    keepTime(operator, settings.timePort, address);
  }
}
