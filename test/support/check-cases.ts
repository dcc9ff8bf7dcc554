/** Cases of one check as a table: what was observed, and what the check says of it. */
import { expect, it } from 'vitest';
import type { Check } from '../../diagnostics/checks/check.ts';
import { aFacts, aTarget, type FactsPartial } from './factories.ts';
import { judge } from './judge.ts';

export type CheckCase = readonly [
  title: string,
  observations: NonNullable<FactsPartial['observations']>,
  /** `outcome.variant subject`, one for each assertion; the subject may be left out when it is the domain. */
  expected: string | readonly string[],
];

const DOMAIN = 'example.test';
const withSubject = (text: string): string => (text.includes(' ') ? text : `${text} ${DOMAIN}`);

export function checkCases(check: Check, cases: readonly CheckCase[]): void {
  it.each(cases)('%s', (_, observations, expected) => {
    const list = typeof expected === 'string' ? [expected] : expected;
    expect(judge(check, aFacts({ observations }))).toEqual(list.map(withSubject));
  });

  it('does not apply to an address', () => {
    const request = { target: aTarget({ domain: '45.0.3.3', isAddress: true }) };
    expect(judge(check, aFacts({ request, observations: [] }))[0]).toMatch(/^inapplicable/);
  });
}
