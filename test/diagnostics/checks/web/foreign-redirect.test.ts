import { describe, expect, it } from 'vitest';
import { foreignRedirect } from '../../../../diagnostics/checks/web/foreign-redirect.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFailure, aTarget, type FactsPartial } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

type Row = [string, readonly Observation[], readonly string[], Omit<FactsPartial, 'observations'>?];
const rows: readonly Row[] = [
  [
    'passes when the redirect stays within the domain',
    [aRedirect('http://example.test/', 'https://shop.example.test/')],
    ['passed example.test'],
  ],
  [
    'fails when it leads to another domain',
    [aRedirect('https://example.test/', 'https://parking.invalid/?d=example.test')],
    ['failed example.test'],
  ],
  [
    'fails when the second hop does',
    [
      aRedirect('http://example.test/', 'https://example.test/'),
      aRedirect('https://example.test/', 'https://casino.invalid/'),
    ],
    ['failed example.test'],
  ],
  [
    'takes a longer name that only ends alike for another domain',
    [aRedirect('https://example.test/', 'https://notexample.test/')],
    ['failed example.test'],
  ],
  [
    'stays untested without an answer',
    [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
    ['untested example.test'],
  ],
  [
    'does not apply to a bare address',
    [aRedirect('https://45.0.1.10/', 'https://example.test/')],
    ['inapplicable 45.0.1.10'],
    { request: { target: aTarget({ domain: '45.0.1.10', isAddress: true }) } },
  ],
];

describe('foreign-redirect', () => {
  it.each(rows)('%s', (_, observations, expected, partial = {}) => {
    expect(judgeAll(foreignRedirect, observations, partial)).toEqual(expected);
  });
});
