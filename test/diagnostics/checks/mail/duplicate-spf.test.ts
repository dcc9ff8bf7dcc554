import { describe, expect, it } from 'vitest';
import { duplicateSpf } from '../../../../diagnostics/checks/mail/duplicate-spf.ts';
import { fromPublic, txt } from '../../../support/dns-factories.ts';
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

describe('duplicate-spf', () => {
  it.each([
    ['passes with one', texts('v=spf1 -all'), 'passed'],
    ['fails with two', texts('v=spf1 mx -all', 'V=SPF1 a -all'), 'failed'],
    ['does not apply without one', texts('something else'), 'inapplicable.none'],
    [
      'cannot tell after a time-out',
      [fromPublic(domain, 'TXT', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested when nobody asked', [], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(duplicateSpf, aFacts({ observations }))).toEqual([`${expected} ${domain}`]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(duplicateSpf, aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } })),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
