// Faults of the provider's mail server, over a sound connection.

import { z } from 'zod';
import {
  dovecotConfigPath,
  dovecotName,
  dovecotUsersPath,
  eximBanner,
  eximConfigPath,
  eximConnectMarker,
  eximName,
  eximRecipientMarker,
} from '../services/mail.ts';
import { shopMailbox } from '../world/accounts.ts';
import { certificatePath, keyPath } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { handshake, ports, tlsServices } from './parts.ts';

const daemon = eximName('mail');
const config = eximConfigPath('mail');

/** What the server says of itself on the submission port. */
const dialogue = `(sleep 0.1; printf 'EHLO seat.test\\r\\n'; sleep 0.2; printf 'QUIT\\r\\n'; sleep 0.1) | timeout 4 nc -q1 ${hosts.mail.v4} 587 | tr -d '\\r'`;

/** What a server says to a recipient on the port where servers exchange mail. */
const recipientDialogue = (address: string, recipient: string): string =>
  `(for line in 'EHLO seat.test' 'MAIL FROM:<a@op-a.net>' 'RCPT TO:<${recipient}>' QUIT; do sleep 0.2; printf '%s\\r\\n' "$line"; done) | timeout 4 nc -q1 ${address} 25 | tr -d '\\r'`;

export const smtpTarpit = defineFault({
  id: 'smtp-tarpit',
  summary:
    'The mail server lets every client wait before its greeting (a measure against spam, and no fault).',
  params: z.strictObject({ seconds: z.int().min(1).max(60).default(8) }),
  inject: (world, { seconds }) =>
    world.change.reconfigure([daemon], {
      [config]: (text) => text.replace(eximConnectMarker, `${eximConnectMarker}\n  warn delay = ${seconds}s`),
    }),
  witness: () => ({
    run: `timeout 0.9 nc ${hosts.mail.v4} 587 </dev/null; echo end`,
    shows: /^end/,
    normally: /^220 /,
  }),
});

export const smtpRejectsClient = defineFault({
  id: 'smtp-rejects-client',
  summary:
    'The mail server turns the client away in its first line, with a reason, on all ports or on some; a reason that begins with 4 is for now.',
  params: z.strictObject({
    message: z.string().default('Your address is on a block list'),
    ports: ports.default([25, 465, 587]),
  }),
  examples: [{ message: '421 4.3.2 Service not available' }],
  inject: (world, { message, ports: refusing }) => {
    const verb = message.startsWith('4') ? 'defer' : 'drop';
    const rule = `${verb} message = ${message}\n    condition = \${if inlist{$received_port}{${refusing.join(' : ')}}}`;
    return world.change.reconfigure([daemon], {
      [config]: (text) => text.replace(eximConnectMarker, () => `${eximConnectMarker}\n  ${rule}`),
    });
  },
  // Only listening: a word to a server that has hung up would wipe out what it said.
  witness: ({ ports: refusing }) => ({
    run: `timeout 3 nc -w2 ${hosts.mail.v4} ${refusing.find((port) => port !== 465) ?? 587} </dev/null`,
    shows: /^[45]\d\d /,
    normally: /^220 /,
  }),
});

export const starttlsMissing = defineFault({
  id: 'starttls-missing',
  summary: 'The mail server does not offer STARTTLS on 25 and 587.',
  params: z.strictObject({}),
  inject: (world) =>
    world.change.reconfigure([daemon], {
      [config]: (text) => text.replace('tls_advertise_hosts = *', 'tls_advertise_hosts ='),
    }),
  witness: () => ({ run: dialogue, shows: /^220 (?![^]*STARTTLS)[^]*250 HELP/, normally: /250-STARTTLS/ }),
});

export const mailTokensOnly = defineFault({
  id: 'mail-tokens-only',
  summary:
    'The mail server takes no passwords, only tokens of a browser sign-in (OAuth), as the big mail companies do (no fault).',
  params: z.strictObject({}),
  inject: (world) =>
    world.change.reconfigure([daemon, dovecotName('mail')], {
      [config]: (text) =>
        text
          .replace('public_name = PLAIN', 'public_name = XOAUTH2')
          .replace('public_name = LOGIN', 'public_name = OAUTHBEARER'),
      [dovecotConfigPath('mail')]: (text) =>
        text.replace('protocols =', 'auth_mechanisms = xoauth2 oauthbearer\nprotocols ='),
    }),
  witness: () => ({
    run: `printf 'EHLO seat.test\\r\\nQUIT\\r\\n' | timeout 4 openssl s_client -quiet -ign_eof -connect ${hosts.mail.name}:465 2>/dev/null | tr -d '\\r'; printf 'a CAPABILITY\\r\\nb LOGOUT\\r\\n' | timeout 4 openssl s_client -quiet -ign_eof -connect ${hosts.mail.name}:993 2>/dev/null | tr -d '\\r'`,
    shows: /^250-AUTH XOAUTH2 OAUTHBEARER$[^]*AUTH=XOAUTH2 AUTH=OAUTHBEARER/m,
    normally: /^250-AUTH PLAIN LOGIN$[^]*AUTH=PLAIN/m,
  }),
});

