/** Whatever bytes a server sends, a dialogue ends within its deadline, throws nothing and fits the schema. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { observationShapes, type ProbedKind } from '../../../diagnostics/model/observation.ts';
import { failureSchema } from '../../../diagnostics/model/failure.ts';
import { ftpProbe } from '../../../diagnostics/probes/ftp.ts';
import { imapProbe } from '../../../diagnostics/probes/imap.ts';
import { pop3Probe } from '../../../diagnostics/probes/pop3.ts';
import type { ProbeResult } from '../../../diagnostics/probes/probe.ts';
import { sieveProbe } from '../../../diagnostics/probes/sieve.ts';
import { smtpProbe } from '../../../diagnostics/probes/smtp.ts';
import { sshProbe } from '../../../diagnostics/probes/ssh.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';

const DEADLINE_MS = 100;
let server: Server;
let chunks: readonly Uint8Array[] = [];
let endsAfter = true;
let uncaught = 0;
const countUncaught = (): void => {
  uncaught += 1;
};

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', countUncaught);
  server = createServer((socket) => {
    socket.on('error', () => {});
    const queue = [...chunks];
    const next = (): void => {
      const chunk = queue.shift();
      if (chunk !== undefined) socket.write(chunk);
      else if (endsAfter) socket.end();
    };
    // One part at once and one for each thing the client says: later steps are reached too.
    next();
    socket.on('data', next);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  process.off('uncaughtExceptionMonitor', countUncaught);
  server.close();
});

/** Pure noise hardly gets past the greeting: pieces of the protocols are mixed in. */
const pieces = fc
  .constantFrom(
    '220 x\r\n',
    '250-STARTTLS\r\n',
    '250 ok\r\n',
    '* OK [CAPABILITY STARTTLS] x\r\n',
    'a1 OK\r\n',
    'a2 OK\r\n',
    '+OK\r\n',
    '.\r\n',
    '-ERR\r\n',
    '211-x\r\n',
    '211 End\r\n',
    '234 go\r\n',
    '331 ?\r\n',
    '230 in\r\n',
    '227 (127,0,0,1,0,9)\r\n',
    '229 (|||9|)\r\n',
    '421 bye\r\n',
    '"SASL" "PLAIN"\r\n"STARTTLS"\r\nOK\r\n',
    '"SIEVE" {5}\r\n',
    'OK "begin"\r\n',
    'BYE\r\n',
    '\n',
    '\r',
    'SSH-2.0-x\r\n',
    '\u0000\u0000\u0000\u000c\u0004\u0014',
    '\u0016\u0003\u0003\u0000\u0001',
    'x'.repeat(2_100),
  )
  .map((text) => Buffer.from(text, 'latin1'));
const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const part = fc.array(fc.oneof(pieces, noise), { maxLength: 4 }).map((parts) => Buffer.concat(parts));
const script = fc.record({ parts: fc.array(part, { maxLength: 6 }), ends: fc.boolean() });

type Run = (port: number, signal: AbortSignal) => Promise<ProbeResult<ProbedKind>>;
const mail = { security: 'starttls', serverName: 'server.test' } as const;
const runs: readonly (readonly [ProbedKind, Run])[] = [
  [
    'smtp',
    (port, signal) =>
      smtpProbe.run(loopbackJob({ kind: 'smtp', port, input: mail }), loopbackContext({ signal })),
  ],
  [
    'imap',
    (port, signal) =>
      imapProbe.run(loopbackJob({ kind: 'imap', port, input: mail }), loopbackContext({ signal })),
  ],
  [
    'pop3',
    (port, signal) =>
      pop3Probe.run(loopbackJob({ kind: 'pop3', port, input: mail }), loopbackContext({ signal })),
  ],
  [
    'sieve',
    (port, signal) =>
      sieveProbe.run(loopbackJob({ kind: 'sieve', port, input: mail }), loopbackContext({ signal })),
  ],
  [
    'ftp',
    (port, signal) =>
      ftpProbe.run(
        loopbackJob({ kind: 'ftp', port, input: { ...mail, security: 'plain', login: 'anonymous' } }),
        loopbackContext({ signal }),
      ),
  ],
  [
    'ssh',
    (port, signal) =>
      sshProbe.run(loopbackJob({ kind: 'ssh', port, input: { user: 'x' } }), loopbackContext({ signal })),
  ],
];

test.each(runs)(
  '%s against arbitrary bytes',
  async (kind, run) => {
    const property = fc.asyncProperty(script, async ({ parts, ends }) => {
      chunks = parts;
      endsAfter = ends;
      const started = performance.now();
      const result = await run((server.address() as AddressInfo).port, AbortSignal.timeout(DEADLINE_MS));
      expect(performance.now() - started).toBeLessThan(DEADLINE_MS + 2_000);
      observationShapes[kind].data.parse(result.data);
      if (result.failure !== undefined) failureSchema.parse(result.failure);
      expect(result.failure?.detail ?? '').not.toMatch(/TypeError|RangeError|ReferenceError/);
    });
    await fc.assert(property, { numRuns: 30, endOnFailure: true });
    expect(uncaught).toBe(0);
  },
  30_000,
);
