import { describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../../../diagnostics/checks/tls/self-signed-certificate.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('self-signed-certificate', () => {
  it.each([
    ['passes when somebody else signed it', [aSecurePage()], ['passed example.test:443']],
    [
      'fails when it vouches for itself',
      [
        aSecurePage(
          aSession(
            { issuer: 'CN=example.test' },
            {
              trust: {
                bundled: { trusted: false, reason: 'self_signed_leaf', name: 'CN=example.test' },
                system: null,
              },
            },
          ),
        ),
      ],
      ['failed example.test:443'],
    ],
    [
      'stays untested when no chain was built',
      [aSecurePage(aSession({}, { trust: undefined }))],
      ['untested example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(selfSignedCertificate, observations)).toEqual(expected);
  });
});
