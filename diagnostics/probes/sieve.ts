/** ManageSieve up to the login (RFC 5804): the greeting with its capabilities, STARTTLS, the same again, LOGOUT. */
import type { Exchange, Framing } from '../net/dialogue.ts';
import { mailDialogue, type MailProtocol } from './mail-dialogue.ts';
import { defineProbe } from './probe.ts';

/** Section 1.2: capabilities as quoted words, one a line, then OK, NO or BYE. */
const sieveFraming: Framing = (lines) => {
  const line = lines.at(-1) ?? '';
  if (/^OK(?: |$)/i.test(line)) return 'accepted';
  if (/^NO(?: |$)/i.test(line)) return 'refused';
  if (/^BYE(?: |$)/i.test(line)) return 'closing';
  return line.startsWith('"') ? 'more' : 'garbage';
};

const command = (operation: Exchange['operation'], send: string | null): Exchange => ({
  operation,
  send,
  framing: sieveFraming,
});

/** `"SASL" "PLAIN LOGIN"` as `SASL PLAIN LOGIN`. */
const unquoted = (line: string): string => line.replaceAll('"', '').trim();
const capabilitiesIn = ({ lines }: { readonly lines: readonly string[] }): readonly string[] =>
  lines.filter((line) => line.startsWith('"')).map(unquoted);

const sieve: MailProtocol = {
  greeting: sieveFraming,
  capabilitiesOfGreeting: capabilitiesIn,
  // Section 2.2: after STARTTLS the server tells its capabilities by itself.
  hello: ({ isSecured }) => [command('negotiate', isSecured ? null : 'CAPABILITY')],
  isHelloRequired: true,
  capabilitiesOf: capabilitiesIn,
  mechanismsOf: (capabilities) =>
    capabilities.filter((line) => /^SASL /i.test(line)).flatMap((line) => line.split(/\s+/).slice(1)),
  upgrade: { ...command('starttls', 'STARTTLS'), capability: 'STARTTLS' },
  goodbye: command('exchange', 'LOGOUT'),
};

export const sieveProbe = defineProbe({
  kind: 'sieve',
  run: (job, context) => mailDialogue(sieve, job, context),
});
