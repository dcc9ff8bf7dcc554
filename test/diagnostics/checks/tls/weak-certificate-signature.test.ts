import { describe, expect, it } from 'vitest';
import { weakCertificateSignature } from '../../../../diagnostics/checks/tls/weak-certificate-signature.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aCertificate, aPage, aSecurePage, aSession } from '../../../support/service-factories.ts';

const signedBy = (signatureAlgorithm: string) => aSecurePage(aSession({ signatureAlgorithm }));

describe('weak-certificate-signature', () => {
  it.each([
    ['passes for SHA-256', [signedBy('sha256WithRSAEncryption')], ['passed example.test:443']],
    ['passes for a name that merely resembles SHA-1', [signedBy('sha-16')], ['passed example.test:443']],
    ['fails for SHA-1', [signedBy('sha1WithRSAEncryption')], ['failed example.test:443']],
    ['fails for MD5', [signedBy('md5WithRSAEncryption')], ['failed example.test:443']],
    [
      'fails for an intermediate that is signed with SHA-1',
      [
        aSecurePage(
          aSession(
            {},
            {
              chain: [
                aCertificate(),
                aCertificate({
                  subject: 'CN=CA',
                  issuer: 'CN=Root',
                  signatureAlgorithm: 'sha1WithRSAEncryption',
                }),
              ],
            },
          ),
        ),
      ],
      ['failed.intermediate example.test:443'],
    ],
    ['says nothing where no certificate was seen', [aPage('http://example.test/')], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(weakCertificateSignature, observations)).toEqual(expected);
  });
});
