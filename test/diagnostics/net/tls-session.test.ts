import type { Socket } from 'node:net';
import { Transform } from 'node:stream';
import { connect as connectTcp } from 'node:net';
import {
  createServer as createTlsServer,
  type SecureVersion,
  type TLSSocket,
  type TlsOptions,
} from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startTls, type StartTlsOptions } from '../../../diagnostics/net/tls-session.ts';
import {
  chainPem,
  createAuthority,
  createExpiredLeaf,
  createLeaf,
  type Issued,
} from '../../support/certificates.ts';
import { listen, startTcpServer, startTlsServer, testContext } from '../../support/loopback.ts';

const root = await createAuthority({ name: 'Root' });
const intermediate = await createAuthority({ name: 'Intermediate', parent: root });
const unrelated = await createAuthority({ name: 'Unrelated' });
const leaf = await createLeaf({
  authority: intermediate,
  names: ['a.test', 'www.a.test'],
  ips: ['192.0.2.7'],
  issuerUrl: 'http://ca.test/i.crt',
});
const context = () => testContext({ bundledRoots: [root.cert] });

async function handshake(port: number, options: Partial<StartTlsOptions> = {}) {
  const { network, clock, signal, bundledRoots } = context();
  const socket = await network.dial({ address: '127.0.0.1', port, signal });
  const upgrade = await startTls(socket, {
    serverName: 'a.test',
    bundledRoots,
    systemRoots: null,
    clock,
    signal,
    ...options,
  });
  return { upgrade, socket };
}

const serverOf = (chain: readonly Issued[], options: TlsOptions = {}) =>
  startTlsServer({ key: leaf.key, cert: chainPem(...chain), ...options });
const names = (upgrade: { session: { chain: readonly { commonName: string | null }[] } }) =>
  upgrade.session.chain.map(({ commonName }) => commonName);

