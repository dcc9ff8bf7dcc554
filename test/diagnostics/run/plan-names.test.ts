/** Which public resolvers are asked about a domain. */
import { describe, expect, it } from 'vitest';
import { namesPlanner } from '../../../diagnostics/run/plan/names-planner.ts';
import { aFacts, aRequest, aTarget } from '../../support/factories.ts';

const publicResolvers = ['one', 'two', 'three'].map((operator, index) => ({
  operator,
  name: `resolver.${operator}.test`,
  addresses: [`45.0.9.${index + 1}`],
  doh: `https://resolver.${operator}.test/dns-query`,
}));

function operatorsFor(domain: string, depth?: 'survey'): readonly string[] {
  const request = aRequest({ target: aTarget({ domain }), ...(depth && { depth }) });
  const jobs = namesPlanner.plan(aFacts({ request, networkData: { publicResolvers } }));
  return [...new Set(jobs.flatMap(({ endpoint }) => endpoint.operator ?? []))];
}

describe('public resolvers', () => {
  it('two of them are asked about a domain', () => {
    expect(operatorsFor('example.test')).toEqual(['one', 'two']);
  });

  it('one is asked in a survey, the same each time, and each about its part of a list', () => {
    const list = Array.from({ length: 1_000 }, (_, index) => `client-${index}.test`);
    const asked = list.map((domain) => operatorsFor(domain, 'survey'));
    expect(asked.filter((each) => each.length !== 1)).toEqual([]);
    expect(list.map((domain) => operatorsFor(domain, 'survey'))).toEqual(asked);
    const byOne = asked.filter(([operator]) => operator === 'one').length;
    expect(Math.abs(byOne - 500)).toBeLessThan(100);
  });
});
