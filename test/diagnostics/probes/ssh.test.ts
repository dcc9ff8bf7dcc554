import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthenticationType, type ServerConfig } from 'ssh2';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { sshData } from '../../../diagnostics/model/observations/dialogues.ts';
import type { ProbeContext } from '../../../diagnostics/probes/probe.ts';
import { sshProbe } from '../../../diagnostics/probes/ssh.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import {
  hold,
  pause,
  reset,
  scriptedServer,
  send,
  type ScriptStep,
  type ScriptedServer,
} from '../../support/scripted-server.ts';

interface SshServer {
  readonly port: number;
  /** Authentication methods that clients asked for. */
  readonly requests: string[];
  readonly endings: string[];
  close(): void;
}

let hostKey: string;
let fingerprint: string;
let scripted: ScriptedServer | undefined;
let real: SshServer | undefined;
beforeAll(() => {
  const pair = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  hostKey = pair.private;
  const blob = Buffer.from(pair.public.split(' ')[1] ?? '', 'base64');
  fingerprint = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
});
afterEach(async () => {
  await scripted?.close();
  real?.close();
  scripted = undefined;
  real = undefined;
});

async function sshServer(
  config: Partial<ServerConfig> = {},
  allowed: AuthenticationType[] | 'anyone' = ['publickey', 'password'],
) {
  const requests: string[] = [];
  const endings: string[] = [];
  const server = new ssh2.Server({ hostKeys: [hostKey], ident: 'test-server', ...config }, (client) => {
    client.on('authentication', (request) => {
      requests.push(`${request.method} ${request.username}`);
      if (allowed === 'anyone') request.accept();
      else request.reject(allowed);
    });
    client.on('error', (error: Error) => endings.push(`error ${error.message}`));
    client.on('end', () => endings.push('end'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  real = { port: (server.address() as AddressInfo).port, requests, endings, close: () => server.close() };
  return real;
}

async function run(port: number, user: string | null = null, context: Partial<ProbeContext> = {}) {
  const result = await sshProbe.run(
    loopbackJob({ kind: 'ssh', port, input: { user } }),
    loopbackContext(context),
  );
  sshData.parse(result.data);
  return result;
}

async function probe(steps: readonly ScriptStep[], context: Partial<ProbeContext> = {}) {
  scripted = await scriptedServer(steps);
  return run(scripted.port, null, context);
}

test('without a user: everything up to the host key, and no authentication request', async () => {
  const server = await sshServer({ greeting: 'Authorised access only' });
  const { data, failure } = await run(server.port);
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({
    identification: 'SSH-2.0-test-server',
    hostKeys: [
      {
        type: 'ecdsa-sha2-nistp256',
        sha256: fingerprint,
        sha1: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      },
    ],
  });
  expect(data.linesBefore?.[0]).toBe('Authorised access only');
  expect(data.kexAlgorithms).toContain('diffie-hellman-group14-sha256');
  expect(data.hostKeyAlgorithms).toEqual(['ecdsa-sha2-nistp256']);
  expect(data.ciphers).toContain('aes128-ctr');
  expect(data.macs).toContain('hmac-sha2-256');
  expect(data.authMethods).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests).toEqual([]);
  expect(server.endings).toEqual(['end']);
});

test('with a user: one request without credentials', async () => {
  const server = await sshServer();
  const { data, failure } = await run(server.port, 'web4711');
  expect(failure).toBeUndefined();
  expect(data.authMethods).toEqual(['publickey', 'password']);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests).toEqual(['none web4711']);
});

test('a server that lets the user in without proof', async () => {
  const server = await sshServer({}, 'anyone');
  const { data, failure } = await run(server.port, 'guest');
  expect(failure).toBeUndefined();
  expect(data.authMethods).toEqual(['none']);
});

test('no common algorithm: the lists of the server are kept', async () => {
  const server = await sshServer({ algorithms: { kex: ['diffie-hellman-group1-sha1'] } });
  const { data, failure } = await run(server.port);
  expect(failure).toMatchObject({ code: 'no_common_algorithm', operation: 'negotiate' });
  expect(data.kexAlgorithms).toContain('diffie-hellman-group1-sha1');
  expect(data.hostKeyAlgorithms).toEqual(['ecdsa-sha2-nistp256']);
  expect(data.hostKeys).toBeUndefined();
});

test('text instead of the identification', async () => {
  const { data, failure } = await probe([send('Not allowed at this time\r\n')]);
  expect(failure).toMatchObject({ code: 'connection_closed', operation: 'greet' });
  expect(data.linesBefore).toEqual(['Not allowed at this time']);
  expect(data.identification).toBeUndefined();
});

test('a line cut off by the end; nothing at all; a reset', async () => {
  const cut = await probe([send('Exceeded MaxStartups')]);
  expect(cut.failure).toMatchObject({ code: 'connection_closed', operation: 'greet' });
  expect(cut.data.linesBefore).toEqual(['Exceeded MaxStartups']);
  await scripted?.close();
  const silent = await probe([]);
  expect(silent.failure).toMatchObject({ code: 'connection_closed', operation: 'greet' });
  expect(silent.data.linesBefore).toBeUndefined();
  await scripted?.close();
  expect((await probe([pause(50), reset])).failure).toMatchObject({
    code: 'connection_reset',
    operation: 'greet',
  });
});

test('reset, end and silence at the key exchange', async () => {
  const identification = send('SSH-2.0-OpenSSH_9.8\r\n', { fragment: 4 });
  expect((await probe([identification, pause(50), reset])).failure).toMatchObject({
    code: 'connection_reset',
    operation: 'negotiate',
  });
  await scripted?.close();
  const ended = await probe([identification, pause(50)]);
  expect(ended.failure).toMatchObject({ code: 'connection_closed', operation: 'negotiate' });
  expect(ended.data.identification).toBe('SSH-2.0-OpenSSH_9.8');
  await scripted?.close();
  const silent = await probe([identification, hold], { signal: AbortSignal.timeout(250) });
  expect(silent.failure).toMatchObject({ code: 'timed_out', operation: 'negotiate' });
});

test('the server hangs up with a reason of its own', async () => {
  const text = 'Too many connections';
  const payload = Buffer.concat([
    Buffer.from([1, 0, 0, 0, 12, 0, 0, 0, text.length]),
    Buffer.from(text),
    Buffer.from([0, 0, 0, 0]),
  ]);
  const padding = 16 - ((payload.length + 5) % 8);
  const packet = Buffer.alloc(5 + payload.length + padding);
  packet.writeUInt32BE(1 + payload.length + padding, 0);
  packet[4] = padding;
  payload.copy(packet, 5);
  const { failure } = await probe([send('SSH-2.0-busy\r\n'), send(packet), hold]);
  expect(failure).toEqual({ code: 'rejected', operation: 'negotiate', detail: text });
});

test('other protocols, old protocols and garbage', async () => {
  const smtp = await probe([send('220 mx.test ESMTP\r\n'), hold], { signal: AbortSignal.timeout(250) });
  expect(smtp.failure).toMatchObject({ code: 'timed_out', operation: 'greet' });
  expect(smtp.data.linesBefore).toEqual(['220 mx.test ESMTP']);
  for (const [text, code, operation] of [
    ['SSH-1.5-old\r\n', 'protocol_violation', 'greet'],
    [`SSH-2.0-${'x'.repeat(300)}\r\n`, 'protocol_violation', 'greet'],
    ['x'.repeat(3_000), 'reply_too_large', 'greet'],
    ['x\r\n'.repeat(100), 'reply_too_large', 'greet'],
    ['SSH-2.0-x\r\nGET / HTTP/1.1\r\n', 'protocol_violation', 'negotiate'],
    [`SSH-2.0-x\r\n${'\0\0\0\u0010'}${'\0'.repeat(300)}`, 'protocol_violation', 'negotiate'],
  ] as const) {
    await scripted?.close();
    expect((await probe([send(text), hold])).failure).toMatchObject({ code, operation });
  }
});

test('a deadline before the identification; cancelled before it began', async () => {
  expect((await probe([hold], { signal: AbortSignal.timeout(200) })).failure).toMatchObject({
    code: 'timed_out',
    operation: 'greet',
  });
  const aborted = await run(9, null, { signal: AbortSignal.abort() });
  expect(aborted).toEqual({
    data: {},
    failure: expect.objectContaining({ code: 'aborted', operation: 'connect' }) as unknown,
  });
});

test('refused', async () => {
  const gone = await scriptedServer([]);
  await gone.close();
  expect((await run(gone.port)).failure).toMatchObject({ code: 'connection_refused', operation: 'connect' });
});
