import { expect, test } from 'vitest';
import {
  closeServer,
  feat,
  ftpIdentities,
  greeting,
  probe,
  quit,
  wantsLogin,
} from '../../support/ftp-factories.ts';
import { answer, startServerTls } from '../../support/scripted-server.ts';

const { identity } = await ftpIdentities();

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
  await closeServer();
  const refused = await probe([greeting, feat, answer(/^AUTH/, '534 policy\r\n'), quit], { input });
  expect(refused.failure).toMatchObject({ code: 'starttls_refused' });
  await closeServer();
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
