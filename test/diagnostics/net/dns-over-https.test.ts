import { createSecureServer } from 'node:http2';
import { describe, expect, it } from 'vitest';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { answer, ask } from '../../support/dns-server.ts';
import { listen, startTlsServer, testContext } from '../../support/loopback.ts';

describe('askDns over HTTPS', async () => {
  const root = await createAuthority({ name: 'DoH Root' });
  const leaf = await createLeaf({ authority: root, names: ['dns.test'] });
  const tls = { key: leaf.key, cert: chainPem(leaf) };
  const doh = (port: number, trusted = true, url = 'https://dns.test/dns-query') =>
    ask(port, { transport: 'https', url }, testContext({ bundledRoots: trusted ? [root.cert] : [] }));
  const head = (body: Buffer, type = 'application/dns-message') =>
    `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  const http1 = (type?: string) =>
    startTlsServer({ ...tls, ALPNProtocols: ['http/1.1'] }, (socket) =>
      socket.once('data', (bytes: Buffer) => {
        const body = answer(bytes.subarray(bytes.indexOf('\r\n\r\n') + 4));
        socket.write(head(body, type));
        socket.write(body);
      }),
    );

  it('asks over HTTP/1.1', async () => {
    expect(await doh(await http1())).toMatchObject({
      data: { response: { rcode: 'NOERROR', answers: [{ value: '192.0.2.1' }] } },
    });
  });

  it('asks over HTTP/2', async () => {
    const seen: unknown[] = [];
    const server = createSecureServer({ ...tls });
    server.on('stream', (stream, headers) => {
      seen.push(headers[':method'], headers[':path'], headers[':authority'], headers['content-type']);
      stream.on('data', (bytes: Buffer) => {
        stream.respond({ ':status': 200, 'content-type': 'application/dns-message' });
        stream.end(answer(bytes));
      });
    });
    const port = await listen(server as unknown as Parameters<typeof listen>[0]);
    expect(await doh(port)).toMatchObject({ data: { response: { rcode: 'NOERROR' } } });
    expect(seen).toEqual(['POST', '/dns-query', 'dns.test', 'application/dns-message']);
  });

  it('refuses a server that does not prove its name', async () => {
    const port = await http1();
    const untrusted = await doh(port, false);
    const misnamed = await doh(port, true, 'https://other.test/dns-query');
    expect([untrusted.failure, misnamed.failure]).toEqual([
      {
        code: 'tls_failed',
        operation: 'tls_handshake',
        detail: 'certificate is not trusted: issuer_missing',
      },
      { code: 'tls_failed', operation: 'tls_handshake', detail: 'certificate is not for this name' },
    ]);
  });

  it.each([
    ['a body', head(Buffer.alloc(2 ** 24)), 'x'],
    ['interim answers', '', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('bounds %s without end', async (_name, start, part) => {
    const port = await startTlsServer({ ...tls, ALPNProtocols: ['http/1.1'] }, (socket) =>
      socket.once('data', () => {
        const more = (): void => {
          while (!socket.destroyed && socket.write(part.repeat(2000)));
        };
        socket.on('drain', more);
        socket.write(start);
        more();
      }),
    );
    expect((await doh(port)).failure).toMatchObject({ code: 'reply_too_large', operation: 'exchange' });
  });

  it('refuses a page', async () => {
    expect((await doh(await http1('text/html'))).failure).toEqual({
      code: 'protocol_violation',
      operation: 'exchange',
      detail: 'content-type text/html',
    });
  });

  it('tells an HTTP error', async () => {
    const port = await startTlsServer(tls, (socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n')),
    );
    expect((await doh(port)).failure).toEqual({
      code: 'rejected',
      operation: 'exchange',
      detail: 'HTTP 503',
    });
  });
});