export const mailLoginRefused = defineFault({
  id: 'mail-login-refused',
  summary:
    'The mail server refuses the right password of the mailbox, as a login guard or a locked account does; every port answers as before.',
  params: z.strictObject({}),
  inject: (world) =>
    world.change.reconfigure([daemon, dovecotName('mail')], {
      [config]: (text) => text.replaceAll(shopMailbox.password, 'another-password'),
      [dovecotUsersPath('mail')]: (text) => text.replace(shopMailbox.password, 'another-password'),
    }),
  witness: () => ({
    run: `curl -sS -m 5 -u ${shopMailbox.user}:${shopMailbox.password} imaps://${hosts.mail.name}/ -X NOOP; echo "code $?"`,
    shows: /code 67/,
    normally: /code 0/,
  }),
});

export const smtpGreylist = defineFault({
  id: 'smtp-greylist',
  summary: 'The mail server puts unknown senders off at RCPT with 451 (greylisting, and no fault).',
  params: z.strictObject({}),
  inject: (world) =>
    world.change.reconfigure([daemon], {
      [config]: (text) =>
        text.replace(
          eximRecipientMarker,
          `${eximRecipientMarker}\n  defer !authenticated = *\n    message = Greylisted, come back in five minutes`,
        ),
    }),
  witness: () => ({
    run: recipientDialogue(hosts.mail.v4, 'info@shop.test'),
    shows: /^451 .*Greylisted/m,
    normally: /^250 Accepted/m,
  }),
});

export const smtpRefusesRecipients = defineFault({
  id: 'smtp-refuses-recipients',
  summary:
    'A mail server refuses every recipient with given words: a full mailbox, an unknown one, a rule of its own.',
  params: z.strictObject({
    at: z.enum(['mail', 'third']).default('third'),
    reply: z.string().default('552 5.2.2 The mailbox is full'),
  }),
  examples: [{ at: 'mail', reply: '550 5.1.1 No such user here' }],
  inject: (world, { at, reply }) =>
    world.change.reconfigure([eximName(at)], {
      [eximConfigPath(at)]: (text) =>
        text.replace(
          eximRecipientMarker,
          () => `${eximRecipientMarker}\n  deny !authenticated = *\n    message = ${reply}`,
        ),
    }),
  witness: ({ at, reply }) => ({
    run: recipientDialogue(
      at === 'mail' ? hosts.mail.v4 : hosts.thirdMail.v4,
      at === 'mail' ? 'info@shop.test' : 'info@studio.test',
    ),
    shows: new RegExp(`^${reply.replaceAll('.', String.raw`\.`)}`, 'm'),
    normally: /^250 Accepted/m,
  }),
});

export const smtpGreetingName = defineFault({
  id: 'smtp-greeting-name',
  summary: 'The mail server calls itself by another name than it is called by, as clusters do (no fault).',
  params: z.strictObject({ name: z.string().default('cluster7.hoster.example') }),
  inject: (world, { name }) =>
    world.change.reconfigure([daemon], {
      [config]: (text) => text.replace(eximBanner, `smtp_banner = ${name} ESMTP ready`),
    }),
  witness: ({ name }) => ({
    run: `timeout 2 nc -w1 ${hosts.mail.v4} 25 </dev/null`,
    shows: new RegExp(`^220 ${name.replaceAll('.', String.raw`\.`)}`),
    normally: /^220 mail\.hoster/,
  }),
});

export const mailCertificateServerName = defineFault({
  id: 'mail-certificate-server-name',
  summary:
    "The mail server's certificate holds its own name alone, and none of the customers' (many providers do so).",
  params: z.strictObject({}),
  inject: async (world) => {
    const { slot, daemons } = tlsServices.mail;
    const { chain, key } = await world.pki.issue({ names: [hosts.mail.name] });
    await world.change.reconfigure(daemons, {
      [certificatePath(slot)]: () => chain,
      [keyPath(slot)]: () => key,
    });
  },
  witness: () => ({
    run: `${handshake(tlsServices.mail.name, 993)}; ${handshake(hosts.mail.name, 993)}`,
    shows: /hostname mismatch[^]*Verification: OK/i,
    normally: /Verification: OK[^]*Verification: OK/,
  }),
});

export const smtpLongGreeting = defineFault({
  id: 'smtp-long-greeting',
  summary:
    'The mail server greets in several lines, with its house rules (allowed by RFC 5321, and no fault).',
  params: z.strictObject({ lines: z.int().min(2).max(20).default(4) }),
  inject: (world, { lines }) => {
    const rules = Array.from({ length: lines - 1 }, (_, index) => `No bulk mail, rule ${index + 1}`);
    return world.change.reconfigure([daemon], {
      [config]: (text) =>
        text.replace(eximBanner, `smtp_banner = "$smtp_active_hostname ESMTP ready\\n${rules.join('\\n')}"`),
    });
  },
  witness: () => ({
    run: `timeout 2 nc -w1 ${hosts.mail.v4} 587 </dev/null`,
    shows: /^220-.*(\r?\n220-.*)*\r?\n220 /,
    normally: /^220 /,
  }),
});
