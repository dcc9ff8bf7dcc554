import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { http2Probe } from '../../../diagnostics/probes/http2.ts';
import { observationShapes } from '../../../diagnostics/model/observation.ts';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';

const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['server.test'] });
const identity = { cert: chainPem(leaf, root), key: leaf.key };
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

type Answer = (stream: ServerHttp2Stream, path: string) => void;

async function serve(
  answer: Answer,
  adjust: (server: Http2SecureServer) => void = () => {},
): Promise<number> {
  const server = createSecureServer({ ...identity, allowHTTP1: true });
  const sessions = new Set<{ destroy: () => void }>();
  server.on('session', (session) => sessions.add(session));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    answer(stream, String(headers[':path']));
  });
  adjust(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return (server.address() as { port: number }).port;
}

/** A TLS server that agrees to HTTP/2 and says what it likes. */
async function serveRaw(speak: (socket: TLSSocket) => void): Promise<number> {
  const server = createTlsServer({ ...identity, ALPNProtocols: ['h2'] }, (socket) => {
    socket.on('error', () => undefined);
    closers.push(() => socket.destroy());
    speak(socket);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as { port: number }).port;
}

async function ask(port: number, context = loopbackContext()) {
  const job = loopbackJob({ kind: 'http2', port, input: { url: `https://server.test:${port}/start?a=1` } });
  const { data, failure } = await http2Probe.run(job, context);
  observationShapes.http2.data.parse(data);
  const { page, securityText, settingsMs, tls } = data;
  return { alpn: tls?.alpn, hasSettings: settingsMs !== undefined, page, securityText, failure };
}

describe('http2', () => {
  it('tells of both answers over one connection', async () => {
    let connections = 0;
    const port = await serve(
      (stream, path) => {
        stream.respond({
          ':status': path === '/start?a=1' ? 200 : 404,
          'content-type': 'text/plain',
          'set-cookie': 'a=b',
        });
        stream.end(`you asked for ${path}`);
      },
      (server) => server.on('session', () => connections++),
    );
    const { page, securityText, ...rest } = await ask(port);
    expect({ ...rest, connections }).toEqual({
      alpn: 'h2',
      hasSettings: true,
      failure: undefined,
      connections: 1,
    });
    expect(page).toMatchObject({ path: '/start?a=1', status: 200, bodyStart: 'you asked for /start?a=1' });
    expect(page?.headers).toContainEqual({ name: 'set-cookie', value: 'a=[removed]' });
    expect(securityText).toMatchObject({ path: '/.well-known/security.txt', status: 404 });
  });

  it('takes HTTP/1.1 where the server chooses it, for the file alone', async () => {
    const server = createTlsServer({ ...identity, ALPNProtocols: ['http/1.1'] }, (socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nContact: mailto:a@b.test\n'),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { page, securityText, alpn } = await ask((server.address() as { port: number }).port);
    expect({ page, alpn, body: securityText?.bodyStart }).toEqual({
      page: undefined,
      alpn: 'http/1.1',
      body: 'Contact: mailto:a@b.test\n',
    });
  });

  it.each([
    ['a stream reset', (stream: ServerHttp2Stream) => stream.close(1), 'stream closed: PROTOCOL_ERROR'],
    ['a refused stream', (stream: ServerHttp2Stream) => stream.close(7), 'stream closed: REFUSED_STREAM'],
  ])('names %s', async (_, answer, detail) => {
    const { failure, alpn } = await ask(await serve(answer));
    expect({ alpn, failure }).toEqual({
      alpn: 'h2',
      failure: { code: 'protocol_violation', operation: 'exchange', detail },
    });
  });

  it('names a server that takes its leave with an error', async () => {
    const port = await serve((stream) => stream.session?.goaway(11));
    expect((await ask(port)).failure).toMatchObject({ detail: 'GOAWAY ENHANCE_YOUR_CALM' });
  });

  it.each([
    ['speaks HTTP/1.1 after all', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'.repeat(9)],
    ['speaks no protocol', '\x00'.repeat(4000)],
  ])('sees that a server %s', async (_, text) => {
    const port = await serveRaw((socket) => socket.end(text));
    expect(await ask(port)).toMatchObject({
      alpn: 'h2',
      hasSettings: false,
      failure: { operation: 'exchange' },
    });
  });

  it('sees that a server hangs up without a word', async () => {
    const port = await serveRaw((socket) => socket.end());
    const { failure, hasSettings } = await ask(port);
    expect({ operation: failure?.operation, hasSettings }).toEqual({
      operation: 'exchange',
      hasSettings: false,
    });
  });

  it('waits no longer than it may', async () => {
    const port = await serveRaw(() => undefined);
    const { failure } = await ask(port, loopbackContext({ signal: AbortSignal.timeout(150) }));
    expect(failure).toMatchObject({ code: 'timed_out', operation: 'exchange' });
  });

  it('reads no more than the start of an endless page', async () => {
    const port = await serve((stream) => {
      stream.respond({ ':status': 200 });
      const more = (): void => {
        while (!stream.destroyed && stream.write('x'.repeat(10_000)));
      };
      stream.on('drain', more);
      more();
    });
    expect((await ask(port)).page?.bodyStart).toHaveLength(16 * 1024);
  });

  describe('against a server that never stops talking', () => {
    /** RFC 9113 section 4.1. */
    const frame = (
      type: number,
      flags: number,
      stream: number,
      payload: Buffer = Buffer.alloc(0),
    ): Buffer => {
      const head = Buffer.alloc(9);
      head.writeUIntBE(payload.length, 0, 3);
      head.writeUInt8(type, 3);
      head.writeUInt8(flags, 4);
      head.writeUInt32BE(stream, 5);
      return Buffer.concat([head, payload]);
    };
    const settings = frame(4, 0, 0);
    /** A literal field without indexing (RFC 7541 section 6.2.2) with a short name and value. */
    const field = (name: string, value: string): Buffer =>
      Buffer.concat([
        Buffer.from([0, name.length]),
        Buffer.from(name),
        Buffer.from([value.length]),
        Buffer.from(value),
      ]);
    const END_HEADERS = 4;
    const interim = frame(1, END_HEADERS, 1, field(':status', '103'));
    const manyFields = Buffer.concat([
      field(':status', '200'),
      ...Array.from({ length: 400 }, (_, index) => field(`x-${index}`, 'y')),
    ]);

    it.each([
      ['pings', frame(6, 0, 0, Buffer.alloc(8))],
      ['settings', settings],
      ['interim answers', interim],
      ['frames of an unknown kind', frame(0xbe, 0, 0, Buffer.alloc(1000))],
      [
        'a list of headers without end',
        frame(9, 0, 1, field('x', 'y')),
        frame(1, 0, 1, field(':status', '200')),
      ],
      ['hundreds of headers', frame(6, 0, 0, Buffer.alloc(8)), frame(1, END_HEADERS, 1, manyFields)],
    ])('hears no more than it needs: %s', async (_, unit, opening = Buffer.alloc(0)) => {
      const repeated = Buffer.concat(Array<Buffer>(200).fill(unit));
      let sent = 0;
      const port = await serveRaw((socket) => {
        socket.resume();
        const more = (): void => {
          while (!socket.destroyed && socket.write(repeated)) sent += repeated.length;
        };
        socket.on('drain', more);
        socket.write(Buffer.concat([settings, opening]));
        more();
      });
      const started = performance.now();
      const { failure } = await ask(port, loopbackContext({ signal: AbortSignal.timeout(8_000) }));
      expect({ operation: failure?.operation, isLate: performance.now() - started > 7_000 }).toEqual({
        operation: 'exchange',
        isLate: false,
      });
      expect(sent).toBeLessThan(8 * 1024 * 1024);
    });
  });

  it('does nothing once stopped', async () => {
    const port = await serve(() => undefined);
    expect(await ask(port, loopbackContext({ signal: AbortSignal.abort() }))).toMatchObject({
      alpn: undefined,
      failure: { code: 'aborted' },
    });
  });
});
