import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { observationSchema } from '../../../diagnostics/model/observation.ts';
import { PRODUCT_VERSION, USER_AGENT } from '../../../diagnostics/net/user-agent.ts';
import { httpProbe } from '../../../diagnostics/probes/http.ts';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { startTcpServer, startTlsServer, testContext } from '../../support/loopback.ts';
import { addressJob } from '../../support/probe-harness.ts';

/** Sends the same for as long as somebody takes it. */
const flood =
  (text: string) =>
  (socket: Socket): void => {
    const part = text.repeat(2000);
    const more = (): void => {
      while (!socket.destroyed && socket.write(part));
    };
    socket.on('drain', more);
    more();
  };
const late = () => testContext({ signal: AbortSignal.timeout(80) });
const cancelled = () => testContext({ signal: AbortSignal.abort() });
const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['a.test'] });

describe('http', () => {
  const serve = (answer: (socket: Socket, request: string) => void) =>
    startTcpServer((socket) => socket.once('data', (bytes: Buffer) => answer(socket, bytes.toString())));
  const get = (port: number, context = testContext(), path = '/x?y=1', method: 'GET' | 'HEAD' = 'GET') =>
    httpProbe.run(
      addressJob('http', port, { url: `http://user:secret@a.test:8080${path}`, method }),
      context,
    );
  const respond = (text: string | Buffer) => serve((socket) => socket.end(text));

  it('sends a polite request and tells the answer', async () => {
    let seen = '';
    const port = await serve((socket, request) => {
      seen = request;
      socket.end(
        'HTTP/1.1 301 Moved\r\nServer: x\r\nSet-Cookie: sid=abc; Path=/\r\nX-API-Key: k\r\nLocation: //u:p@b.test/z\r\nContent-Type: text/plain\r\n\r\nhello',
      );
    });
    const { data, failure } = await get(port);
    expect(seen).toBe(
      `GET /x?y=1 HTTP/1.1\r\nhost: a.test:8080\r\nuser-agent: ${USER_AGENT}\r\naccept: */*\r\naccept-encoding: identity\r\nconnection: close\r\n\r\n`,
    );
    expect(failure).toBeUndefined();
    expect(data).toMatchObject({
      status: 301,
      httpVersion: '1.1',
      bodyStart: 'hello',
      bodyBytesRead: 5,
      redirectsTo: 'http://b.test/z',
      headers: [
        { name: 'server', value: 'x' },
        { name: 'set-cookie', value: 'sid=[removed]' },
        { name: 'x-api-key', value: '[removed]' },
        { name: 'location', value: '//u:p@b.test/z' },
        { name: 'content-type', value: 'text/plain' },
      ],
    });
    expect(data.firstByteMs).toBeGreaterThanOrEqual(0);
  });

  it('speaks TLS to https, with the name of the URL', async () => {
    const port = await startTlsServer({ key: leaf.key, cert: chainPem(leaf) }, (socket) =>
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\nover TLS')),
    );
    const url = addressJob('http', port, { url: 'https://a.test/', method: 'GET' });
    const { data, failure } = await httpProbe.run(url, testContext({ bundledRoots: [root.cert] }));
    expect([
      failure,
      data.status,
      data.httpVersion,
      data.bodyStart,
      data.tls?.serverName,
      data.tls?.trust?.bundled.trusted,
    ]).toEqual([undefined, 200, '1.0', 'over TLS', 'a.test', true]);
  });

  it('reads no more than the start of a body without end', async () => {
    const port = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const timer = setInterval(() => socket.write(Buffer.alloc(10_000, 'x')), 1);
      socket.on('close', () => clearInterval(timer));
    });
    const { data, failure } = await get(port);
    expect([failure, data.bodyStart?.length, data.bodyBytesRead]).toEqual([undefined, 16_384, 16_384]);
  });

  it.each([
    ['gzip', 'gzip', gzipSync('packed')],
    ['gzip, cut', 'gzip', gzipSync(Buffer.concat([Buffer.from('packed'), Buffer.alloc(60_000, 'y')]))],
    ['unknown coding', 'zstd', Buffer.from('packed')],
    ['broken gzip', 'gzip', Buffer.from('packed')],
  ])('body in %s', async (_name, coding, body) => {
    const port = await respond(
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${coding}\r\n\r\n`), body]),
    );
    const { data, failure } = await get(port);
    expect([failure, data.bodyStart?.slice(0, 6), (data.bodyStart?.length ?? 0) <= 16_384]).toEqual([
      undefined,
      'packed',
      true,
    ]);
  });

  it.each([
    ['text/html; charset=ISO-8859-1', Buffer.from([0xe9]), 'é'],
    ['text/html; charset="utf-8"', Buffer.from([0xc3, 0xa9, 0xc3]), 'é'],
    ['text/html; charset=nonsense', Buffer.from('é'), 'é'],
  ])('text in %s', async (type, body, text) => {
    const port = await respond(
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\n\r\n`), body]),
    );
    expect((await get(port)).data.bodyStart).toBe(text);
  });

  it('tells a slow body with what came of it', async () => {
    const port = await serve(
      (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nfirst'),
    );
    const { data, failure } = await get(port, late());
    expect([failure?.code, data.status, data.bodyStart]).toEqual(['timed_out', 200, 'first']);
  });

  it('asks HEAD without waiting for a body', async () => {
    const port = await respond('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n');
    expect(await get(port, testContext(), '/', 'HEAD')).toMatchObject({
      data: { status: 200, bodyStart: '', bodyBytesRead: 0 },
    });
  });

  it.each<readonly [string, (socket: Socket) => void, string, string]>([
    [
      'another protocol',
      (s) => s.end('SSH-2.0-OpenSSH_9\r\n'),
      'protocol_violation',
      'HPE_INVALID_CONSTANT: SSH-2.0-OpenSSH_9',
    ],
    [
      'headers without end',
      (s) => s.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
      'reply_too_large',
      'HPE_HEADER_OVERFLOW',
    ],
    ['an end', (s) => s.end(), 'connection_closed', 'EOF'],
    ['a reset', (s) => void s.resetAndDestroy(), 'connection_reset', 'ECONNRESET'],
    ['an end in the headers', (s) => s.end('HTTP/1.1 200 OK\r\nx: y'), 'connection_closed', 'EOF'],
    [
      'an end in the body',
      (s) => s.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab'),
      'connection_closed',
      'EOF',
    ],
    [
      'interim answers without end',
      flood('HTTP/1.1 100 Continue\r\n\r\n'),
      'reply_too_large',
      'over 262144 bytes',
    ],
    ['empty lines without end', flood('\r\n'), 'reply_too_large', 'over 262144 bytes'],
    ['silence', () => undefined, 'timed_out', 'deadline'],
  ])('fails by %s', async (_name, answer, code, detail) => {
    const context = code === 'timed_out' ? late() : testContext();
    expect((await get(await serve(answer), context)).failure).toEqual({
      code,
      operation: 'exchange',
      detail,
    });
  });

  it('signal already aborted', async () => {
    expect((await get(9, cancelled())).failure).toEqual({
      code: 'aborted',
      operation: 'connect',
      detail: '',
    });
  });

  it('fits the model', async () => {
    const port = await respond('HTTP/1.1 200 OK\r\nlocation: ::bad::\r\n\r\nx');
    const { data } = await get(port);
    const {
      key,
      deadlineMs: _deadline,
      ...rest
    } = addressJob('http', port, { url: 'http://a.test/', method: 'GET' });
    const observation = { id: key, ...rest, startedAt: new Date().toISOString(), durationMs: 1, data };
    expect(observationSchema.safeParse(observation).error).toBeUndefined();
  });
});

it('introduces itself with the version of the package', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: PRODUCT_VERSION });
});
