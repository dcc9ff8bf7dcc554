import { expect, test } from 'vitest';
import { pop3Probe } from '../../../diagnostics/probes/pop3.ts';
import { identity, mailDialogue } from '../../support/mail-dialogue.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import { answer, expectLine, hold, send, startServerTls } from '../../support/scripted-server.ts';

const { probe, close, received } = mailDialogue(pop3Probe);

const quit = answer(/^QUIT$/, '+OK bye\r\n');
const greeting = send('+OK POP3 <1896.697170952@server.test>\r\n');
const capa = answer(/^CAPA$/, '+OK list\r\nUSER\r\nSTLS\r\n..ODD\r\nSASL PLAIN login\r\n.\r\n');

test('capabilities, byte-stuffing undone, mechanisms in upper case', async () => {
  const { data, failure } = await probe([greeting, capa, quit]);
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({
    capabilities: ['USER', 'STLS', '.ODD', 'SASL PLAIN login'],
    authMechanisms: ['PLAIN', 'LOGIN'],
  });
});

test('STLS, then CAPA again', async () => {
  const { data, failure } = await probe(
    [
      greeting,
      capa,
      answer(/^STLS$/, '+OK go\r\n'),
      startServerTls(identity),
      answer(/^CAPA$/, '+OK\r\nUSER\r\n.\r\n'),
      quit,
    ],
    'starttls',
  );
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({ upgrade: 'done', capabilitiesAfterTls: ['USER'], authMechanismsAfterTls: [] });
});

test('TLS from the first byte', async () => {
  const { data } = await probe([startServerTls(identity), greeting, capa, quit], 'implicit');
  expect(data.capabilitiesAfterTls).toContain('USER');
});

test('a server without CAPA: no failure; STLS is asked for all the same', async () => {
  const plain = await probe([greeting, answer(/^CAPA$/, '-ERR unknown\r\n'), quit]);
  expect(plain.failure).toBeUndefined();
  expect(plain.data.capabilities).toBeUndefined();
  await close();
  const refused = await probe(
    [greeting, answer(/^CAPA$/, '-ERR unknown\r\n'), answer(/^STLS$/, '-ERR unknown\r\n'), quit],
    'starttls',
  );
  expect(refused.failure).toMatchObject({ code: 'starttls_missing', detail: '-ERR unknown' });
  expect(refused.data.upgrade).toBe('not_offered');
  expect(received().at(-1)).toBe('QUIT');
});

test('STLS missing from the list, refused, injected into', async () => {
  const missing = await probe([greeting, answer(/^CAPA$/, '+OK\r\nUSER\r\n.\r\n'), quit], 'starttls');
  expect(missing.failure).toMatchObject({ code: 'starttls_missing' });
  await close();
  const refused = await probe(
    [greeting, capa, answer(/^STLS$/, '-ERR no certificate\r\n'), quit],
    'starttls',
  );
  expect(refused.failure).toMatchObject({ code: 'starttls_refused', detail: '-ERR no certificate' });
  await close();
  const injected = await probe(
    [
      greeting,
      capa,
      answer(/^STLS$/, '+OK go\r\n+OK\r\nEVIL\r\n.\r\n'),
      startServerTls(identity),
      answer(/^CAPA$/, '+OK\r\nUSER\r\n.\r\n'),
      quit,
    ],
    'starttls',
  );
  expect(injected.failure).toMatchObject({ code: 'protocol_violation', operation: 'starttls' });
  expect(injected.data.capabilitiesAfterTls).toEqual(['USER']);
});

test.each([
  ['greet', []],
  ['negotiate', [greeting, expectLine(/CAPA/)]],
  ['negotiate', [greeting, answer(/CAPA/, '+OK\r\nUSER\r\n')]],
  ['starttls', [greeting, capa, expectLine(/STLS/)]],
] as const)('end of file in %s', async (operation, steps) => {
  expect((await probe(steps, 'starttls')).failure).toMatchObject({ code: 'connection_closed', operation });
});

test('rejection, garbage, a list without end, a deadline', async () => {
  expect((await probe([send('-ERR locked\r\n'), quit])).failure).toEqual({
    code: 'rejected',
    operation: 'greet',
    detail: '-ERR locked',
  });
  await close();
  expect((await probe([send('* OK imap\r\n'), hold])).failure).toMatchObject({ code: 'protocol_violation' });
  await close();
  const endless = await probe([greeting, answer(/CAPA/, `+OK\r\n${'X\r\n'.repeat(500)}`), hold]);
  expect(endless.failure).toMatchObject({ code: 'reply_too_large', operation: 'negotiate' });
  await close();
  const late = await probe([greeting, hold], 'plain', { signal: AbortSignal.timeout(250) });
  expect(late.failure).toMatchObject({ code: 'timed_out', operation: 'negotiate' });
});

test('cancelled before it began', async () => {
  const job = loopbackJob({ kind: 'pop3', port: 9, input: { security: 'plain', serverName: null } });
  const { failure } = await pop3Probe.run(job, loopbackContext({ signal: AbortSignal.abort() }));
  expect(failure).toMatchObject({ code: 'aborted', operation: 'connect' });
});
