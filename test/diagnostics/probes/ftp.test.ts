import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ftpData } from '../../../diagnostics/model/observations/dialogues.ts';
import { parseEpsv, parsePasv } from '../../../diagnostics/probes/ftp-replies.ts';
import { ftpProbe } from '../../../diagnostics/probes/ftp.ts';
import type { ProbeContext } from '../../../diagnostics/probes/probe.ts';
import type { InputOf } from '../../../diagnostics/model/observation.ts';
import { createAuthority, createExpiredLeaf, createLeaf, type Issued } from '../../support/certificates.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';
import {
  answer,
  expectLine,
  hold,
  scriptedServer,
  send,
  startServerTls,
  type ScriptStep,
  type ScriptedServer,
  type ServerIdentity,
} from '../../support/scripted-server.ts';

let identity: Issued;
let authority: Issued;
let server: ScriptedServer | undefined;
const dataServers: (() => void)[] = [];
beforeAll(async () => {
  authority = await createAuthority({ name: 'Root' });
  identity = await createLeaf({ names: ['server.test'], authority });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  for (const close of dataServers.splice(0)) close();
});

/** A data port that really listens, with the number of connections it got. */
async function dataPort(host = '127.0.0.1') {
  const seen = { port: 0, connections: 0 };
  const listener = createServer((socket) => {
    seen.connections += 1;
    socket.on('error', () => {});
  }).listen(0, host);
  await once(listener, 'listening');
  seen.port = (listener.address() as AddressInfo).port;
  dataServers.push(() => listener.close());
  return seen;
}

interface Options {
  readonly input?: Partial<InputOf<'ftp'>>;
  readonly context?: Partial<ProbeContext>;
  readonly host?: string;
  readonly deadlineMs?: number;
}

async function probe(
  steps: readonly ScriptStep[],
  { input, context, host, deadlineMs = 3_000 }: Options = {},
) {
  server = await scriptedServer(steps, host);
  const asked = { security: 'plain', serverName: 'server.test', login: 'none', ...input } as const;
  const job = loopbackJob({
    kind: 'ftp',
    port: server.port,
    input: asked,
    deadlineMs,
    ...(host ? { address: host } : {}),
  });
  const result = await ftpProbe.run(job, loopbackContext(context));
  ftpData.parse(result.data);
  return result;
}

const greeting = send('220-Welcome\r\nany text at all\r\n220 ready\r\n');
const feat = answer(/^FEAT$/, '211-Features:\r\n AUTH TLS\r\n EPSV\r\n211 End\r\n');
const quit = answer(/^QUIT$/, '221 bye\r\n');
const pasvText = (address: string, port: number) =>
  `227 Entering Passive Mode (${address.replaceAll('.', ',')},${port >> 8},${port & 255}).\r\n`;
const wantsLogin = answer(/^PASV$/, '530 Please login with USER and PASS.\r\n');

test('PASV with a private address: reported, and only the control peer is dialled', async () => {
  const data = await dataPort();
  const result = await probe([
    greeting,
    feat,
    answer(/^PASV$/, pasvText('10.1.2.3', data.port)),
    answer(/^EPSV$/, `229 Extended (|||${data.port}|)\r\n`),
    quit,
  ]);
  expect(result.failure).toBeUndefined();
  expect(result.data).toMatchObject({
    features: ['AUTH TLS', 'EPSV'],
    login: 'not_tried',
    upgrade: 'not_tried',
  });
  expect(result.data.passive).toEqual([
    expect.objectContaining({
      command: 'PASV',
      advertisedAddress: '10.1.2.3',
      port: data.port,
      dialledAddress: '127.0.0.1',
      connectMs: expect.any(Number) as number,
    }),
    {
      command: 'EPSV',
      reply: expect.stringContaining('229') as string,
      port: data.port,
      dialledAddress: '127.0.0.1',
      connectMs: expect.any(Number) as number,
    },
  ]);
  expect(data.connections).toBe(2);
});

test('a closed data port is a failure of that try, not of the dialogue', async () => {
  const gone = await scriptedServer([]);
  await gone.close();
  const { data, failure } = await probe([
    greeting,
    feat,
    answer(/^PASV$/, pasvText('127.0.0.1', gone.port)),
    answer(/^EPSV$/, '500 unknown\r\n'),
    quit,
  ]);
  expect(failure).toBeUndefined();
  expect(data.passive).toMatchObject([
    { command: 'PASV', failure: { code: 'connection_refused', operation: 'data_connect' } },
    { command: 'EPSV', reply: '500 unknown', failure: { code: 'rejected', operation: 'exchange' } },
  ]);
});

