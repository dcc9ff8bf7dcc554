import { describe, expect, it } from 'vitest';
import { misorderedCertificateChain } from '../../../../diagnostics/checks/tls/misordered-certificate-chain.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aCertificate, aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('misordered-certificate-chain', () => {
  it.each([
    ['passes when each certificate certifies the one before', [aSecurePage()], ['passed example.test:443']],
    [
      'fails when the order is broken',
      [
        aSecurePage(
          aSession(
            {},
            {
              chain: [
                aCertificate(),
                aCertificate({ subject: 'CN=Good Root' }),
                aCertificate({ subject: 'CN=Good CA' }),
              ],
            },
          ),
        ),
      ],
      ['failed example.test:443'],
    ],
    [
      'speaks softer of a certificate that nobody needs',
      [
        aSecurePage(
          aSession(
            {},
            {
              chain: [
                aCertificate(),
                aCertificate({ subject: 'CN=Bridge', issuer: 'CN=Old Root' }),
                aCertificate({ subject: 'CN=Good CA', issuer: 'CN=Good Root' }),
              ],
            },
          ),
        ),
      ],
      ['failed.extra example.test:443'],
    ],
    [
      'does not apply to one certificate alone',
      [aSecurePage(aSession({}, { chain: [aCertificate()] }))],
      ['inapplicable example.test:443'],
    ],
    [
      'does not apply when the library may have sorted them',
      [aSecurePage(aSession({}, { chainSource: 'library' }))],
      ['inapplicable example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(misorderedCertificateChain, observations)).toEqual(expected);
  });
});
