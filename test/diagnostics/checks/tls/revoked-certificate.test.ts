import { describe, expect, it } from 'vitest';
import { revokedCertificate } from '../../../../diagnostics/checks/tls/revoked-certificate.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, aSession } from '../../../support/service-factories.ts';

describe('revoked-certificate', () => {
  it.each([
    ['fails when the authority took it back', 'revoked', 'failed'],
    ['passes when the authority stands by it', 'good', 'passed'],
    ['passes when the authority does not know', 'unknown', 'passed'],
  ] as const)('%s', (_, stapledStatus, expected) => {
    expect(judgeAll(revokedCertificate, [aSecurePage(aSession({}, { stapledStatus }))])).toEqual([
      `${expected} example.test:443`,
    ]);
  });

  it('does not apply where the server staples nothing', () => {
    expect(judgeAll(revokedCertificate, [aSecurePage()])).toEqual(['inapplicable example.test:443']);
  });
});
