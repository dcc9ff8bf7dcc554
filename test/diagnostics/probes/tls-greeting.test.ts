import type { Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { observationShapes } from '../../../diagnostics/model/observation.ts';
import { oldClientIds, tlsClientIds, type TlsClientId } from '../../../diagnostics/model/tls-clients.ts';
import { tlsGreetingProbe } from '../../../diagnostics/probes/tls-greeting.ts';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { startTcpServer } from '../../support/loopback.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';

const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['server.test'] });
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

/** A real TLS server; `names` gathers the server names that it was greeted with. */
async function serve(options: TlsOptions, names: string[] = []): Promise<number> {
  const server = createServer({
    cert: chainPem(leaf, root),
    key: leaf.key,
    ...options,
    SNICallback: (name, done) => {
      names.push(name);
      done(null);
    },
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as { port: number }).port;
}

async function greet(port: number, clients: readonly TlsClientId[], context = loopbackContext()) {
  const { data, failure } = await tlsGreetingProbe.run(
    loopbackJob({ kind: 'tls-greeting', port, input: { serverName: 'server.test', clients } }),
    context,
  );
  observationShapes['tls-greeting'].data.parse(data);
  const { protocolVersion, suite, group, groupBits } = data;
  return { protocolVersion, suite, group, groupBits, failure };
}

const today = { minVersion: 'TLSv1.2', ecdhCurve: 'P-256:X25519' } as const;

describe('tls-greeting', () => {
  it('agrees on the newest version as a browser of today', async () => {
    const names: string[] = [];
    const { protocolVersion, suite, failure } = await greet(await serve(today, names), ['browser']);
    expect({ protocolVersion, suite, failure, names }).toEqual({
      protocolVersion: 'TLSv1.3',
      suite: 0x1302,
      failure: undefined,
      names: ['server.test'],
    });
  });

  it('takes a wish for another curve for an agreement', async () => {
    const { protocolVersion, suite } = await greet(await serve({ ...today, ecdhCurve: 'P-384' }), [
      'browser',
    ]);
    expect({ protocolVersion, suite }).toEqual({ protocolVersion: 'TLSv1.3', suite: 0x1302 });
  });

  it.each(['android_7', 'windows_7_updated', 'java_8'] as const)('greets as %s', async (client) => {
    const answer = await greet(
      await serve({ ...today, ciphers: 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256' }),
      [client],
    );
    expect(answer).toMatchObject({ protocolVersion: 'TLSv1.2', group: 0x17, failure: undefined });
  });

  it.each(['android_4', 'windows_7', 'java_7', 'openssl_0_9_8'] as const)(
    'hears that %s is too old, in the server’s own words',
    async (client) => {
      expect((await greet(await serve(today), [client])).failure).toEqual({
        code: 'tls_alert',
        operation: 'tls_handshake',
        detail: 'protocol_version',
      });
    },
  );

  it('hears that nothing is in common', async () => {
    const port = await serve({
      ...today,
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES256-CCM:@SECLEVEL=0',
    });
    expect((await greet(port, oldClientIds)).failure).toMatchObject({ detail: 'handshake_failure' });
  });

  it('offers what several know together, the most common first', async () => {
    const port = await serve({ ...today, maxVersion: 'TLSv1.2' });
    const { suite, group } = await greet(port, ['android_5', 'android_7', 'ios_9', 'openssl_1_0_1']);
    expect({ suite, group }).toEqual({ suite: 0xc02b, group: 0x17 });
  });

  it('reads the size of a key over a prime', async () => {
    const prime = 'c'.repeat(120); // 480 bits
    const key = Buffer.concat([
      Buffer.from([0, 60]),
      Buffer.from(prime, 'hex'),
      Buffer.from([0, 1, 2, 0, 1, 3]),
    ]);
    const message = (type: number, body: Buffer): Buffer =>
      Buffer.concat([Buffer.from([type, 0, 0, body.length]), body]);
    const hello = Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 7), Buffer.from([0, 0, 0x9e, 0])]);
    const flight = Buffer.concat([message(2, hello), message(12, key), message(14, Buffer.alloc(0))]);
    const record = Buffer.concat([Buffer.from([22, 3, 3, 0, flight.length]), flight]);
    const port = await startTcpServer((socket: Socket) => socket.once('data', () => socket.write(record)));
    expect(await greet(port, ['openssl_1_0_1'])).toEqual({
      protocolVersion: 'TLSv1.2',
      suite: 0x9e,
      group: undefined,
      groupBits: 480,
      failure: undefined,
    });
  });

  it.each([
    ['does not speak TLS', (socket: Socket) => socket.end('220 hello\r\n'), 'tls_not_spoken'],
    ['hangs up', (socket: Socket) => socket.end(), 'connection_closed'],
  ])('sees that a server %s', async (_, speak, code) => {
    const port = await startTcpServer((socket: Socket) => socket.once('data', () => speak(socket)));
    expect((await greet(port, ['browser'])).failure?.code).toBe(code);
  });

  it('waits no longer than it may', async () => {
    const port = await startTcpServer(() => undefined);
    const context = loopbackContext({ signal: AbortSignal.timeout(100) });
    expect((await greet(port, ['browser'], context)).failure?.code).toBe('timed_out');
  });

  it('does nothing once stopped', async () => {
    const port = await startTcpServer(() => undefined);
    expect(
      (await greet(port, ['browser'], loopbackContext({ signal: AbortSignal.abort() }))).failure?.code,
    ).toBe('aborted');
  });

  it('knows programs of three versions', () => {
    expect(tlsClientIds.length).toBeGreaterThanOrEqual(12);
  });
});
