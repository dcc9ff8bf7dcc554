import { expect, test } from 'vitest';
import { addressLiteral, smtpProbe } from '../../../diagnostics/probes/smtp.ts';
import { identity, mailDialogue } from '../../support/mail-dialogue.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import {
  answer,
  expectLine,
  hold,
  pause,
  reset,
  scriptedServer,
  send,
  startServerTls,
} from '../../support/scripted-server.ts';

const { probe, close, received } = mailDialogue(smtpProbe);

const ehlo = '250-mx.test hello\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n';
const quit = answer(/^QUIT$/, '221 bye\r\n');

test('a plain dialogue, with a greeting of several lines in fragments', async () => {
  const { data, failure } = await probe([
    send('220-mx.test ESMTP\r\n220-no spam\r\n220 ready\r\n', { fragment: 3 }),
    answer(/^EHLO \[127\.0\.0\.1\]$/, ehlo),
    quit,
  ]);
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({
    greeting: '220-mx.test ESMTP\n220-no spam\n220 ready',
    capabilities: ['PIPELINING', 'AUTH PLAIN LOGIN', 'STARTTLS'],
    authMechanisms: ['PLAIN', 'LOGIN'],
    upgrade: 'not_tried',
  });
  expect(data.transcript.map(({ direction, text }) => `${direction[0]} ${text}`)).toEqual([
    'r 220-mx.test ESMTP',
    'r 220-no spam',
    'r 220 ready',
    's EHLO [127.0.0.1]',
    'r 250-mx.test hello',
    'r 250-PIPELINING',
    'r 250-AUTH PLAIN LOGIN',
    'r 250 STARTTLS',
    's QUIT',
    'r 221 bye',
  ]);
  expect(received().at(-1)).toBe('QUIT');
});

test('STARTTLS, then capabilities again, both kept', async () => {
  const { data, failure } = await probe(
    [
      send('220 mx.test\r\n'),
      answer(/^EHLO/, '250-mx.test\r\n250-AUTH=LOGIN\r\n250 STARTTLS\r\n'),
      answer(/^STARTTLS$/, '220 go\r\n'),
      startServerTls(identity),
      answer(/^EHLO/, '250-mx.test\r\n250 AUTH PLAIN XOAUTH2\r\n'),
      quit,
    ],
    'starttls',
  );
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({
    upgrade: 'done',
    capabilities: ['AUTH=LOGIN', 'STARTTLS'],
    authMechanisms: ['LOGIN'],
    capabilitiesAfterTls: ['AUTH PLAIN XOAUTH2'],
    authMechanismsAfterTls: ['PLAIN', 'XOAUTH2'],
    tls: { serverName: 'server.test', chain: [{ dnsNames: ['server.test'] }] },
  });
  expect(received()).toHaveLength(4);
});

test('TLS from the first byte', async () => {
  const { data, failure } = await probe(
    [startServerTls(identity), send('220 mx.test\r\n'), answer(/^EHLO/, ehlo), quit],
    'implicit',
  );
  expect(failure).toBeUndefined();
  expect(data.capabilities).toBeUndefined();
  expect(data).toMatchObject({
    upgrade: 'not_tried',
    capabilitiesAfterTls: ['PIPELINING', 'AUTH PLAIN LOGIN', 'STARTTLS'],
  });
});

test('HELO when EHLO is not known; then no upgrade can be offered', async () => {
  const { data, failure } = await probe(
    [send('220 old.test\r\n'), answer(/^EHLO/, '502 what?\r\n'), answer(/^HELO/, '250 old.test\r\n'), quit],
    'starttls',
  );
  expect(failure).toMatchObject({ code: 'starttls_missing', operation: 'starttls' });
  expect(data).toMatchObject({ capabilities: [], upgrade: 'not_offered' });
  expect(received().at(-1)).toBe('QUIT');
});

test.each([
  ['554 go away\r\n', '554 go away'],
  ['421 too busy\r\n', '421 too busy'],
  ['554-no\r\n554 really no\r\n', '554 really no'],
])('greeting %j is a rejection', async (greeting, detail) => {
  const { failure } = await probe([send(greeting), quit]);
  expect(failure).toEqual({ code: 'rejected', operation: 'greet', detail });
});

test('EHLO and HELO both refused, or 421 instead of an answer', async () => {
  const refused = await probe([
    send('220 x\r\n'),
    answer(/^EHLO/, '550 no\r\n'),
    answer(/^HELO/, '550 never\r\n'),
    quit,
  ]);
  expect(refused.failure).toEqual({ code: 'rejected', operation: 'negotiate', detail: '550 never' });
  await close();
  const closing = await probe([send('220 x\r\n'), answer(/^EHLO/, '421 shutting down\r\n')]);
  expect(closing.failure).toEqual({ code: 'rejected', operation: 'negotiate', detail: '421 shutting down' });
});

test('STARTTLS refused after it was offered', async () => {
  const { data, failure } = await probe(
    [send('220 x\r\n'), answer(/^EHLO/, ehlo), answer(/^STARTTLS/, '454 not now\r\n'), quit],
    'starttls',
  );
  expect(failure).toEqual({ code: 'starttls_refused', operation: 'starttls', detail: '454 not now' });
  expect(data.upgrade).toBe('refused');
});

test('a handshake that fails keeps the innermost operation', async () => {
  const { data, failure } = await probe(
    [
      send('220 x\r\n'),
      answer(/^EHLO/, ehlo),
      answer(/^STARTTLS/, '220 go\r\n'),
      send('500 what is this?\r\n'),
      hold,
    ],
    'starttls',
  );
  expect(failure?.operation === 'tls_handshake' || failure?.code === 'protocol_violation').toBe(true);
  expect(data.upgrade).toBe('failed');
  expect(data.capabilities).toContain('STARTTLS');
});

