/** SMTP up to the point where a client would log in or send (RFC 5321, RFC 3207): never a sender, never a recipient. */
import type { Exchange, Framing } from '../net/dialogue.ts';
import { mailDialogue, type MailProtocol } from './mail-dialogue.ts';
import { defineProbe } from './probe.ts';

/** RFC 5321 section 4.2: every line begins with the code, the last one has a space (or nothing) after it. */
const smtpFraming: Framing = (lines) => {
  const line = lines.at(-1) ?? '';
  if (!/^[2-5]\d\d(?:[ -]|$)/.test(line)) return 'garbage';
  if (line[3] === '-') return 'more';
  // 421: "closing transmission channel" (section 3.8).
  if (line.startsWith('421')) return 'closing';
  return /^[23]/.test(line) ? 'accepted' : 'refused';
};

/** A host without a name introduces itself by its address (RFC 5321 sections 4.1.3 and 4.1.4): true and harmless. */
export function addressLiteral(localAddress: string | undefined): string {
  const bare = (localAddress ?? '127.0.0.1').split('%')[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return `[${mapped}]`;
  return bare.includes(':') ? `[IPv6:${bare}]` : `[${bare}]`;
}

const command = (operation: Exchange['operation'], send: string): Exchange => ({
  operation,
  send,
  framing: smtpFraming,
});

const smtp: MailProtocol = {
  greeting: smtpFraming,
  capabilitiesOfGreeting: () => null,
  // RFC 5321 section 3.2: a server that does not know EHLO is asked with HELO.
  hello: ({ localAddress }) =>
    ['EHLO', 'HELO'].map((verb) => command('negotiate', `${verb} ${addressLiteral(localAddress)}`)),
  isHelloRequired: true,
  // The first line only repeats the server's name (section 4.1.1.1).
  capabilitiesOf: ({ lines }) =>
    lines
      .slice(1)
      .map((line) => line.slice(4).trim())
      .filter((line) => line !== ''),
  // RFC 4954 section 3; "AUTH=" is the form of before the standard, still sent for old clients.
  mechanismsOf: (capabilities) =>
    capabilities
      .filter((line) => /^AUTH[ =]/i.test(line))
      .flatMap((line) =>
        line
          .slice(5)
          .split(/[\s=]+/)
          .filter(Boolean),
      ),
  upgrade: { ...command('starttls', 'STARTTLS'), capability: 'STARTTLS' },
  goodbye: command('exchange', 'QUIT'),
};

export const smtpProbe = defineProbe({
  kind: 'smtp',
  run: (job, context) => mailDialogue(smtp, job, context),
});
