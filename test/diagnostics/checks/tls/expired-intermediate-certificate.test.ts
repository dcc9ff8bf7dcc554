import { describe, expect, it } from 'vitest';
import { expiredIntermediateCertificate } from '../../../../diagnostics/checks/tls/expired-intermediate-certificate.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aCertificate, aSecurePage, aSession } from '../../../support/service-factories.ts';

const above = (notAfter: string, partial: Partial<Certificate> = {}): Certificate =>
  aCertificate({ subject: 'CN=Good CA', issuer: 'CN=Good Root', notAfter, ...partial });
const chain = (...intermediates: readonly Certificate[]) =>
  aSecurePage(aSession({}, { chain: [aCertificate(), ...intermediates] }));
const ended = '2026-02-20T00:00:00.000Z';
const running = '2027-02-20T00:00:00.000Z';

describe('expired-intermediate-certificate', () => {
  it.each([
    ['fails when the one that is used has ended', chain(above(ended)), 'failed'],
    ['passes while it runs', chain(above(running)), 'passed'],
    ['passes when one of two with the same name runs', chain(above(ended), above(running)), 'passed'],
    [
      'passes over a bridge that nobody needs',
      chain(above(running), above(ended, { subject: 'CN=Good Root', issuer: 'CN=Former Root' })),
      'passed',
    ],
    ['does not apply without any', chain(), 'inapplicable'],
  ])('%s', (_, page, expected) => {
    expect(judgeAll(expiredIntermediateCertificate, [page])).toEqual([`${expected} example.test:443`]);
  });
});
