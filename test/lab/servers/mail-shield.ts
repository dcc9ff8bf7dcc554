// A mail shield: greets on every mail port in the server's place, at once, and ends TLS with a certificate of its own
// authority. It keeps the content to itself: nobody logs in here. Usage: node mail-shield.ts SETTINGS.json

import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { ShieldSettings } from '../services/middleboxes.ts';
import { converse, imap, pop, smtp } from './dialogues.ts';
import type { Dialogue } from './dialogues.ts';

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ShieldSettings;
const name = 'mail shield';

const contexts = new Map<string, SecureContext>(
  settings.certificates.flatMap(({ names, chain, key }) => {
    const context = createSecureContext({ cert: chain, key });
    return names.map((each): [string, SecureContext] => [each, context]);
  }),
);
const [fallback] = contexts.values();

/** What each protocol offers before TLS, and after it. */
const offers = {
  smtp: {
    before: [/^EHLO/i, '250-greetings\r\n250-SIZE 20480000\r\n250 STARTTLS'],
    after: [/^EHLO/i, '250-greetings\r\n250-SIZE 20480000\r\n250 AUTH PLAIN LOGIN'],
    upgrade: [/^STARTTLS/i, '220 Go ahead'],
    plain: smtp,
  },
  imap: {
    before: [/^(\S+) CAPABILITY/i, '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n$1 OK Done'],
    after: [/^(\S+) CAPABILITY/i, '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n$1 OK Done'],
    upgrade: [/^(\S+) STARTTLS/i, '$1 OK Begin'],
    plain: imap,
  },
  pop3: {
    before: [/^CAPA/i, '+OK\r\nSTLS\r\n.'],
    after: [/^CAPA/i, '+OK\r\nUSER\r\nSASL PLAIN\r\n.'],
    upgrade: [/^STLS/i, '+OK Begin'],
    plain: pop,
  },
} as const;

const protocols: Readonly<Record<number, keyof typeof offers>> = {
  25: 'smtp',
  465: 'smtp',
  587: 'smtp',
  143: 'imap',
  993: 'imap',
  110: 'pop3',
  995: 'pop3',
};
const implicit: ReadonlySet<number> = new Set([465, 993, 995]);

function secure(socket: Socket, talk: (secured: Socket) => void): void {
  const secured = new TLSSocket(socket, {
    isServer: true,
    ...(fallback === undefined ? {} : { secureContext: fallback }),
    SNICallback: (asked, done) => done(null, contexts.get(asked) ?? fallback),
  });
  secured.on('error', () => socket.destroy());
  talk(secured);
}

for (const port of settings.ports) {
  const { before, after, upgrade, plain } = offers[protocols[port] ?? 'smtp'];
  const inside: Dialogue = { ...plain, replies: [after, ...plain.replies] };
  const outside: Dialogue = { ...plain, replies: [before, ...plain.replies], upgrade };
  createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (implicit.has(port)) secure(socket, (secured) => converse(secured, name, inside));
    else
      converse(socket, name, outside, (plainSocket) =>
        secure(plainSocket, (secured) => converse(secured, name, { ...inside, greeting: () => '' })),
      );
  }).listen(port + settings.portShift, '::');
}
