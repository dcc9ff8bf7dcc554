import { describe, expect, it } from 'vitest';
import { blockedChallengePath } from '../../../../diagnostics/checks/tls/blocked-challenge-path.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { aChallenge, addressIn, anEndedPage, renewing } from '../../../support/renewal-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, FOUR } from '../../../support/service-factories.ts';

const refused = twice(aPage('http://example.test/', { failure: aFailure('connection_refused') }));
const name = addressIn('example.test', 'A', FOUR);

describe('blocked-challenge-path', () => {
  it.each([
    ['fails when port 80 is closed', [...refused], 'failed.closed'],
    ['fails when everybody is turned away', [aChallenge(403)], 'failed.refused'],
    [
      'fails when everybody is led to a sign-in',
      [aChallenge(302, 'http://example.test/login?next=x')],
      'failed.login',
    ],
    ['passes when the token is not found', [aChallenge(404)], 'passed'],
    ['passes when a program answers every address', [aChallenge(200)], 'passed'],
    ['cannot tell when the server fails', [aChallenge(503)], 'cantTell'],
    [
      'cannot tell when the whole site turns everybody away',
      [aChallenge(403), aPage('https://example.test/shop', { data: { status: 403 } })],
      'cantTell',
    ],
    ['is untested before it was tried', [], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(
      judgeAll(blockedChallengePath, [anEndedPage(), name, ...observations], { provider: renewing }),
    ).toEqual([`${expected} example.test`]);
  });

  it('does not apply to a sound certificate', () => {
    expect(
      judgeAll(blockedChallengePath, [aSecurePage(), name, aChallenge(403)], { provider: renewing }),
    ).toEqual(['inapplicable example.test']);
  });
});
