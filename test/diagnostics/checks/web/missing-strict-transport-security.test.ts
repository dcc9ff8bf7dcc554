import { describe, expect, it } from 'vitest';
import { missingStrictTransportSecurity } from '../../../../diagnostics/checks/web/missing-strict-transport-security.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFailure, aTarget, type FactsPartial } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage } from '../../../support/service-factories.ts';

const withPolicy = (value: string) =>
  aPage('https://example.test/', { data: { headers: [{ name: 'strict-transport-security', value }] } });

type Row = [string, readonly Observation[], readonly string[], Omit<FactsPartial, 'observations'>?];
const rows: readonly Row[] = [
  ['passes with an age', [withPolicy('max-age=31536000; includeSubDomains')], ['passed example.test']],
  [
    'passes with a quoted age after another directive',
    [withPolicy('includeSubDomains; max-age="600"')],
    ['passed example.test'],
  ],
  ['fails without the header', [aPage('https://example.test/')], ['failed example.test']],
  ['fails when the header has no age', [withPolicy('preload')], ['failed example.test']],
  ['fails when the age is nought', [withPolicy('max-age=0')], ['failed.switched_off example.test']],
  [
    'cannot tell from an error page',
    [aPage('https://example.test/', { data: { status: 503 } })],
    ['cantTell example.test'],
  ],
  [
    'stays untested without an answer',
    [aPage('https://example.test/', { failure: aFailure('timed_out', 'exchange') })],
    ['untested example.test'],
  ],
  [
    'does not apply to a bare address',
    [aPage('https://45.0.1.10/')],
    ['inapplicable 45.0.1.10'],
    { request: { target: aTarget({ domain: '45.0.1.10', isAddress: true }) } },
  ],
];

describe('missing-strict-transport-security', () => {
  it.each(rows)('%s', (_, observations, expected, partial = {}) => {
    expect(judgeAll(missingStrictTransportSecurity, observations, partial)).toEqual(expected);
  });
});
