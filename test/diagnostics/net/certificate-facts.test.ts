import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateSchema } from '../../../diagnostics/model/observations/tls.ts';
import { parseAlternativeNames, parseIssuerUrl } from '../../../diagnostics/net/alternative-names.ts';
import { signatureAlgorithmOf } from '../../../diagnostics/net/certificate-der.ts';
import { certificateFacts } from '../../../diagnostics/net/certificate-facts.ts';
import { createAuthority, createLeaf } from '../../support/certificates.ts';

const root = await createAuthority({ name: 'Some, Root "1"' });
const leaf = await createLeaf({
  authority: root,
  names: ['A.test', '*.b.test', 'xn--bcher-kva.test', 'evil.test, DNS:bank.test', 'quo"te.test'],
  ips: ['192.0.2.1', '2001:db8:0:0:0:0:0:1'],
  notBefore: new Date('2026-01-02T03:04:05Z'),
  notAfter: new Date('2049-12-31T23:59:59Z'),
  issuerUrl: 'http://ca.test/issuer.crt',
});

describe('certificateFacts', () => {
  it('gives every fact of the model', () => {
    const { pem, fingerprint256, serialNumber, ...facts } = certificateFacts(leaf.der);
    expect(facts).toEqual({
      subject: 'CN=A.test',
      issuer: 'CN=Some\\, Root \\"1\\"',
      commonName: 'A.test',
      dnsNames: ['a.test', '*.b.test', 'xn--bcher-kva.test', 'evil.test, dns:bank.test', 'quo"te.test'],
      ipAddresses: ['192.0.2.1', '2001:db8::1'],
      notBefore: '2026-01-02T03:04:05.000Z',
      notAfter: '2049-12-31T23:59:59.000Z',
      publicKey: { type: 'ec', bits: 256, curve: 'prime256v1' },
      signatureAlgorithm: 'ecdsaWithSHA256',
      isAuthority: false,
      issuerUrl: 'http://ca.test/issuer.crt',
    });
    const certificate = new X509Certificate(leaf.cert);
    expect([pem, fingerprint256, serialNumber]).toEqual([
      leaf.cert,
      certificate.fingerprint256,
      certificate.serialNumber,
    ]);
    expect(certificateFacts(root.der)).toMatchObject({
      isAuthority: true,
      commonName: 'Some, Root "1"',
      dnsNames: [],
    });
  });

  it('tells a certificate that promises a stapled status', async () => {
    const bound = await createLeaf({ authority: root, names: ['a.test'], mustStaple: true });
    expect(certificateFacts(bound.der).mustStaple).toBe(true);
  });

  it.each([Buffer.alloc(0), Buffer.from('garbage'), Buffer.alloc(100_000, 0x30)])(
    'keeps the evidence of bytes that are no certificate',
    (der) => {
      expect(certificateSchema.safeParse(certificateFacts(der)).success).toBe(true);
    },
  );
});

describe('parseAlternativeNames', () => {
  it.each([
    [undefined, [], []],
    ['', [], []],
    ['DNS:a.test, IP Address:0:0:0:0:0:0:0:1, email:a@b.test, URI:http://x.test/?a:b', ['a.test'], ['::1']],
    ['DNS:"a.test, DNS:b.test", DNS:c.test', ['a.test, dns:b.test', 'c.test'], []],
    ['othername:<unsupported>, DirName:"CN = x\\\\, DNS:y", DNS:c.test', ['c.test'], []],
    ['DNS:"b\\u00fccher.test"', ['bücher.test'], []],
    ['IP Address:<invalid length=3>', [], ['<invalid length=3>']],
  ])('%j', (text, dnsNames, ipAddresses) => {
    expect(parseAlternativeNames(text)).toEqual({ dnsNames, ipAddresses });
  });
});

it('reads a certificate with an empty subject', async () => {
  const nameless = await createLeaf({ authority: root, names: ['n.test'], commonName: '' });
  expect(certificateFacts(nameless.der)).toMatchObject({
    subject: '',
    commonName: null,
    dnsNames: ['n.test'],
  });
});

it('parseIssuerUrl takes caIssuers alone', () => {
  expect(parseIssuerUrl('OCSP - URI:http://o.test\nCA Issuers - URI:http://i.test/a\n')).toBe(
    'http://i.test/a',
  );
  expect(parseIssuerUrl('CA Issuers - URI:"http://i.test/\\nOCSP - URI:x"')).toBe(
    'http://i.test/\nOCSP - URI:x',
  );
  expect(parseIssuerUrl(undefined)).toBeNull();
});

it('signatureAlgorithmOf survives any cut', () => {
  for (let length = 0; length < leaf.der.length; length += 1)
    expect(signatureAlgorithmOf(leaf.der.subarray(0, length))).toBe('');
});
