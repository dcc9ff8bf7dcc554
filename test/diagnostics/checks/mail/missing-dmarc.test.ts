import { describe, expect, it } from 'vitest';
import { missingDmarc } from '../../../../diagnostics/checks/mail/missing-dmarc.ts';
import { fromPublic, txt } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, name] = ['example.test', '_dmarc.example.test'];
const texts = (...values: readonly string[]) => [
  fromPublic(
    name,
    'TXT',
    values.map((value) => txt(name, value)),
  ),
];

describe('missing-dmarc', () => {
  it.each([
    ['passes with one', texts('v=DMARC1; p=none'), 'passed'],
    ['fails without', [fromPublic(name, 'TXT', { rcode: 'NXDOMAIN' })], 'failed'],
    ['fails with other texts only', texts('v=spf1 -all'), 'failed'],
    [
      'fails with two, which receivers ignore',
      texts('v=DMARC1; p=none', 'v=DMARC1;p=reject'),
      'failed.several',
    ],
    [
      'cannot tell after a time-out',
      [fromPublic(name, 'TXT', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested when nobody asked', [], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(missingDmarc, aFacts({ observations }))).toEqual([`${expected} ${domain}`]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(missingDmarc, aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } })),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
