import { describe, expect, it } from 'vitest';
import { wrongClock } from '../../../../diagnostics/checks/local/wrong-clock.ts';
import { aFacts, aFailure, anObservation } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const sources = (...offsets: readonly number[]) =>
  offsets.map((offsetMs, index) =>
    anObservation('clock', { id: `clock/${index}`, control: 'C7', data: { offsetMs } }),
  );
const silent = anObservation('clock', { data: {}, failure: aFailure('timed_out') });

describe('wrong-clock', () => {
  it.each([
    ['passes within five minutes', sources(1000, -2000, 299_000), 'passed local'],
    ['fails when several sources agree that it is off', sources(900_000, 901_000, 899_000), 'failed local'],
    ['cannot tell from one source', sources(900_000), 'cantTell.one-source local'],
    ['cannot tell when two sources disagree', sources(0, 900_000), 'cantTell.one-source local'],
    ['cannot tell when no source answers', [silent], 'cantTell local'],
    ['is untested without sources', [], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(wrongClock, aFacts({ observations }))).toEqual([expected]);
  });

  it.each([
    [900_000, { amount: 15, unit: 'minutes', direction: 'behind' }],
    [-7_200_000, { amount: 2, unit: 'hours', direction: 'ahead' }],
    [31_536_000_000, { amount: 365, unit: 'days', direction: 'behind' }],
  ])('says how far off an offset of %d ms is', (offset, expected) => {
    const [assertion] = assertionsOf(wrongClock, aFacts({ observations: sources(offset, offset, offset) }));
    expect(assertion?.message.values).toEqual({ subject: 'local', ...expected });
  });
});
