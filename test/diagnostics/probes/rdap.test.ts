import { describe, expect, it } from 'vitest';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import { rdapProbe } from '../../../diagnostics/probes/rdap.ts';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { startTcpServer, startTlsServer, testContext } from '../../support/loopback.ts';

const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['rdap.test'] });
const foreign = await createLeaf({ authority: root, names: ['other.test'] });
const domain = { objectClassName: 'domain', ldhName: 'shop.test', status: ['redemption period'] };

const job = (port: number): JobOf<'rdap'> => ({
  key: 'rdap/rdap.test/shop.test',
  kind: 'rdap',
  endpoint: { name: 'rdap.test', address: '127.0.0.1', family: 4, port },
  input: { domain: 'shop.test', url: 'https://rdap.test/v1/domain/shop.test' },
  deadlineMs: 5000,
  attempt: 1,
});

const serve = (answer: string, certificate = leaf, onRequest: (text: string) => void = () => undefined) =>
  startTlsServer(
    { ALPNProtocols: ['http/1.1'], cert: chainPem(certificate), key: certificate.key },
    (socket) =>
      socket.once('data', (bytes: Buffer) => {
        onRequest(bytes.toString());
        socket.end(answer);
      }),
  );
const ask = (port: number, context = testContext({ bundledRoots: [root.cert] })) =>
  rdapProbe.run(job(port), context);
const ok = (body: string): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/rdap+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('rdap', () => {
  it('asks politely for one domain and keeps what tells of its registration', async () => {
    let seen = '';
    const port = await serve(ok(JSON.stringify(domain)), leaf, (text) => (seen = text));
    const { data, failure } = await ask(port);
    expect(seen).toMatch(/^GET \/v1\/domain\/shop\.test HTTP\/1\.1\r\nhost: rdap\.test\r\n/);
    expect(seen).toContain('accept: application/rdap+json\r\n');
    expect({ failure, status: data.httpStatus, statuses: data.statuses }).toEqual({
      failure: undefined,
      status: 200,
      statuses: ['redemption period'],
    });
  });

  it('reads an answer that is longer than a page', async () => {
    const notices = [{ description: ['terms '.repeat(10_000)] }];
    const port = await serve(ok(JSON.stringify({ notices, ...domain })));
    expect((await ask(port)).data.statuses).toEqual(['redemption period']);
  });

  it('takes 404 for an answer', async () => {
    const port = await serve('HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}');
    expect(await ask(port)).toMatchObject({ data: { httpStatus: 404 } });
    expect(await ask(port)).not.toHaveProperty('failure');
  });

  it.each([
    ['an error of the server', 'HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n', 'rejected'],
    [
      'a redirect',
      'HTTP/1.1 302 Found\r\nlocation: https://other.test/\r\ncontent-length: 0\r\n\r\n',
      'rejected',
    ],
    ['something else', ok('<html>'), 'protocol_violation'],
  ])('fails on %s', async (_, answer, code) => {
    expect((await ask(await serve(answer))).failure).toMatchObject({ code });
  });

  it('believes nobody who does not prove to be the registry', async () => {
    const port = await serve(ok(JSON.stringify(domain)), foreign);
    const outcome = await ask(port);
    expect(outcome.failure).toMatchObject({ code: 'tls_failed', operation: 'tls_handshake' });
    expect(outcome.data).not.toHaveProperty('statuses');
  });

  it('tells that nobody listens, and stops when it is told to', async () => {
    const port = await startTcpServer((socket) => socket.destroy());
    expect((await ask(port)).failure).toBeDefined();
    expect((await ask(port, testContext({ signal: AbortSignal.abort() }))).failure).toMatchObject({
      code: 'aborted',
    });
  });
});
