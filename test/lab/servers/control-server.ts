// The neutral operators' servers in one process: a plausible greeting on every mail, FTP and SSH port (TLS where the
// port has it from the start) and SNTP. Enough for a control that connects and reads; nobody can log in.
// Usage: node control-server.ts SETTINGS.json (see services/neutral.ts)

import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { ControlSettings } from '../services/neutral.ts';
import { converse, ftp, imap, pop, smtp, ssh } from './dialogues.ts';
import type { Dialogue } from './dialogues.ts';
import { answerTime } from './sntp.ts';

type Operator = ControlSettings['operators'][number];

/** Where mail servers talk to each other and to programs, the upgrade to TLS is on offer, as everywhere today. */
const upgradable: Dialogue = {
  ...smtp,
  replies: [
    [/^EHLO/i, '250-greetings\r\n250-SIZE 20480000\r\n250-8BITMIME\r\n250 STARTTLS'],
    ...smtp.replies,
  ],
  upgrade: [/^STARTTLS/i, '220 Go ahead'],
};

const dialogues: Readonly<Record<number, Dialogue>> = {
  21: ftp,
  22: ssh,
  25: upgradable,
  110: pop,
  143: imap,
  465: { ...smtp, implicitTls: true },
  587: upgradable,
  990: { ...ftp, implicitTls: true },
  993: { ...imap, implicitTls: true },
  995: { ...pop, implicitTls: true },
  2083: { ...ssh, implicitTls: true },
};

function listen(operator: Operator, port: number, address: string): void {
  const dialogue = dialogues[port];
  if (dialogue === undefined) throw new Error(`no dialogue for port ${port}`);
  const toTls = (socket: Socket): void => {
    const secured = new TLSSocket(socket, {
      isServer: true,
      secureContext: createSecureContext({
        cert: readFileSync(operator.certificate),
        key: readFileSync(operator.key),
      }),
    });
    secured.on('error', () => socket.destroy());
    converse(secured, operator.name, { ...smtp, greeting: () => '' });
  };
  const talk = (socket: Socket): void => converse(socket, operator.name, dialogue, toTls);
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
