import { expect, test } from 'vitest';
import { imapProbe } from '../../../diagnostics/probes/imap.ts';
import { identity, mailDialogue } from '../../support/mail-dialogue.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import { answer, expectLine, hold, send, startServerTls } from '../../support/scripted-server.ts';

const { probe, close, received } = mailDialogue(imapProbe);

const logout = answer(/^a9 LOGOUT$/, '* BYE see you\r\na9 OK done\r\n');
const told = '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n';

test('capabilities in the greeting save the question before the upgrade, never after it', async () => {
  const { data, failure } = await probe(
    [
      send(told),
      answer(/^a2 STARTTLS$/, 'a2 OK go\r\n'),
      startServerTls(identity),
      answer(/^a3 CAPABILITY$/, '* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=login\r\na3 OK\r\n'),
      logout,
    ],
    'starttls',
  );
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({
    capabilities: ['IMAP4rev1', 'STARTTLS', 'LOGINDISABLED'],
    authMechanisms: [],
    capabilitiesAfterTls: ['IMAP4rev1', 'AUTH=PLAIN', 'AUTH=login'],
    authMechanismsAfterTls: ['PLAIN', 'LOGIN'],
    upgrade: 'done',
  });
});

test('capabilities by command, in fragments', async () => {
  const { data, failure } = await probe([
    send('* OK hello\r\n'),
    expectLine(/^a1 CAPABILITY$/),
    send('* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n* 0 EXISTS\r\na1 OK done\r\n', { fragment: 5 }),
    logout,
  ]);
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({ capabilities: ['IMAP4rev1', 'AUTH=PLAIN'], authMechanisms: ['PLAIN'] });
  expect(received()).toEqual(['a1 CAPABILITY', 'a9 LOGOUT']);
});

test('TLS from the first byte: the capabilities of the greeting are those after TLS', async () => {
  const { data } = await probe(
    [startServerTls(identity), send('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n'), logout],
    'implicit',
  );
  expect(data.capabilities).toBeUndefined();
  expect(data.capabilitiesAfterTls).toEqual(['IMAP4rev1', 'AUTH=PLAIN']);
});

test('BYE instead of a greeting', async () => {
  const { data, failure } = await probe([send('* BYE too many connections\r\n')]);
  expect(failure).toEqual({ code: 'rejected', operation: 'greet', detail: '* BYE too many connections' });
  expect(data.greeting).toBe('* BYE too many connections');
});

test('the upgrade is missing, refused, or injected into', async () => {
  const missing = await probe([send('* OK [CAPABILITY IMAP4rev1] x\r\n'), logout], 'starttls');
  expect(missing.failure).toMatchObject({ code: 'starttls_missing' });
  expect(missing.data.upgrade).toBe('not_offered');
  await close();
  const refused = await probe([send(told), answer(/^a2/, 'a2 NO broken\r\n'), logout], 'starttls');
  expect(refused.failure).toMatchObject({ code: 'starttls_refused', detail: 'a2 NO broken' });
  await close();
  const injected = await probe(
    [
      send(told),
      answer(/^a2/, 'a2 OK go\r\n* CAPABILITY EVIL\r\n'),
      startServerTls(identity),
      answer(/^a3/, '* CAPABILITY IMAP4rev1\r\na3 OK\r\n'),
      logout,
    ],
    'starttls',
  );
  expect(injected.failure).toMatchObject({ code: 'protocol_violation', operation: 'starttls' });
  expect(injected.data.capabilitiesAfterTls).toEqual(['IMAP4rev1']);
});

test.each([
  ['greet', []],
  ['negotiate', [send('* OK x\r\n'), expectLine(/CAPABILITY/)]],
  ['negotiate', [send('* OK x\r\n'), answer(/CAPABILITY/, '* CAPABILITY IMAP4rev1\r\n')]],
  ['starttls', [send(told), expectLine(/STARTTLS/)]],
] as const)('end of file in %s', async (operation, steps) => {
  expect((await probe(steps, 'starttls')).failure).toMatchObject({ code: 'connection_closed', operation });
});

test.each([
  ['greet', [hold]],
  ['negotiate', [send('* OK x\r\n'), hold]],
  ['starttls', [send(told), hold]],
] as const)('a deadline in %s', async (operation, steps) => {
  const { failure } = await probe(steps, 'starttls', { signal: AbortSignal.timeout(250) });
  expect(failure).toMatchObject({ code: 'timed_out', operation });
});

test('garbage, BAD, BYE in the middle, endless untagged lines', async () => {
  expect((await probe([send('220 this is smtp\r\n'), hold])).failure).toMatchObject({
    code: 'protocol_violation',
    operation: 'greet',
  });
  await close();
  const bad = await probe([send('* OK x\r\n'), answer(/^a1/, 'a1 BAD what?\r\n'), logout]);
  expect(bad.failure).toEqual({ code: 'rejected', operation: 'negotiate', detail: 'a1 BAD what?' });
  await close();
  const bye = await probe([send('* OK x\r\n'), answer(/^a1/, '* BYE shutting down\r\n')]);
  expect(bye.failure).toEqual({ code: 'rejected', operation: 'negotiate', detail: '* BYE shutting down' });
  await close();
  const endless = await probe([send('* OK x\r\n'), answer(/^a1/, '* 1 EXISTS\r\n'.repeat(9_000)), hold]);
  expect(endless.failure).toMatchObject({ code: 'reply_too_large', operation: 'negotiate' });
});

test('cancelled before it began', async () => {
  const job = loopbackJob({ kind: 'imap', port: 9, input: { security: 'implicit', serverName: null } });
  const { failure } = await imapProbe.run(job, loopbackContext({ signal: AbortSignal.abort() }));
  expect(failure).toMatchObject({ code: 'aborted', operation: 'connect' });
});
