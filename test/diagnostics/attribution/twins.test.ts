import { describe, expect, it } from 'vitest';
import type { Match } from '../../../diagnostics/attribution/rule.ts';
import { oneForTwins } from '../../../diagnostics/attribution/twins.ts';

const seen = (observation: string) => ({ observation, pointer: '/data/status', excerpt: '200' });
const aMatch = (subject: string, partial: Partial<Match> = {}): Match => ({
  subject,
  service: 'web',
  accused: 'site_application',
  basis: 'own_words',
  rivals: [{ faultDomain: 'customer_network', control: 'C8', id: 'page_rewritten', excludedBy: [seen('a')] }],
  evidence: [seen(subject)],
  explains: [],
  ...partial,
});

describe('one problem for a site and its www twin', () => {
  it('holds what was seen at both', () => {
    const [one, ...others] = oneForTwins([aMatch('example.test'), aMatch('www.example.test')]);
    expect(others).toEqual([]);
    expect(one).toEqual({
      ...aMatch('example.test, www.example.test'),
      evidence: [seen('example.test'), seen('www.example.test')],
    });
  });

  it('excludes a rival only where it is excluded for each', () => {
    const open = aMatch('www.example.test', {
      rivals: [{ faultDomain: 'customer_network', control: 'C8', id: 'page_rewritten', excludedBy: [] }],
    });
    const [one] = oneForTwins([aMatch('example.test'), open]);
    expect(one?.rivals.map(({ excludedBy }) => excludedBy)).toEqual([[]]);
  });

  it.each([
    ['another site', aMatch('shop.example.test')],
    ['another side', aMatch('www.example.test', { accused: 'hosting_provider' })],
    ['another wording', aMatch('www.example.test', { variant: 'limited' })],
  ])('leaves %s apart', (_, other) => {
    expect(oneForTwins([aMatch('example.test'), other])).toHaveLength(2);
  });
});