test('silent data ports cost their own bound only, and three of them are dialled', async () => {
  const network = loopbackContext().network;
  const dial = (options: Parameters<typeof network.dial>[0]) =>
    options.port === 50_000
      ? new Promise<never>((_resolve, reject) =>
          options.signal.addEventListener('abort', () => reject(options.signal.reason as Error)),
        )
      : network.dial(options);
  const { data, failure } = await probe(
    [
      greeting,
      feat,
      answer(/^PASV$/, pasvText('127.0.0.1', 50_000)),
      answer(/^EPSV$/, '229 (|||50000|)\r\n'),
      // one more, since two may be bad luck
      answer(/^EPSV$/, '229 (|||50000|)\r\n'),
      quit,
    ],
    { deadlineMs: 900, context: { network: { ...network, dial } } },
  );
  expect(failure).toBeUndefined();
  expect(data.passive.map((each) => each.failure?.code)).toEqual(['timed_out', 'timed_out', 'timed_out']);
});

test.each(['227 Entering Passive Mode', '227 (1,2,3,4,5)', '227 (300,2,3,4,5,6)', '227 (1,2,3,4,0,0)'])(
  'malformed answer %j',
  async (reply) => {
    const { data } = await probe([
      greeting,
      feat,
      answer(/^PASV$/, `${reply}\r\n`),
      answer(/^EPSV$/, '229 (|||70000|)\r\n'),
      quit,
    ]);
    expect(data.passive.map((each) => each.failure?.code)).toEqual([
      'protocol_violation',
      'protocol_violation',
    ]);
    expect(data.passive.every((each) => each.dialledAddress === undefined)).toBe(true);
  },
);

test('over IPv6 only EPSV is asked', async () => {
  const data = await dataPort('::1');
  const result = await probe([greeting, feat, answer(/^EPSV$/, `229 ok (|||${data.port}|)\r\n`), quit], {
    host: '::1',
  });
  expect(result.data.passive).toMatchObject([
    { command: 'EPSV', dialledAddress: '::1', connectMs: expect.any(Number) as number },
  ]);
});

test('a server that wants a login first: nothing passive, no failure', async () => {
  const { data, failure } = await probe([greeting, feat, wantsLogin, quit]);
  expect(failure).toBeUndefined();
  expect(data.passive).toEqual([]);
  expect(server?.received.at(-1)).toBe('QUIT');
});

test('explicit TLS: features again, PBSZ, PROT, then the rest', async () => {
  const { data, failure } = await probe(
    [
      greeting,
      feat,
      answer(/^AUTH TLS$/, '234 go\r\n'),
      startServerTls(identity),
      answer(/^FEAT$/, '211-x\r\n MLSD\r\n211 End\r\n'),
      answer(/^PBSZ 0$/, '200 ok\r\n'),
      answer(/^PROT P$/, '200 ok\r\n'),
      wantsLogin,
      quit,
    ],
    { input: { security: 'starttls' } },
  );
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({
    upgrade: 'done',
    features: ['MLSD'],
    tls: { chain: [{ dnsNames: ['server.test'] }] },
  });
});

test('implicit TLS', async () => {
  const { data, failure } = await probe(
    [
      startServerTls(identity),
      greeting,
      feat,
      answer(/^PBSZ 0$/, '200 ok\r\n'),
      answer(/^PROT P$/, '534 no\r\n'),
      wantsLogin,
      quit,
    ],
    { input: { security: 'implicit' } },
  );
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({ upgrade: 'not_tried', tls: { serverName: 'server.test' } });
});

test('AUTH TLS unknown, refused, injected into', async () => {
  const input = { security: 'starttls' } as const;
  const unknown = await probe(
    [greeting, answer(/^FEAT$/, '500 what\r\n'), answer(/^AUTH/, '502 not here\r\n'), quit],
    { input },
  );
  expect(unknown.failure).toMatchObject({ code: 'starttls_missing', detail: '502 not here' });
  expect(unknown.data).toMatchObject({ upgrade: 'not_offered' });
  await server?.close();
  const refused = await probe([greeting, feat, answer(/^AUTH/, '534 policy\r\n'), quit], { input });
  expect(refused.failure).toMatchObject({ code: 'starttls_refused' });
  await server?.close();
  const injected = await probe(
    [
      greeting,
      feat,
      answer(/^AUTH/, '234 go\r\n230 you are root\r\n'),
      startServerTls(identity),
      feat,
      answer(/^PBSZ/, '200\r\n'),
      answer(/^PROT/, '200\r\n'),
      wantsLogin,
      quit,
    ],
    { input },
  );
  expect(injected.failure).toMatchObject({ code: 'protocol_violation', operation: 'starttls' });
  expect(injected.data.upgrade).toBe('done');
});

