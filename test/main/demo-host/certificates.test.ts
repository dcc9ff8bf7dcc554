import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issueCertificate, makeAuthority } from '../../../main/demo-host/certificates.ts';

describe('certificates', () => {
  it('builds a chain that node accepts, with names and addresses', async () => {
    const root = await makeAuthority({ name: 'Root' });
    const intermediate = await makeAuthority({ name: 'Intermediate', issuer: root });
    const issued = await issueCertificate({
      names: ['a.test', '*.b.test', '192.0.2.1', '2001:db8::1'],
      issuer: intermediate,
    });
    const [leaf, middle, top] = [issued, intermediate, root].map(
      ({ certificatePem }) => new X509Certificate(certificatePem),
    );
    expect([
      leaf?.verify(middle!.publicKey),
      middle?.verify(top!.publicKey),
      top?.verify(top.publicKey),
    ]).toEqual([true, true, true]);
    expect([leaf?.checkIssued(middle!), leaf?.ca, middle?.ca]).toEqual([true, false, true]);
    expect([leaf?.checkHost('x.b.test'), leaf?.checkIP('2001:db8::1'), leaf?.checkHost('c.test')]).toEqual([
      '*.b.test',
      '2001:db8::1',
      undefined,
    ]);
    expect(leaf?.checkPrivateKey(createPrivateKey(issued.privateKeyPem))).toBe(true);
  });

  it('keeps the dates and signs itself without an issuer', async () => {
    const notBefore = new Date('2020-01-01T00:00:00Z');
    const notAfter = new Date('2055-01-01T00:00:00Z');
    const { certificatePem } = await issueCertificate({
      names: ['a.test'],
      issuer: null,
      notBefore,
      notAfter,
    });
    const certificate = new X509Certificate(certificatePem);
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([notBefore, notAfter]);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });
});
