import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import { proxiedPageProbe } from '../../../diagnostics/probes/proxied-page.ts';
import { createAuthority, createLeaf } from '../../support/certificates.ts';
import { closedPort, startTcpServer, startTlsServer, testContext } from '../../support/loopback.ts';

const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['a.test'] });

const job = (port: number): JobOf<'proxied-page'> => ({
  key: 'proxied-page test',
  kind: 'proxied-page',
  endpoint: { name: 'proxy.test', address: '127.0.0.1', family: 4, port },
  input: { host: 'a.test' },
  deadlineMs: 5000,
  attempt: 1,
});
const ask = async (port: number) => proxiedPageProbe.run(job(port), testContext());

/** A proxy that answers every CONNECT as told; a number leads on to a port of this machine. */
async function startProxy(
  answer: string | number,
): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const port = await startTcpServer((client: Socket) => {
    client.on('error', () => undefined);
    client.once('data', (chunk) => {
      asked.push(chunk.toString('latin1'));
      if (typeof answer === 'string') {
        client.end(answer);
        return;
      }
      const server = connect(answer, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\nVia: proxy\r\n\r\n');
        server.pipe(client).pipe(server);
      });
      server.on('error', () => client.destroy());
    });
  });
  return { port, asked };
}

describe('proxied-page', () => {
  it('asks the proxy for the way and the site for its page, without any credentials', async () => {
    const site = createServer((_, response) => void response.writeHead(404).end('none'));
    onTestFinished(() => void site.close());
    const secure = await startTlsServer({ key: leaf.key, cert: leaf.cert }, (socket) =>
      site.emit('connection', socket),
    );
    const { port, asked } = await startProxy(secure);
    const { data, failure } = await ask(port);
    expect({ status: data.status, proxyStatus: data.proxyStatus, failure }).toEqual({
      status: 404,
      proxyStatus: 200,
      failure: undefined,
    });
    expect(asked).toEqual(['CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n']);
  });

  it.each([
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 403, 'rejected', '403 Forbidden'],
    [
      'HTTP/1.0 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\n\r\n',
      407,
      'rejected',
      '407 Proxy Authentication Required',
    ],
    ['SSH-2.0-OpenSSH\r\n', undefined, 'protocol_violation', ''],
    ['HTTP/1.1 nonsense\r\n\r\n', undefined, 'protocol_violation', ''],
    ['HTTP/1.1 200', undefined, 'connection_closed', 'EOF'],
    [`HTTP/1.1 200 OK\r\n${'x'.repeat(40_000)}`, undefined, 'reply_too_large', 'over 16384 bytes'],
  ])('takes %j for what it is', async (answer, proxyStatus, code, detail) => {
    const { data, failure } = await ask((await startProxy(answer)).port);
    expect([data.proxyStatus, data.status]).toEqual([proxyStatus, undefined]);
    expect(failure).toEqual({ code, operation: 'negotiate', detail });
  });

  it('is refused by the proxy', async () => {
    expect((await ask(await closedPort())).failure?.code).toBe('connection_refused');
  });

  it('signal already aborted', async () => {
    const context = testContext({ signal: AbortSignal.abort() });
    expect((await proxiedPageProbe.run(job(9), context)).failure?.code).toBe('aborted');
  });
});
