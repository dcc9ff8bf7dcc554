import { describe, expect, it } from 'vitest';
import { zoneTimerOddity } from '../../../../diagnostics/checks/dns/zone-timer-oddity.ts';
import { aRecord, aZone, soa } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const withTimers = (timers: { readonly [field: string]: number }) =>
  aZone({ soa: () => [soa('example.test', timers)] });

describe('zone-timer-oddity', () => {
  it.each([
    ['passes for usual timers', aZone(), 'passed example.test'],
    [
      'cannot tell when the timers cannot be read',
      aZone({ soa: () => [aRecord('example.test', 'SOA', 'broken')] }),
      'cantTell example.test',
    ],
    ['is untested when no server answered', aZone({ soa: () => null }), 'untested example.test'],
    ['is untested without a delegation', [], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(zoneTimerOddity, aFacts({ observations }))).toEqual([expected]);
  });

  it.each([
    [{ refresh: 60, retry: 30 }, 'refresh', 60],
    [{ retry: 10_800 }, 'retry', 10_800],
    [{ expire: 7200 }, 'expire', 7200],
    [{ minimum: 200_000 }, 'minimum', 200_000],
  ])('finds %j odd', (timers, field, seconds) => {
    const [assertion] = assertionsOf(zoneTimerOddity, aFacts({ observations: withTimers(timers) }));
    expect(assertion?.message).toEqual({
      key: 'check.zone-timer-oddity.failed',
      values: { subject: 'example.test', field, seconds },
    });
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        zoneTimerOddity,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