test('anonymous login refused is a fact', async () => {
  const { data, failure } = await probe(
    [
      greeting,
      feat,
      answer(/^USER anonymous$/, '331 mail?\r\n'),
      answer(/^PASS faultline@invalid$/, '530 no\r\n'),
      wantsLogin,
      quit,
    ],
    { input: { login: 'anonymous' } },
  );
  expect(failure).toBeUndefined();
  expect(data).toMatchObject({ login: 'refused', loginReply: '530 no' });
});

/** Up to an encrypted control connection. */
const encrypted = (served: ServerIdentity): readonly ScriptStep[] => [
  greeting,
  feat,
  answer(/^AUTH TLS$/, '234 go\r\n'),
  startServerTls(served),
  feat,
  answer(/^PBSZ 0$/, '200 ok\r\n'),
  answer(/^PROT P$/, '200 ok\r\n'),
];
const credentials = new Map([['ftp', { user: 'web4711', password: 's3cret/pa.ss' }]] as const);
const given = (partial: Options = {}): Options => ({
  ...partial,
  input: { security: 'starttls', login: 'given', ...partial.input },
  context: { credentials, bundledRoots: [authority.cert], ...partial.context },
});
const acceptsLogin = [
  answer(/^USER web4711$/, '331 Password for web4711?\r\n'),
  answer(/^PASS s3cret\/pa\.ss$/, '230 web4711 logged in\r\n'),
];

test('a given login is tried once, and neither name nor password is kept', async () => {
  const data = await dataPort();
  const accepted = await probe(
    [
      ...encrypted(identity),
      ...acceptsLogin,
      answer(/^PASV$/, pasvText('127.0.0.1', data.port)),
      answer(/^EPSV$/, `229 (|||${data.port}|)\r\n`),
      quit,
    ],
    given(),
  );
  expect(accepted.failure).toBeUndefined();
  expect(accepted.data).toMatchObject({ login: 'accepted', loginReply: '230 *** logged in' });
  expect(JSON.stringify(accepted)).not.toMatch(/web4711|s3cret/);
  await server?.close();
  const refused = await probe(
    [
      ...encrypted(identity),
      answer(/^USER/, '331 ?\r\n'),
      answer(/^PASS/, '530 web4711: wrong s3cret/pa.ss\r\n'),
      quit,
    ],
    given(),
  );
  expect(refused.failure).toEqual({
    code: 'rejected',
    operation: 'authenticate',
    detail: '530 ***: wrong ***',
  });
  expect(refused.data.login).toBe('refused');
  expect(JSON.stringify(refused)).not.toMatch(/web4711|s3cret/);
});

describe('a given login is held back', () => {
  const asked = async (steps: readonly ScriptStep[], partial: Options = {}) => {
    const { data } = await probe([...steps, wantsLogin, quit], given(partial));
    expect(server?.received.join()).not.toMatch(/USER|PASS /);
    expect(data.login).toBe('not_tried');
    return data.withheld;
  };

  test('without TLS', async () => {
    expect(await asked([greeting, feat], { input: { security: 'plain' } })).toBe('no_tls');
    await server?.close();
    expect(await asked([greeting, feat, answer(/^AUTH TLS$/, '502 no\r\n')])).toBe('no_tls');
  });

  test('when nobody vouches for the certificate', async () => {
    expect(await asked(encrypted(identity), { context: { bundledRoots: [] } })).toBe('untrusted');
  });

  test('when the certificate is for another name', async () => {
    const other = await createLeaf({ names: ['other.test'], authority });
    expect(await asked(encrypted(other))).toBe('wrong_name');
  });

  test('when the certificate has expired', async () => {
    const old = await createExpiredLeaf({ names: ['server.test'], authority });
    expect(await asked(encrypted(old))).toBe('not_valid_now');
  });
});

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
    dataServers.push(() => listener.close());
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
    dataServers.push(() => listener.close());
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

test('without TLS an anonymous login goes on: it holds no secret', async () => {
  const data = await dataPort();
  const { data: seen, failure } = await probe(
    [
      greeting,
      feat,
      answer(/^AUTH TLS$/, '500 unknown\r\n'),
      answer(/^USER anonymous$/, '331 mail?\r\n'),
      answer(/^PASS faultline@invalid$/, '230 in\r\n'),
      answer(/^PASV$/, pasvText('10.1.2.3', data.port)),
      answer(/^EPSV$/, `229 (|||${data.port}|)\r\n`),
      quit,
    ],
    { input: { security: 'starttls', login: 'anonymous' } },
  );
  expect(failure).toMatchObject({ code: 'starttls_refused', operation: 'starttls' });
  expect(seen).toMatchObject({ upgrade: 'refused', login: 'accepted' });
  expect(seen.passive[0]).toMatchObject({ advertisedAddress: '10.1.2.3' });
});

