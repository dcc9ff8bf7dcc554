/** POP3 up to the login (RFC 1939): CAPA (RFC 2449), STLS (RFC 2595), QUIT. */
import type { Exchange, Framing } from '../net/dialogue.ts';
import { mailDialogue, type MailProtocol } from './mail-dialogue.ts';
import { defineProbe } from './probe.ts';

/** RFC 1939 section 3: one status line. */
const popFraming: Framing = (lines) => {
  const line = lines[0] ?? '';
  if (/^\+OK(?: |$)/i.test(line)) return 'accepted';
  return /^-ERR(?: |$)/i.test(line) ? 'refused' : 'garbage';
};

/** A positive reply with a list goes on to a line that holds a dot alone. */
const popListFraming: Framing = (lines) => {
  const status = popFraming(lines.slice(0, 1));
  return status === 'accepted' && lines.at(-1) !== '.' ? 'more' : status;
};

const command = (operation: Exchange['operation'], send: string, framing = popFraming): Exchange => ({
  operation,
  send,
  framing,
});

const pop3: MailProtocol = {
  greeting: popFraming,
  capabilitiesOfGreeting: () => null,
  hello: () => [command('negotiate', 'CAPA', popListFraming)],
  isHelloRequired: false,
  // A leading dot was doubled by the server (RFC 1939 section 3).
  capabilitiesOf: ({ lines }) =>
    lines
      .slice(1, -1)
      .map((line) => line.replace(/^\./, '').trim())
      .filter(Boolean),
  mechanismsOf: (capabilities) =>
    capabilities.filter((line) => /^SASL /i.test(line)).flatMap((line) => line.split(/\s+/).slice(1)),
  upgrade: { ...command('starttls', 'STLS'), capability: 'STLS' },
  goodbye: command('exchange', 'QUIT'),
};

export const pop3Probe = defineProbe({
  kind: 'pop3',
  run: (job, context) => mailDialogue(pop3, job, context),
});
