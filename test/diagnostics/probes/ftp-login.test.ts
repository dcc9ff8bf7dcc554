import { describe, expect, test } from 'vitest';
import { createExpiredLeaf, createLeaf } from '../../support/certificates.ts';
import {
  acceptsLogin,
  closeServer,
  dataPort,
  encrypted,
  feat,
  ftpIdentities,
  givenLogin,
  greeting,
  pasvText,
  probe,
  quit,
  received,
  type FtpOptions,
  wantsLogin,
} from '../../support/ftp-factories.ts';
import { answer, type ScriptStep } from '../../support/scripted-server.ts';

const { authority, identity } = await ftpIdentities();
const given = givenLogin(authority);

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
  await closeServer();
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
  const asked = async (steps: readonly ScriptStep[], partial: FtpOptions = {}) => {
    const { data } = await probe([...steps, wantsLogin, quit], given(partial));
    expect(received().join()).not.toMatch(/USER|PASS /);
    expect(data.login).toBe('not_tried');
    return data.withheld;
  };

  test('without TLS', async () => {
    expect(await asked([greeting, feat], { input: { security: 'plain' } })).toBe('no_tls');
    await closeServer();
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
    await closeServer();
    const { data, failure } = await probe([greeting, feat, answer(/^USER web4711$/, `${reply}\r\n`), quit], {
      input: { login: 'name_only', user: 'web4711' },
    });
    expect(data).toMatchObject({ login: 'not_tried', loginReply: reply, passive: [] });
    expect(failure?.code).toBe(code);
    expect(JSON.stringify(data)).not.toContain('web4711');
    expect(received().at(-1)).toBe('QUIT');
  }
});

test('a line break in a credential is never sent', async () => {
  const broken = new Map([['ftp', { user: 'a\r\nDELE x', password: 'p' }]] as const);
  const { failure } = await probe([greeting, feat, quit], {
    input: { login: 'given' },
    context: { credentials: broken },
  });
  expect(failure).toMatchObject({ operation: 'authenticate' });
  expect(received().join()).not.toContain('DELE');
});
