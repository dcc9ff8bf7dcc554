import { describe, expect, it } from 'vitest';
import { overlongCertificateLifetime } from '../../../../diagnostics/checks/tls/overlong-certificate-lifetime.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('overlong-certificate-lifetime', () => {
  it.each([
    ['passes within the limit of its date of issue', [aSecurePage()], ['passed example.test:443']],
    [
      'passes for 398 days issued before the limit of March 2026',
      [
        aSecurePage(
          aSession({ notBefore: '2026-03-01T00:00:00.000Z', notAfter: '2027-04-03T00:00:00.000Z' }),
        ),
      ],
      ['passed example.test:443'],
    ],
    [
      'fails for 398 days issued under that limit',
      [
        aSecurePage(
          aSession({ notBefore: '2026-03-15T00:00:00.000Z', notAfter: '2027-04-17T00:00:00.000Z' }),
        ),
      ],
      ['failed example.test:443'],
    ],
    [
      'does not apply to certificates older than any limit',
      [aSecurePage(aSession({ notBefore: '2019-01-01T00:00:00.000Z' }))],
      ['inapplicable example.test:443'],
    ],
    [
      'does not apply to authorities that are not public',
      [aSecurePage(aSession({ notAfter: '2036-01-01T00:00:00.000Z' }, { trust: undefined }))],
      ['inapplicable example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(overlongCertificateLifetime, observations)).toEqual(expected);
  });
});
