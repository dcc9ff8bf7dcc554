import { describe, expect, it } from 'vitest';
import { refusedRenewalLookup } from '../../../../diagnostics/checks/tls/refused-renewal-lookup.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aCertificate, aSecurePage, HOST, timeSources } from '../../../support/attribution-factories.ts';
import { aZone } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';
import { aSignedZone, refused, type SignedZonePartial } from '../../../support/signed-zone.ts';

const dayMs = 86_400_000;
/** Test observations are made on 2 March; the duty to validate began on 15 March. */
const inApril = timeSources(30 * dayMs);
const page = (notAfter: string): Observation =>
  aSecurePage({ chain: [aCertificate({ notBefore: '2025-12-20T00:00:00Z', notAfter })] });
const ended = page('2026-02-26T00:00:00Z');
const sound = page('2026-06-30T00:00:00Z');
const zone = (partial: SignedZonePartial, clock = inApril) => [
  ...aZone(),
  ...refused('public'),
  ...clock,
  ...aSignedZone(partial),
];
const expired = { signing: { fromHours: -900, toHours: -48 } };

describe('refused-renewal-lookup', () => {
  it.each<readonly [string, readonly Observation[], string]>([
    ['finds signatures that ran out', [...zone(expired), ended], 'failed'],
    ['finds a digest without a key', [...zone({ signing: null }), ended], 'failed'],
    ['passes when the signatures hold', [...zone({ signing: { toHours: 2000 } }), ended], 'passed'],
    ['passes when the zone is unsigned', [...zone({ digestOf: null }), ended], 'passed'],
    ['is untested when the signatures were not fetched', [...aZone(), ...inApril, ended], 'untested'],
    [
      'does not apply before authorities had to validate',
      [...zone(expired, timeSources(0)), ended],
      'inapplicable',
    ],
    ['does not apply while the certificate is sound', [...zone(expired), sound], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judge(refusedRenewalLookup, aFacts({ observations }))).toEqual([`${expected} ${HOST}`]);
  });
});