const versions: readonly (readonly [SecureVersion, string | undefined])[] = [
  ['TLSv1', undefined],
  ['TLSv1.1', undefined],
  ['TLSv1.2', undefined],
  ['TLSv1.3', 'TLS_AES_128_GCM_SHA256'],
  ['TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
  ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256'],
];

describe.each(versions)('%s %s', (version, suite) => {
  const options = { minVersion: version, maxVersion: version, ciphers: suite ?? 'ALL:@SECLEVEL=0' };

  it('gives the chain as sent, with the extra certificates in their places', async () => {
    const port = await serverOf([leaf, unrelated, intermediate, root], options);
    const { upgrade } = await handshake(port);
    expect(upgrade).toMatchObject({
      ok: true,
      session: {
        serverName: 'a.test',
        protocolVersion: version,
        chainSource: 'wire',
        hasStapledStatus: false,
        trust: { bundled: { reason: 'trusted', name: 'CN=Root' }, system: null },
      },
    });
    expect(names(upgrade)).toEqual(['a.test', 'Unrelated', 'Intermediate', 'Root']);
    expect(upgrade.session.chain[0]?.pem).toBe(leaf.cert);
    expect(upgrade.session.cipherSuite).toMatch(suite ?? /^TLS_ECDHE_ECDSA_/);
    // hybrids of today have no name in the library
    expect([version, upgrade.session.keyExchange?.type]).toBeOneOf([
      [version, 'ECDH'],
      ['TLSv1.3', undefined],
    ]);
  });

  it('is not moved by fragments: one byte at a time', async () => {
    const { upgrade } = await handshake(await splitServer(options));
    expect([upgrade.ok, upgrade.session.chainSource, names(upgrade)]).toEqual([
      true,
      'wire',
      ['a.test', 'Intermediate'],
    ]);
  });

  it('tells a stapled status', async () => {
    const port = await stapledServer(options);
    expect((await handshake(port)).upgrade.session.hasStapledStatus).toBe(true);
  });
});

/** A server whose every connection goes through `between`, on the way to a TLS server. */
async function proxiedServer(
  options: TlsOptions,
  between: (client: Socket, upstream: Socket) => void,
): Promise<number> {
  const port = await serverOf([leaf, intermediate], options);
  return startTcpServer((client) => {
    const upstream = connectTcp(port, '127.0.0.1');
    upstream.on('error', () => undefined);
    client.on('close', () => upstream.destroy());
    between(client, upstream);
  });
}

/** Hands bytes on singly, each in a segment of its own. */
const splitServer = (options: TlsOptions) =>
  proxiedServer(options, (client, upstream) => {
    client.setNoDelay(true);
    client.pipe(upstream);
    const split = new Transform({
      readableHighWaterMark: 1,
      transform(chunk: Buffer, _encoding, done) {
        for (const byte of chunk) this.push(Buffer.from([byte]));
        done();
      },
    });
    upstream.pipe(split).pipe(client);
  });

/** Lets one flight of the server pass and resets at the client's next. */
const cutServer = () =>
  proxiedServer({ maxVersion: 'TLSv1.2' }, (client, upstream) => {
    upstream.pipe(client);
    client.once('data', (hello: Buffer) => {
      upstream.write(hello);
      client.once('data', () => client.resetAndDestroy());
    });
  });

async function stapledServer(options: TlsOptions): Promise<number> {
  const server = createTlsServer({ key: leaf.key, cert: chainPem(leaf, intermediate), ...options });
  server.on('OCSPRequest', (_certificate, _issuer, callback: (error: null, response: Buffer) => void) =>
    callback(null, Buffer.from('status')),
  );
  return listen(server);
}

describe('startTls', () => {
  it('tells the missing intermediate', async () => {
    const { upgrade } = await handshake(await serverOf([leaf]));
    expect([upgrade.ok, upgrade.session.trust?.bundled]).toEqual([
      true,
      { trusted: false, reason: 'issuer_missing', name: 'CN=Intermediate' },
    ]);
  });

  it('accepts expired and self-signed certificates as facts', async () => {
    const expired = await createExpiredLeaf({ authority: intermediate, names: ['a.test'] });
    const own = await createLeaf({ names: ['a.test'] });
    const first = await handshake(
      await startTlsServer({ key: expired.key, cert: chainPem(expired, intermediate) }),
    );
    const second = await handshake(await startTlsServer({ key: own.key, cert: own.cert }));
    expect([first.upgrade.ok, first.upgrade.session.trust?.bundled.reason]).toEqual([true, 'trusted']);
    expect(Date.parse(first.upgrade.session.chain[0]?.notAfter ?? '')).toBeLessThan(Date.now());
    expect([second.upgrade.ok, second.upgrade.session.trust?.bundled.reason]).toEqual([
      true,
      'self_signed_leaf',
    ]);
  });

  it('sends the name, none when told so, and none for an address', async () => {
    const seen: (string | false | null)[] = [];
    const port = await startTlsServer({ key: leaf.key, cert: leaf.cert }, (socket) =>
      seen.push((socket as TLSSocket & { servername: string | false }).servername),
    );
    const sent: (string | null)[] = [];
    for (const serverName of ['a.test', 'a.test.', null, '192.0.2.7'])
      sent.push((await handshake(port, { serverName })).upgrade.session.serverName);
    await expect.poll(() => seen).toEqual(['a.test', 'a.test', false, false]);
    expect(sent).toEqual(['a.test', 'a.test', null, null]);
  });

  it('negotiates ALPN when asked', async () => {
    const port = await serverOf([leaf], { ALPNProtocols: ['h2', 'http/1.1'] });
    expect((await handshake(port, { alpn: ['http/1.1'] })).upgrade.session.alpn).toBe('http/1.1');
    expect((await handshake(port)).upgrade.session.alpn).toBeUndefined();
  });

  it('hands over a socket that works and ends with the given one', async () => {
    const port = await startTlsServer({ key: leaf.key, cert: leaf.cert }, (socket) => socket.pipe(socket));
    const { upgrade, socket } = await handshake(port);
    if (!upgrade.ok) throw new Error('no handshake');
    const big = Buffer.alloc(200_000, 'x');
    upgrade.socket.write(big);
    let size = 0;
    await new Promise<void>((resolve) =>
      upgrade.socket.on('data', (chunk: Buffer) => (size += chunk.length) === big.length && resolve()),
    );
    const closed = new Promise((resolve) => socket.once('close', resolve));
    upgrade.socket.destroy();
    await closed;
    expect([size, socket.destroyed]).toEqual([big.length, true]);
  });

  it('follows when the given socket is destroyed', async () => {
    const { upgrade, socket } = await handshake(await serverOf([leaf]));
    if (!upgrade.ok) throw new Error('no handshake');
    const closed = new Promise((resolve) => upgrade.socket.once('close', resolve));
    socket.destroy();
    await closed;
    expect(upgrade.socket.destroyed).toBe(true);
  });
});

describe('startTls, failures', () => {
  const plain = (answer: (socket: Socket) => void) =>
    startTcpServer((socket) => socket.once('data', () => answer(socket)));
  const alert = (...bytes: number[]) =>
    plain((socket) => void socket.write(Buffer.from([21, 3, 3, 0, 2, ...bytes])));

  it.each<readonly [string, () => Promise<number>, string, string]>([
    [
      'an SMTP banner',
      () => plain((socket) => void socket.write('220 mx.test ESMTP\r\n')),
      'tls_not_spoken',
      '220 mx.test ESMTP',
    ],
    [
      'a web page',
      () => plain((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'tls_not_spoken',
      'HTTP/1.1 400 Bad Request',
    ],
    ['an alert', () => alert(2, 40), 'tls_alert', 'handshake_failure'],
    ['an alert about the name', () => alert(2, 112), 'tls_alert', 'unrecognized_name'],
    ['a short text', () => plain((socket) => void socket.write('no')), 'tls_not_spoken', 'no'],
    ['an unknown alert', () => alert(2, 200), 'tls_alert', 'alert_200'],
    ['an end', () => plain((socket) => socket.end()), 'connection_closed', 'EOF'],
    ['a reset', () => plain((socket) => void socket.resetAndDestroy()), 'connection_reset', 'ECONNRESET'],
    [
      'an end in the middle of a record',
      () => plain((socket) => socket.end(Buffer.from([22, 3, 3, 1, 0, 2]))),
      'connection_closed',
      'EOF',
    ],
    [
      'nonsense in a record',
      () => plain((socket) => void socket.write(Buffer.from([22, 3, 3, 0, 4, 99, 0, 0, 0]))),
      'tls_failed',
      'ERR_SSL_UNEXPECTED_MESSAGE',
    ],
    [
      'a server that knows only our unknowns',
      () => startTlsServer({ key: leaf.key, cert: leaf.cert, ALPNProtocols: ['x'] }),
      'tls_alert',
      'no_application_protocol',
    ],
  ])('%s', async (_name, server, code, detail) => {
    const { upgrade, socket } = await handshake(await server(), { alpn: ['http/1.1'] });
    expect(upgrade).toMatchObject({
      ok: false,
      failure: { code, operation: 'tls_handshake', detail },
      session: { chain: [] },
    });
    expect(socket.destroyed).toBe(true);
  });

  it('keeps the certificates that came before the failure', async () => {
    // The server's flight of TLS 1.2 comes in clear; after it the connection breaks.
    const port = await cutServer();
    const { upgrade } = await handshake(port);
    expect([
      upgrade.ok,
      upgrade.session.protocolVersion,
      upgrade.session.chainSource,
      names(upgrade),
    ]).toEqual([false, 'TLSv1.2', 'wire', ['a.test', 'Intermediate']]);
  });

  it('tells deadline and cancel apart, also before the start', async () => {
    const silent = await startTcpServer(() => undefined);
    const controller = new AbortController();
    const running = handshake(silent, { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    const codes = [
      await handshake(silent, { signal: AbortSignal.timeout(30) }),
      await running,
      await handshake(silent, { signal: AbortSignal.abort() }),
    ];
    expect(codes.map(({ upgrade }) => (upgrade.ok ? 'ok' : upgrade.failure.code))).toEqual([
      'timed_out',
      'aborted',
      'aborted',
    ]);
    expect(codes.every(({ socket }) => socket.destroyed)).toBe(true);
  });
});
