import { describe, expect, it } from 'vitest';
import { soonExpiringCertificate } from '../../../../diagnostics/checks/tls/soon-expiring-certificate.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('soon-expiring-certificate', () => {
  it.each([
    ['passes with two months left', [aSecurePage()], ['passed example.test:443']],
    [
      'fails with a few days left',
      [
        aSecurePage(
          aSession({ notBefore: '2025-12-04T00:00:00.000Z', notAfter: '2026-03-04T12:00:00.000Z' }),
        ),
      ],
      ['failed example.test:443'],
    ],
    [
      'fails with less than two weeks left of a year',
      [
        aSecurePage(
          aSession({ notBefore: '2025-03-12T00:00:00.000Z', notAfter: '2026-03-12T12:00:00.000Z' }),
        ),
      ],
      ['failed example.test:443'],
    ],
    [
      'passes for a certificate of six days with four left',
      [
        aSecurePage(
          aSession({ notBefore: '2026-02-28T12:00:00.000Z', notAfter: '2026-03-06T12:00:00.000Z' }),
        ),
      ],
      ['passed example.test:443'],
    ],
    [
      'does not apply once it has expired',
      [aSecurePage(aSession({ notAfter: '2026-03-01T00:00:00.000Z' }))],
      ['inapplicable example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(soonExpiringCertificate, observations)).toEqual(expected);
  });
});
