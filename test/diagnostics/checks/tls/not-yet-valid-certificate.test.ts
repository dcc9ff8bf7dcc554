import { describe, expect, it } from 'vitest';
import { notYetValidCertificate } from '../../../../diagnostics/checks/tls/not-yet-valid-certificate.ts';
import { anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('not-yet-valid-certificate', () => {
  it.each([
    ['passes once its time has begun', [aSecurePage()], ['passed example.test:443']],
    [
      'fails before its time',
      [aSecurePage(aSession({ notBefore: '2026-03-04T00:00:00.000Z' }))],
      ['failed example.test:443'],
    ],
    [
      'judges by true time when the clock here is slow',
      [
        aSecurePage(aSession({ notBefore: '2026-03-04T00:00:00.000Z' })),
        anObservation('clock', { data: { offsetMs: 3 * 86_400_000, roundTripMs: 10 } }),
      ],
      ['passed example.test:443'],
    ],
    ['says nothing where no certificate was seen', [aPage('http://example.test/')], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(notYetValidCertificate, observations)).toEqual(expected);
  });
});
