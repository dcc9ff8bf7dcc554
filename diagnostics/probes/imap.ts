/** IMAP up to the login (RFC 9051, RFC 3501): capabilities, STARTTLS, LOGOUT. */
import type { Exchange, Framing } from '../net/dialogue.ts';
import { mailDialogue, type MailProtocol } from './mail-dialogue.ts';
import { defineProbe } from './probe.ts';

/** RFC 9051 section 7.1: OK, or PREAUTH, or BYE from a server that will not serve us. */
const imapGreeting: Framing = (lines) => {
  const line = lines[0] ?? '';
  if (/^\* (?:OK|PREAUTH)(?: |$)/i.test(line)) return 'accepted';
  return /^\* BYE(?: |$)/i.test(line) ? 'closing' : 'garbage';
};

/** Untagged lines come first, the tagged one ends the reply (section 2.2.2). */
const imapFraming =
  (tag: string): Framing =>
  (lines) => {
    const line = lines.at(-1) ?? '';
    if (/^\* BYE(?: |$)/i.test(line) && tag !== LOGOUT_TAG) return 'closing';
    if (line.startsWith('* ') || line.startsWith('+ ')) return 'more';
    const status = line.startsWith(`${tag} `) ? line.slice(tag.length + 1) : '';
    if (/^OK(?: |$)/i.test(status)) return 'accepted';
    return /^(?:NO|BAD)(?: |$)/i.test(status) ? 'refused' : 'garbage';
  };

/** LOGOUT is answered by BYE and then by its tag: only there is BYE no surprise (section 6.1.3). */
const LOGOUT_TAG = 'a9';

const command = (operation: Exchange['operation'], tag: string, verb: string): Exchange => ({
  operation,
  send: `${tag} ${verb}`,
  framing: imapFraming(tag),
});

const words = (text: string): readonly string[] => text.trim().split(/ +/).filter(Boolean);

const imap: MailProtocol = {
  greeting: imapGreeting,
  // Response code CAPABILITY (section 7.1): saves a round trip.
  capabilitiesOfGreeting: ({ lines }) => {
    const told = /^\* \w+ \[CAPABILITY ([^\]]*)\]/i.exec(lines[0] ?? '')?.[1];
    return told === undefined ? null : words(told);
  },
  hello: ({ isSecured }) => [command('negotiate', isSecured ? 'a3' : 'a1', 'CAPABILITY')],
  // Every server has to know CAPABILITY (section 6.1.1).
  isHelloRequired: true,
  capabilitiesOf: ({ lines }) =>
    lines
      .filter((line) => /^\* CAPABILITY /i.test(line))
      .flatMap((line) => words(line.slice('* CAPABILITY '.length))),
  mechanismsOf: (capabilities) =>
    capabilities.filter((name) => /^AUTH=./i.test(name)).map((name) => name.slice('AUTH='.length)),
  upgrade: { ...command('starttls', 'a2', 'STARTTLS'), capability: 'STARTTLS' },
  goodbye: command('exchange', LOGOUT_TAG, 'LOGOUT'),
};

export const imapProbe = defineProbe({
  kind: 'imap',
  run: (job, context) => mailDialogue(imap, job, context),
});
