import { describe, expect, it } from 'vitest';
import { missingSpf } from '../../../../diagnostics/checks/mail/missing-spf.ts';
import { aRecord, fromPublic, fromServer, NS1, txt } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const texts = (...values: readonly string[]) => [
  fromPublic(
    domain,
    'TXT',
    values.map((value) => txt(domain, value)),
  ),
];
const split = [fromPublic(domain, 'TXT', [aRecord(domain, 'TXT', '"v=spf1 include:spf.host" ".test -all"')])];

describe('missing-spf', () => {
  it.each([
    ['passes with one', texts('google-site-verification=x', 'v=spf1 -all'), 'passed'],
    ['passes with one in two strings', split, 'passed'],
    ['fails with other texts only', texts('v=spf10 -all', 'spf1'), 'failed'],
    ['fails without texts', [fromServer(NS1, domain, 'TXT', [])], 'failed'],
    [
      'cannot tell after a time-out',
      [fromPublic(domain, 'TXT', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested when nobody asked', [], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(missingSpf, aFacts({ observations }))).toEqual([`${expected} ${domain}`]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(missingSpf, aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } })),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
