import { describe, expect, it } from 'vitest';
import { nullMx } from '../../../../diagnostics/checks/mail/null-mx.ts';
import { fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const answer = (...hosts: readonly string[]) => [
  fromPublic(
    domain,
    'MX',
    hosts.map((host) => mx(domain, 0, host)),
  ),
];

describe('null-mx', () => {
  it.each([
    ['passes with real mail servers', answer('mx.example.test'), 'passed'],
    ['fails when the domain says that it takes no mail', answer('.'), 'failed'],
    ['fails when it says both', answer('.', 'mx.example.test'), 'failed.mixed'],
    ['does not apply without MX records', answer(), 'inapplicable.no-mx'],
    [
      'cannot tell after a lookup error',
      [fromPublic(domain, 'MX', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested when nobody asked', [], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(nullMx, aFacts({ observations }))).toEqual([`${expected} ${domain}`]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(nullMx, aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } })),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
