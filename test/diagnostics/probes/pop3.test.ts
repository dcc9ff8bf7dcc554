import { afterEach, beforeAll, expect, test } from 'vitest';
import { pop3Data } from '../../../diagnostics/model/observations/dialogues.ts';
import { pop3Probe } from '../../../diagnostics/probes/pop3.ts';
import type { ProbeContext } from '../../../diagnostics/probes/probe.ts';
import { createLeaf, type Issued } from '../../support/certificates.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import {
  answer,
  expectLine,
  hold,
  scriptedServer,
  send,
  startServerTls,
  type ScriptStep,
  type ScriptedServer,
} from '../../support/scripted-server.ts';

type Security = 'plain' | 'starttls' | 'implicit';
let identity: Issued;
let server: ScriptedServer | undefined;
beforeAll(async () => {
  identity = await createLeaf({ names: ['server.test'] });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function probe(
  steps: readonly ScriptStep[],
  security: Security = 'plain',
  context: Partial<ProbeContext> = {},
) {
  server = await scriptedServer(steps);
  const job = loopbackJob({
    kind: 'pop3',
    port: server.port,
    input: { security, serverName: 'server.test' },
  });
  const result = await pop3Probe.run(job, loopbackContext(context));
  pop3Data.parse(result.data);
  return result;
}

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
  await server?.close();
  const refused = await probe(
    [greeting, answer(/^CAPA$/, '-ERR unknown\r\n'), answer(/^STLS$/, '-ERR unknown\r\n'), quit],
    'starttls',
  );
  expect(refused.failure).toMatchObject({ code: 'starttls_missing', detail: '-ERR unknown' });
  expect(refused.data.upgrade).toBe('not_offered');
  expect(server?.received.at(-1)).toBe('QUIT');
});

test('STLS missing from the list, refused, injected into', async () => {
  const missing = await probe([greeting, answer(/^CAPA$/, '+OK\r\nUSER\r\n.\r\n'), quit], 'starttls');
  expect(missing.failure).toMatchObject({ code: 'starttls_missing' });
  await server?.close();
  const refused = await probe(
    [greeting, capa, answer(/^STLS$/, '-ERR no certificate\r\n'), quit],
    'starttls',
  );
  expect(refused.failure).toMatchObject({ code: 'starttls_refused', detail: '-ERR no certificate' });
  await server?.close();
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
  await server?.close();
  expect((await probe([send('* OK imap\r\n'), hold])).failure).toMatchObject({ code: 'protocol_violation' });
  await server?.close();
  const endless = await probe([greeting, answer(/CAPA/, `+OK\r\n${'X\r\n'.repeat(500)}`), hold]);
  expect(endless.failure).toMatchObject({ code: 'reply_too_large', operation: 'negotiate' });
  await server?.close();
  const late = await probe([greeting, hold], 'plain', { signal: AbortSignal.timeout(250) });
  expect(late.failure).toMatchObject({ code: 'timed_out', operation: 'negotiate' });
});

test('cancelled before it began', async () => {
  const job = loopbackJob({ kind: 'pop3', port: 9, input: { security: 'plain', serverName: null } });
  const { failure } = await pop3Probe.run(job, loopbackContext({ signal: AbortSignal.abort() }));
  expect(failure).toMatchObject({ code: 'aborted', operation: 'connect' });
});
