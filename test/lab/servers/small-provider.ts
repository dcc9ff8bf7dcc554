// Mail servers and tarpits of many small providers in one process, with a log of every connection from its first moment to its last.
// Usage: node small-provider.ts SETTINGS.json (see many/services.ts)

import { appendFileSync, readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { SmallProviderSettings } from '../many/services.ts';
import { converse, imap, smtp, type Dialogue } from './dialogues.ts';

const { hosts, log } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SmallProviderSettings;
let lines = '';
setInterval(() => {
  if (lines !== '') appendFileSync(log, lines);
  lines = '';
}, 200);

/** `ADDRESS PORT FROM TO`, seconds. */
function watched(address: string, port: number, server: Server): void {
  server.on('connection', (socket: Socket) => {
    const from = Date.now();
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      lines += `${address} ${port} ${from / 1000} ${Date.now() / 1000}\n`;
    });
  });
  server.listen(port, address);
}

const offering = (dialogue: Dialogue, command: RegExp, reply: string): Dialogue => ({
  ...dialogue,
  replies: [[command, reply], ...dialogue.replies],
});
const plain: Dialogue = {
  ...offering(smtp, /^EHLO()/i, '250-greetings\r\n250-SIZE 20480000\r\n250 STARTTLS'),
  upgrade: [/^STARTTLS()/i, '220 Ready'],
};
const submission = {
  ...offering(smtp, /^EHLO()/i, '250-greetings\r\n250 AUTH PLAIN LOGIN'),
  greeting: () => '',
};
const mailbox = offering(imap, /^(\S+) CAPABILITY/i, '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n$1 OK Done');

for (const { name, mail, tarpit, certificate, key } of hosts) {
  const secureContext = createSecureContext({ cert: readFileSync(certificate), key: readFileSync(key) });
  const encrypted = (socket: Socket): TLSSocket => {
    const session = new TLSSocket(socket, { isServer: true, secureContext });
    // a greeting that waits for a handshake which never came would keep the connection open, and in the log
    session.on('end', () => session.destroy());
    return session;
  };
  const overTls = (dialogue: Dialogue) => (socket: Socket) => converse(encrypted(socket), name, dialogue);
  watched(
    mail,
    25,
    createServer((socket) => converse(socket, name, plain, overTls({ ...smtp, greeting: () => '' }))),
  );
  watched(
    mail,
    587,
    createServer((socket) => converse(socket, name, plain, overTls(submission))),
  );
  watched(mail, 993, createServer(overTls(mailbox)));
  for (const port of [80, 443])
    watched(
      tarpit,
      port,
      createServer((socket) => socket.resume()),
    );
}
