import { describe, expect, it } from 'vitest';
import { foreignIpv6Address } from '../../../../diagnostics/checks/tls/foreign-ipv6-address.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { addressIn, anEndedPage, renewing } from '../../../support/renewal-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession, SIX } from '../../../support/service-factories.ts';

const old = '2a00:8::8';
const six = addressIn('example.test', 'AAAA', old);
const answer = aPage('http://example.test/', { address: old });
const silence = twice(aPage('http://example.test/', { address: old, failure: aFailure('timed_out') }));

describe('foreign-ipv6-address', () => {
  it.each([
    ['fails when another machine answers there', [anEndedPage(), six, answer], 'failed'],
    ['passes when nothing answers there', [anEndedPage(), six, ...silence], 'passed'],
    [
      'passes when it is the provider’s',
      [
        anEndedPage(),
        addressIn('example.test', 'AAAA', SIX),
        aPage('http://example.test/', { address: SIX }),
      ],
      'passed',
    ],
    ['is untested before it was tried', [anEndedPage(), six], 'untested'],
    ['does not apply without an IPv6 address', [anEndedPage()], 'inapplicable'],
    ['does not apply to a sound certificate', [aSecurePage(), six, answer], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(foreignIpv6Address, observations, { provider: renewing })).toEqual([
      `${expected} example.test`,
    ]);
  });

  it('knows another machine by its certificate where no pack does', () => {
    const shown = aSecurePage(aSession({ dnsNames: ['old.test'], fingerprint256: 'BB' }), { address: old });
    expect(judgeAll(foreignIpv6Address, [anEndedPage(), six, answer, shown])).toEqual([
      'failed example.test',
    ]);
  });
});