test('text in clear between consent and handshake is dropped, reported, and never taken for a reply', async () => {
  const { data, failure } = await probe(
    [
      send('220 x\r\n'),
      answer(/^EHLO/, ehlo),
      answer(/^STARTTLS/, '220 go\r\n250-evil.test\r\n250 AUTH PLAIN\r\n'),
      startServerTls(identity),
      answer(/^EHLO/, '250-mx.test\r\n250 SIZE 1\r\n'),
      quit,
    ],
    'starttls',
  );
  expect(failure).toMatchObject({ code: 'protocol_violation', operation: 'starttls' });
  expect(data).toMatchObject({ upgrade: 'done', capabilitiesAfterTls: ['SIZE 1'] });
  expect(data.transcript.some(({ text }) => text.includes('evil.test'))).toBe(true);
});

test('a slow banner is a fact and no failure', async () => {
  const { data, failure } = await probe([pause(300), send('220 tarpit\r\n'), answer(/^EHLO/, ehlo), quit]);
  expect(failure).toBeUndefined();
  expect(data.greetingMs).toBeGreaterThan(250);
});

test('a masked banner and XXXX capabilities are kept as they came', async () => {
  const { data } = await probe(
    [send('220 ********\r\n'), answer(/^EHLO/, '250-x\r\n250 XXXXXXXA\r\n'), quit],
    'starttls',
  );
  expect(data).toMatchObject({
    greeting: '220 ********',
    capabilities: ['XXXXXXXA'],
    upgrade: 'not_offered',
  });
});

test.each([
  ['before the greeting', [], 'greet'],
  ['in the greeting', [send('220-half')], 'greet'],
  ['before the EHLO answer', [send('220 x\r\n'), expectLine(/^EHLO/)], 'negotiate'],
  [
    'before the STARTTLS answer',
    [send('220 x\r\n'), answer(/^EHLO/, ehlo), expectLine(/^STARTTLS/)],
    'starttls',
  ],
] as const)('end of file %s', async (_where, steps, operation) => {
  expect((await probe(steps, 'starttls')).failure).toMatchObject({ code: 'connection_closed', operation });
});

test.each([
  ['greet', [hold]],
  ['negotiate', [send('220 x\r\n'), hold]],
  ['starttls', [send('220 x\r\n'), answer(/^EHLO/, ehlo), hold]],
  ['tls_handshake', [send('220 x\r\n'), answer(/^EHLO/, ehlo), answer(/^STARTTLS/, '220 go\r\n'), hold]],
] as const)('a deadline in %s', async (operation, steps) => {
  const { failure } = await probe(steps, 'starttls', { signal: AbortSignal.timeout(300) });
  expect(failure).toMatchObject({ code: 'timed_out', operation });
});

test('reset, garbage and too much', async () => {
  expect((await probe([pause(50), reset])).failure).toMatchObject({
    code: 'connection_reset',
    operation: 'greet',
  });
  await close();
  const web = await probe([send('HTTP/1.1 400 Bad Request\r\n\r\n'), hold]);
  expect(web.failure).toEqual({
    code: 'protocol_violation',
    operation: 'greet',
    detail: 'HTTP/1.1 400 Bad Request',
  });
  await close();
  expect((await probe([send(`220-${'x'.repeat(5000)}`), hold])).failure).toMatchObject({
    code: 'reply_too_large',
  });
  await close();
  expect((await probe([send('220-x\r\n'.repeat(200)), hold])).failure).toMatchObject({
    code: 'reply_too_large',
  });
});

test('refused connection; cancelled before it began', async () => {
  const gone = await scriptedServer([]);
  await gone.close();
  const job = loopbackJob({ kind: 'smtp', port: gone.port, input: { security: 'plain', serverName: null } });
  expect((await smtpProbe.run(job, loopbackContext())).failure).toMatchObject({
    code: 'connection_refused',
    operation: 'connect',
  });
  const aborted = await smtpProbe.run(job, loopbackContext({ signal: AbortSignal.abort() }));
  expect(aborted).toEqual({
    data: { upgrade: 'not_tried', transcript: [] },
    failure: expect.objectContaining({ code: 'aborted', operation: 'connect' }) as unknown,
  });
});

test('cancel in the middle closes at once', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const started = performance.now();
  const { failure } = await probe([send('220 x\r\n'), hold], 'plain', { signal: controller.signal });
  expect(failure).toMatchObject({ code: 'aborted', operation: 'negotiate' });
  expect(performance.now() - started).toBeLessThan(3_000); // its own deadline comes after five
});

test('a server that ignores QUIT costs a second at most', async () => {
  const started = performance.now();
  const { failure } = await probe([send('220 x\r\n'), answer(/^EHLO/, ehlo), expectLine(/^QUIT/), hold]);
  expect(failure).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(3_000); // a second, and room for a busy machine; the deadline comes after five
});

test('control characters become visible', async () => {
  const { data } = await probe([send('220 \u001b[31mred\u202e\n'), answer(/^EHLO/, ehlo), quit]);
  expect(data.greeting).toBe('220 ␛[31mred<U+202E>');
  expect(data.transcript[0]?.text).toBe('220 ␛[31mred<U+202E>␊');
});

test('address literals of RFC 5321 section 4.1.3', () => {
  expect(addressLiteral('192.0.2.1')).toBe('[192.0.2.1]');
  expect(addressLiteral('::ffff:192.0.2.1')).toBe('[192.0.2.1]');
  expect(addressLiteral('fe80::1%eth0')).toBe('[IPv6:fe80::1]');
});
