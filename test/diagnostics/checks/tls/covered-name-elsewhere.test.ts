import { describe, expect, it } from 'vitest';
import { coveredNameElsewhere } from '../../../../diagnostics/checks/tls/covered-name-elsewhere.ts';
import { addressIn, anEndedPage, renewing } from '../../../support/renewal-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSecurePage, FOUR } from '../../../support/service-factories.ts';

const www = 'www.example.test';

describe('covered-name-elsewhere', () => {
  it.each([
    ['fails when a covered name leads elsewhere', [anEndedPage(), addressIn(www, 'A', '45.0.8.8')], 'failed'],
    [
      'fails when a covered name leads nowhere',
      [anEndedPage(), addressIn(www, 'A'), addressIn(www, 'AAAA')],
      'failed.nowhere',
    ],
    ['passes when all lead to the provider', [anEndedPage(), addressIn(www, 'A', FOUR)], 'passed'],
    [
      'takes one own address of several for enough',
      [anEndedPage(), addressIn(www, 'A', '45.0.8.8', FOUR)],
      'passed',
    ],
    ['leaves names of others out', [anEndedPage(['example.test', 'other.test'])], 'passed'],
    ['is untested before anybody was asked', [anEndedPage()], 'untested'],
    ['does not apply to a sound certificate', [aSecurePage()], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(coveredNameElsewhere, observations, { provider: renewing })).toEqual([
      `${expected} example.test`,
    ]);
  });

  it('does not apply where nobody knows which addresses are the provider’s', () => {
    expect(judgeAll(coveredNameElsewhere, [anEndedPage(), addressIn(www, 'A', '45.0.8.8')])).toEqual([
      'inapplicable example.test',
    ]);
  });
});
