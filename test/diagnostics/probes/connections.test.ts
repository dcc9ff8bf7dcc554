import { describe, expect, it } from 'vitest';
import { systemLookupProbe } from '../../../diagnostics/probes/system-lookup.ts';
import { tcpProbe } from '../../../diagnostics/probes/tcp.ts';
import { tlsProbe } from '../../../diagnostics/probes/tls.ts';
import { dnsProbe } from '../../../diagnostics/probes/dns.ts';
import { createAuthority, createLeaf } from '../../support/certificates.ts';
import {
  closedPort,
  startTcpServer,
  startTlsServer,
  startUdpServer,
  testContext,
} from '../../support/loopback.ts';
import { addressJob } from '../../support/probe-harness.ts';

const cancelled = () => testContext({ signal: AbortSignal.abort() });
const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['a.test'] });

describe('tcp', () => {
  it('connects and closes in order', async () => {
    let ending = '';
    const port = await startTcpServer((socket) => {
      socket.resume();
      socket.on('end', () => (ending = 'FIN')).on('error', () => (ending = 'RST'));
    });
    const { data, failure } = await tcpProbe.run(addressJob('tcp', port, {}), testContext());
    expect([failure, data.localAddress, (data.connectMs ?? -1) >= 0]).toEqual([undefined, '127.0.0.1', true]);
    await expect.poll(() => ending).toBe('FIN');
  });

  it('is refused', async () => {
    expect(await tcpProbe.run(addressJob('tcp', await closedPort(), {}), testContext())).toEqual({
      data: {},
      failure: { code: 'connection_refused', operation: 'connect', detail: 'ECONNREFUSED' },
    });
  });

  it('signal already aborted', async () => {
    expect((await tcpProbe.run(addressJob('tcp', 9, {}), cancelled())).failure?.code).toBe('aborted');
  });
});

describe('tls', () => {
  it('tells the session', async () => {
    const port = await startTlsServer({ key: leaf.key, cert: leaf.cert });
    const { data, failure } = await tlsProbe.run(
      addressJob('tls', port, { serverName: 'a.test' }),
      testContext({ bundledRoots: [root.cert] }),
    );
    expect([failure, data.tls?.serverName, data.tls?.trust?.bundled.trusted, typeof data.connectMs]).toEqual([
      undefined,
      'a.test',
      true,
      'number',
    ]);
  });

  it('keeps the connection time when the handshake fails', async () => {
    const port = await startTcpServer((socket) => socket.once('data', () => socket.end('+OK\r\n')));
    const { data, failure } = await tlsProbe.run(
      addressJob('tls', port, { serverName: null }),
      testContext(),
    );
    expect([failure?.code, typeof data.connectMs, data.tls?.chain]).toEqual(['tls_not_spoken', 'number', []]);
  });

  it('signal already aborted', async () => {
    expect(await tlsProbe.run(addressJob('tls', 9, { serverName: null }), cancelled())).toMatchObject({
      data: {},
      failure: { code: 'aborted', operation: 'connect' },
    });
  });
});

describe('dns', () => {
  it('signal already aborted', async () => {
    const port = await startUdpServer(() => undefined);
    const input = { name: 'a.test', type: 'A', recursion: true, transport: 'udp' } as const;
    expect(await dnsProbe.run(addressJob('dns', port, input), cancelled())).toEqual({
      data: {},
      failure: { code: 'aborted', operation: 'exchange', detail: '' },
    });
  });
});

describe('system-lookup', () => {
  const run = (name: string, lookup?: () => Promise<never>, context = testContext()) =>
    systemLookupProbe.run(
      addressJob('system-lookup', 1, { name }),
      lookup === undefined ? context : { ...context, network: { ...context.network, lookup } },
    );

  it('asks the system', async () => {
    const { data } = await run('localhost');
    expect(data.addresses.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
  });

  it('keeps the code of the system', async () => {
    const error = Object.assign(new Error('x'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' });
    expect(await run('a.test', () => Promise.reject(error))).toEqual({
      data: { addresses: [], systemCode: 'EAI_AGAIN' },
      failure: { code: 'name_lookup_failed', operation: 'resolve', detail: 'EAI_AGAIN' },
    });
  });

  it('signal already aborted', async () => {
    expect(await run('localhost', undefined, cancelled())).toEqual({
      data: { addresses: [] },
      failure: { code: 'aborted', operation: 'resolve', detail: '' },
    });
  });
});
