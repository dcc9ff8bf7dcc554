import { describe, expect, it } from 'vitest';
import { forbiddingCaa } from '../../../../diagnostics/checks/tls/forbidding-caa.ts';
import { fromPublic } from '../../../support/dns-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { aCaa, anEndedPage, renewing } from '../../../support/renewal-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage } from '../../../support/service-factories.ts';

const none = [aCaa('www.example.test'), aCaa('example.test'), fromPublic('test', 'CAA', [])];
const servfail = twice(fromPublic('example.test', 'CAA', { failure: aFailure('dns_servfail', 'exchange') }));

describe('forbidding-caa', () => {
  it.each([
    [
      'fails where only another authority may issue',
      [anEndedPage(), aCaa('example.test', 'digicert.com')],
      'failed',
    ],
    [
      'fails under a condition that may not be met',
      [anEndedPage(), aCaa('example.test', 'letsencrypt.org; accounturi=https://a.test/1')],
      'failed.account',
    ],
    [
      'passes where the authority may issue',
      [anEndedPage(), aCaa('example.test', 'letsencrypt.org')],
      'passed',
    ],
    ['passes without any record', [anEndedPage(), ...none], 'passed'],
    ['cannot tell when the lookup fails', [anEndedPage(), ...servfail], 'cantTell.unanswered'],
    ['is untested before anybody was asked', [anEndedPage()], 'untested'],
    ['does not apply to a sound certificate', [aSecurePage(), aCaa('example.test', ';')], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(forbiddingCaa, observations, { provider: renewing })).toEqual([
      `${expected} example.test`,
    ]);
  });

  it('cannot tell whom the records keep out when no authority is known', () => {
    expect(judgeAll(forbiddingCaa, [anEndedPage(), aCaa('example.test', 'digicert.com')])).toEqual([
      'cantTell example.test',
    ]);
  });
});
