import { expect, test } from 'vitest';
import { parseEpsv, parsePasv } from '../../../diagnostics/probes/ftp-replies.ts';
import {
  dataPort,
  feat,
  greeting,
  pasvText,
  probe,
  quit,
  received,
  wantsLogin,
} from '../../support/ftp-factories.ts';
import { loopbackContext } from '../../support/probe-harness.ts';
import { answer, scriptedServer } from '../../support/scripted-server.ts';

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
  expect(received().at(-1)).toBe('QUIT');
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
