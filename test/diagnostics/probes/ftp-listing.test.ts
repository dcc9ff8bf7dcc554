import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { describe, expect, test } from 'vitest';
import {
  acceptsLogin,
  closeAfterwards,
  encrypted,
  ftpIdentities,
  givenLogin,
  pasvText,
  probe,
  quit,
} from '../../support/ftp-factories.ts';
import { answer, hold } from '../../support/scripted-server.ts';

const { authority, identity } = await ftpIdentities();
const given = givenLogin(authority);

describe('listings over TLS', () => {
  /** A data port that speaks TLS and hands out a list; sessions of its context can be resumed. */
  async function tlsDataPort(context: SecureContext, isServed: (isReused: boolean) => boolean = () => true) {
    const seen = { port: 0, reused: [] as boolean[] };
    const listener = createServer((socket) => {
      socket.on('error', () => {});
      const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
      secure.on('error', () => {});
      secure.once('secure', () => {
        seen.reused.push(secure.isSessionReused());
        secure.end(isServed(secure.isSessionReused()) ? '-rw-r--r-- secret-file.txt\r\n' : '');
      });
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    seen.port = (listener.address() as AddressInfo).port;
    closeAfterwards(() => listener.close());
    return seen;
  }
  const served = () => {
    const secureContext = createSecureContext({ key: identity.key, cert: identity.cert });
    return { identity: { ...identity, secureContext }, secureContext };
  };

  test('with the session of the login, and without; what is listed is not kept', async () => {
    const { identity: own, secureContext } = served();
    const data = await tlsDataPort(secureContext);
    const { data: seen, failure } = await probe(
      [
        ...encrypted(own),
        ...acceptsLogin,
        answer(/^PASV$/, pasvText('127.0.0.1', data.port)),
        answer(/^LIST$/, '150 here\r\n226 done\r\n'),
        answer(/^EPSV$/, `229 (|||${data.port}|)\r\n`),
        answer(/^LIST$/, '150 here\r\n226 done\r\n'),
        quit,
      ],
      given({ input: { lists: true } }),
    );
    expect(failure).toBeUndefined();
    expect(data.reused).toEqual([true, false]);
    expect(seen.passive.map(({ listing }) => listing)).toEqual([
      expect.objectContaining({
        handshake: 'resumed',
        isReused: true,
        bytes: 28,
        reply: '150 here\n226 done',
      }),
      expect.objectContaining({ handshake: 'full', isReused: false, bytes: 28, reply: '150 here\n226 done' }),
    ]);
    expect(JSON.stringify(seen)).not.toContain('secret-file');
  });

  test('a server that wants the session says so and may hang up', async () => {
    const { identity: own, secureContext } = served();
    const data = await tlsDataPort(secureContext, (isReused) => isReused);
    const { data: seen, failure } = await probe(
      [
        ...encrypted(own),
        ...acceptsLogin,
        answer(/^PASV$/, pasvText('127.0.0.1', data.port)),
        answer(/^LIST$/, '150 here\r\n226 done\r\n'),
        answer(/^EPSV$/, `229 (|||${data.port}|)\r\n`),
        answer(/^LIST$/, '150 here\r\n522 SSL connection failed: session reuse required\r\n'),
      ],
      given({ input: { lists: true } }),
    );
    expect(failure).toBeUndefined();
    expect(seen.passive[1]?.listing).toMatchObject({
      handshake: 'full',
      failure: { code: 'rejected', operation: 'exchange' },
    });
  });

  test('a reset of the data connection is told, and a server that waits on costs its bound only', async () => {
    const listener = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.resetAndDestroy());
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    closeAfterwards(() => listener.close());
    const { port } = listener.address() as AddressInfo;
    const { data: seen, failure } = await probe(
      [
        ...encrypted(identity),
        ...acceptsLogin,
        answer(/^PASV$/, pasvText('127.0.0.1', port)),
        answer(/^LIST$/, '150 here\r\n'),
        hold,
      ],
      given({ input: { lists: true }, deadlineMs: 9_000, context: { signal: AbortSignal.timeout(9_000) } }),
    );
    expect(failure).toBeUndefined();
    expect(seen.passive).toHaveLength(1);
    expect(seen.passive[0]?.listing).toMatchObject({
      handshake: 'resumed',
      bytes: 0,
      failure: { code: 'connection_reset', operation: 'tls_handshake' },
    });
  }, 10_000);
});
