import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../../diagnostics/report/redact/redactor.ts';
import { isDkimKeyRecord } from '../../../../diagnostics/report/redact/dkim-record.ts';
import { leaksIn, secretSeeds } from '../../../support/secret-seeds.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsa = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const ed25519 = createHash('sha256').update('key').digest('base64');
const NAME = 's1._domainkey.example.test';

/** As it stands in an observation: character strings of at most 255 bytes. */
const record = (text: string, name = NAME) => ({
  name,
  type: 'TXT',
  ttl: 300,
  value: (text.match(/.{1,255}/gsu) ?? []).map((part) => `"${part}"`).join(' '),
  fields: { text },
});

describe('a DKIM key record', () => {
  it.each([
    `v=DKIM1; k=rsa; p=${rsa}`,
    `v=DKIM1; k=rsa; h=sha256:sha1; s=email; t=y:s; p=${rsa};`,
    `p=${rsa}`,
    `v=DKIM1;p=${rsa.slice(0, 100)} ${rsa.slice(100)}`,
    `v=DKIM1; k=ed25519; p=${ed25519}`,
  ])('is public: %s', (text) => {
    expect(isDkimKeyRecord(record(text))).toBe(true);
    const seen = { response: { answers: [record(text)] }, messageBase64: 'AAAA' };
    expect(withoutSecrets(seen)).toEqual(seen);
  });

  it('stays where its second string looks like a login (RFC 4616) alone', () => {
    const modulus = Buffer.alloc(256, 0xc3);
    modulus[170] = 0;
    const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
    const key = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' });
    const text = `v=DKIM1; k=rsa; s=email; p=${key.toString('base64')}`;
    expect(withoutSecrets(record(text))).toEqual(record(text));
    expect(withoutSecrets(record(text, 'example.test')).value).toContain('[removed]');
  });

  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const pkcs1 = privateKey.export({ format: 'der', type: 'pkcs1' }).toString('base64');
  const known = { ...record(`v=DKIM1; p=${rsa}`) };
  it.each([
    ['a note', record(`v=DKIM1; n=password hunter22; p=${rsa}`)],
    ['an unknown tag', record(`v=DKIM1; p=${rsa}; x=hunter22`)],
    ['a tag that stands twice', record(`v=DKIM1; p=${rsa}; p=hunter22`)],
    ['free text in a known tag', record(`v=DKIM1; s=hunter22; p=${rsa}`)],
    ['another version', record(`v=hunter22; p=${rsa}`)],
    ['a private key', record(`v=DKIM1; k=rsa; p=${pkcs8}`)],
    ['a private key of the older form', record(`v=DKIM1; k=rsa; p=${pkcs1}`)],
    [
      'something behind the key',
      record(
        `v=DKIM1; p=${Buffer.concat([Buffer.from(rsa, 'base64'), Buffer.from('hunter22')]).toString('base64')}`,
      ),
    ],
    ['no key at all', record(`v=DKIM1; p=${Buffer.from('hunter22').toString('base64')}`)],
    ['no tags', record('hunter22')],
    ['another name', record(`v=DKIM1; p=${rsa}`, 'example.test')],
    ['another type', { ...known, type: 'CNAME' }],
    ['something beside the strings', { ...known, value: `${known.value} hunter22` }],
    ['other words in the joined text', { ...known, fields: { text: 'hunter22' } }],
    ['another field', { ...known, fields: { ...known.fields, note: 'hunter22' } }],
  ])('is not one with %s', (_story, other) => {
    expect(isDkimKeyRecord(other)).toBe(false);
  });

  it('hides none of the secrets that are looked for everywhere', () => {
    const hiding = secretSeeds.flatMap(({ text }) => [
      record(text),
      record(`v=DKIM1; p=${text}`),
      record(`v=DKIM1; n=${text}; p=${rsa}`),
      record(`v=DKIM1; p=${rsa}; x=${text}`),
      { ...known, fields: { text } },
    ]);
    expect(hiding.filter(isDkimKeyRecord)).toEqual([]);
    const bare = secretSeeds.flatMap(({ text }) => [record(text), { ...known, fields: { text } }]);
    expect(leaksIn(JSON.stringify(withoutSecrets(bare)))).toEqual([]);
  });
});
