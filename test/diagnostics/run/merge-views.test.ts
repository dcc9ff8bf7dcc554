import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { reportSchema, type Report } from '../../../diagnostics/model/report.ts';
import { judge } from '../../../diagnostics/run/judge.ts';
import { layBeside, withReportsBeside } from '../../../diagnostics/run/merge-views.ts';
import { at, closed, open, SERVER } from '../../support/attribution-factories.ts';
import { aTarget, anObservation } from '../../support/factories.ts';
import { anchorsOf } from '../../support/network-factories.ts';
import { atHome, atHotspot } from '../../support/view-factories.ts';
import { sampleReport } from '../report/sample-report.ts';

const options = { packs: [], levels: {}, toolVersion: '0' };
const aReport = (id: string, observations: readonly Observation[], domain = 'example.test'): Report => {
  const sample = sampleReport({ id, observations });
  return {
    ...sample,
    request: { ...sample.request, provider: null, services: ['web'], target: aTarget({ domain }) },
  };
};
const web = at(SERVER, 443);
const first = aReport('first', [atHome, ...anchorsOf(4), ...closed(web)]);
const second = aReport('second', [...atHotspot, open(web)]);
const errorOf = (others: readonly Report[]) => {
  const result = withReportsBeside(first, others);
  return result.ok ? null : result.error.key;
};
const merged = (...others: readonly Report[]): Report => {
  const result = withReportsBeside(first, others);
  if (!result.ok) throw new Error(result.error.key);
  return result.value;
};

describe('a report laid beside another', () => {
  it('goes along, marked, and is part of what is stored', () => {
    const whole = judge(merged(second), options);
    expect(reportSchema.safeParse(whole).error).toBeUndefined();
    expect(whole.secondReports).toEqual([
      { view: 'view-1', report: 'second', startedAt: second.startedAt, finishedAt: second.finishedAt },
    ]);
    expect(whole.views).toEqual([{ view: 'view-1', standing: 'counts', gapMs: 0, clockOffsetMs: null }]);
    expect(whole.observations.filter((each) => each.view === 'view-1')).toHaveLength(
      second.observations.length,
    );
    expect(judge(whole, options)).toEqual(whole);
  });

  it('is replaced by another, and its marks go with it', () => {
    const again = withReportsBeside(merged(second), [{ ...second, id: 'third' }]);
    expect(again.ok && again.value.secondReports?.map(({ report }) => report)).toEqual(['third']);
    expect(again.ok && again.value.observations).toHaveLength(merged(second).observations.length);
  });

  it.each([
    ['about another domain', [aReport('x', [], 'other.test')], 'views.other_target'],
    ['that is the same one', [{ ...second, id: 'first' }], 'views.same_report'],
    ['twice', [second, second], 'views.same_report'],
    ['in a crowd', ['a', 'b', 'c', 'd'].map((id) => ({ ...second, id })), 'views.too_many'],
    [
      'of a size that no diagnosis has',
      [
        aReport(
          'x',
          Array.from({ length: 4_001 }, () => atHome),
        ),
      ],
      'views.too_large',
    ],
  ])('is refused %s', (_, others, key) => {
    expect(errorOf(others)).toBe(key);
  });

  it('may be about a name below the same domain', () => {
    const www = {
      ...second,
      request: { ...second.request, target: { ...second.request.target, domain: 'www.example.test' } },
    };
    expect(errorOf([www])).toBeNull();
  });

  it('brings measurements only: no answers, no bounces, nothing from third seats', () => {
    const third = { ...open(web), id: 'view-1/tcp/x', view: 'view-1' };
    const said = anObservation('statement', { id: 'statement/works_elsewhere' });
    const laid = layBeside(first.request.target, [aReport('x', [said, third, open(web)])]);
    expect(laid.ok && laid.value.observations.map(({ id }) => id)).toEqual([`view-1/${open(web).id}`]);
  });

  it('drops what would not fit', () => {
    const laid = layBeside(first.request.target, [aReport('x', [{ ...open(web), id: 'x'.repeat(400) }])]);
    expect(laid.ok && laid.value.observations).toEqual([]);
  });

  it('never changes what this seat saw, whatever stands in it', () => {
    const alone = judge(first, options);
    const pool = [...first.observations, ...second.observations];
    const made = fc.array(
      fc.record({
        from: fc.constantFrom(...pool),
        id: fc.constantFrom(
          ...pool.map(({ id }) => id),
          'view-1/x',
          'statement/works_elsewhere',
          '__proto__',
          '../..',
        ),
        minutes: fc.integer({ min: -10_000, max: 10_000 }),
        durationMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(made, (parts) => {
        const observations = parts.map(({ from, id, minutes, durationMs }) => ({
          ...from,
          id,
          durationMs,
          startedAt: new Date(Date.parse(from.startedAt) + minutes * 60_000).toISOString(),
        }));
        const whole = judge(merged(aReport('hostile', observations)), options);
        expect(whole.findings).toEqual(alone.findings);
        expect(whole.vantage).toEqual(alone.vantage);
        expect(whole.status).toBe(alone.status);
        expect(whole.problems.every((each) => each.confidence !== 'proven')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves no stored standing behind when nothing is beside it', () => {
    expect(
      judge(
        { ...first, views: [{ view: 'view-1', standing: 'counts', gapMs: 0, clockOffsetMs: 0 }] },
        options,
      ).views,
    ).toBeUndefined();
  });
});