test('a name alone is sent without a password', async () => {
  for (const [reply, code] of [
    ['331 password?', undefined],
    ['530 Non-anonymous sessions must use encryption.', 'rejected'],
  ] as const) {
    await server?.close();
    const { data, failure } = await probe([greeting, feat, answer(/^USER web4711$/, `${reply}\r\n`), quit], {
      input: { login: 'name_only', user: 'web4711' },
    });
    expect(data).toMatchObject({ login: 'not_tried', loginReply: reply, passive: [] });
    expect(failure?.code).toBe(code);
    expect(JSON.stringify(data)).not.toContain('web4711');
    expect(server?.received.at(-1)).toBe('QUIT');
  }
});

test('a line break in a credential is never sent', async () => {
  const broken = new Map([['ftp', { user: 'a\r\nDELE x', password: 'p' }]] as const);
  const { failure } = await probe([greeting, feat, quit], {
    input: { login: 'given' },
    context: { credentials: broken },
  });
  expect(failure).toMatchObject({ operation: 'authenticate' });
  expect(server?.received.join()).not.toContain('DELE');
});

test('greetings: 120 first, 421, 530, garbage, too large', async () => {
  const late = await probe([send('120 soon\r\n220 ready\r\n'), feat, wantsLogin, quit]);
  expect(late.failure).toBeUndefined();
  expect(late.data.greeting).toBe('120 soon\n220 ready');
  for (const [text, code] of [
    ['421 too many\r\n', 'rejected'],
    ['530 banned\r\n', 'rejected'],
    ['HTTP/1.1 400 Bad\r\n', 'protocol_violation'],
    [`220-${'x\r\n'.repeat(300)}`, 'reply_too_large'],
    ['x'.repeat(4_000), 'reply_too_large'],
  ] as const) {
    await server?.close();
    expect(
      (await probe([send(text), hold], { context: { signal: AbortSignal.timeout(500) } })).failure,
    ).toMatchObject({ code, operation: 'greet' });
  }
});

test.each([
  ['greet', []],
  ['negotiate', [greeting, expectLine(/FEAT/)]],
  ['starttls', [greeting, feat, expectLine(/AUTH/)]],
] as const)('end of file in %s', async (operation, steps) => {
  expect((await probe(steps, { input: { security: 'starttls' } })).failure).toMatchObject({
    code: 'connection_closed',
    operation,
  });
});

test.each([
  ['greet', [hold]],
  ['negotiate', [greeting, hold]],
  ['authenticate', [greeting, feat, hold]],
  ['exchange', [greeting, feat, answer(/^USER/, '230 in\r\n'), hold]],
] as const)('a deadline in %s', async (operation, steps) => {
  const options = { input: { login: 'anonymous' }, context: { signal: AbortSignal.timeout(250) } } as const;
  expect((await probe(steps, options)).failure).toMatchObject({ code: 'timed_out', operation });
});

test('cancelled before it began', async () => {
  const input = { security: 'plain', serverName: null, login: 'none' } as const;
  const result = await ftpProbe.run(
    loopbackJob({ kind: 'ftp', port: 9, input }),
    loopbackContext({ signal: AbortSignal.abort() }),
  );
  expect(result.failure).toMatchObject({ code: 'aborted', operation: 'connect' });
});

test('the forms of PASV and EPSV in the field', () => {
  expect(parsePasv('227 Entering Passive Mode (192,0,2,1,195,80).')).toEqual({
    address: '192.0.2.1',
    port: 50_000,
  });
  expect(parsePasv('227 Entering Passive Mode 192,0,2,1,195,80')).toEqual({
    address: '192.0.2.1',
    port: 50_000,
  });
  expect(parsePasv('227 =192, 0, 2, 1, 0, 21')).toEqual({ address: '192.0.2.1', port: 21 });
  expect(parseEpsv('229 Entering Extended Passive Mode (|||6446|)')).toEqual({ port: 6446 });
  expect(parseEpsv('229 ok (!!!6446!)')).toEqual({ port: 6446 });
  expect(parseEpsv('229 ok (|1|10.0.0.1|6446|)')).toBeNull();
});
