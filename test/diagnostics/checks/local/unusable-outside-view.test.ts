import { describe, expect, it } from 'vitest';
import { unusableOutsideView } from '../../../../diagnostics/checks/local/unusable-outside-view.ts';
import type { StationOutcome } from '../../../../diagnostics/model/observations/outside.ts';
import { aFacts, aFailure, anObservation } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const endpoint = { address: '45.0.3.1', port: 443, operator: 'api.stations.test' };
const seen = (...outcomes: readonly StationOutcome[]) =>
  anObservation('outside', {
    endpoint,
    data: {
      stations: outcomes.map((outcome, asn) => ({
        country: 'BE',
        city: 'Ghent',
        network: 'Homeline',
        asn,
        outcome,
      })),
    },
  });
const refused = anObservation('outside', { endpoint, failure: aFailure('rejected', 'exchange', 'HTTP 429') });

describe('unusable-outside-view', () => {
  it.each([
    ['passes when stations saw something, whatever it was', [seen('silent', 'works')], ['passed local']],
    ['fails when the service refused', [refused], ['failed local']],
    ['fails when no station could tell', [seen('unknown')], ['failed local']],
    ['says nothing when nobody was asked', [], []],
  ])('%s', (_, observations, expected) => {
    expect(judge(unusableOutsideView, aFacts({ observations }))).toEqual(expected);
  });

  it('names the reason', () => {
    expect(
      assertionsOf(unusableOutsideView, aFacts({ observations: [refused] }))[0]?.message.values,
    ).toMatchObject({
      service: 'api.stations.test',
      reason: 'HTTP 429',
    });
  });
});
