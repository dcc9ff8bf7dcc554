import { describe, expect, it } from 'vitest';
import { excessiveSpfLookups } from '../../../../diagnostics/checks/mail/excessive-spf-lookups.ts';
import { fromPublic, txt } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const policy = (name: string, text: string) => fromPublic(name, 'TXT', [txt(name, text)]);
const names = (count: number) => Array.from({ length: count }, (_, n) => `s${n}.other.test`);
const including = (count: number) =>
  policy(
    domain,
    `v=spf1 ${names(count)
      .map((name) => `include:${name}`)
      .join(' ')} -all`,
  );
const answers = (count: number) => names(count).map((name) => policy(name, 'v=spf1 ip4:45.0.0.1 -all'));
const gone = names(3).map((name) => fromPublic(name, 'A', { rcode: 'NXDOMAIN' }));

describe('excessive-spf-lookups', () => {
  it.each([
    ['passes with ten', [including(10), ...answers(10)], 'passed'],
    ['fails with eleven', [including(11), ...answers(11)], 'failed'],
    ['fails with eleven, though some are still open', [including(11)], 'failed'],
    [
      'fails with three that lead nowhere',
      [
        policy(
          domain,
          `v=spf1 ${names(3)
            .map((name) => `a:${name}`)
            .join(' ')} -all`,
        ),
        ...gone,
      ],
      'failed.void',
    ],
    [
      'cannot tell after a lookup error',
      [
        including(2),
        answers(1),
        fromPublic('s1.other.test', 'TXT', { failure: aFailure('dns_servfail', 'exchange') }),
      ],
      'cantTell',
    ],
    ['is untested while an include is open', [including(2)], 'untested'],
    ['does not apply without a policy', [fromPublic(domain, 'TXT', [])], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judge(excessiveSpfLookups, aFacts({ observations: observations.flat() }))).toEqual([
      `${expected} ${domain}`,
    ]);
  });
});
