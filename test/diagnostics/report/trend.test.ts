import { describe, expect, it } from 'vitest';
import { isChange, latestChange, trendOf } from '../../../diagnostics/index.ts';
import { message } from '../../../diagnostics/model/message.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import { aSummarisedProblem, aSummary, dayOf } from '../../support/summary-factories.ts';

const problem = aSummarisedProblem();
const undiagnosed = {
  status: 'could_not_diagnose',
  undiagnosed: message('history.undiagnosed.offline'),
} as const;
/** Runs of one domain on days one after the other. */
const after = (...parts: readonly Partial<RunSummary>[]) => {
  const trend = trendOf(parts.map((part, index) => aSummary({ startedAt: dayOf(index + 1), ...part })));
  if (trend === null) throw new Error('no run');
  return trend;
};
const faulty = { problems: [problem] };

describe('a problem', () => {
  it('that went and came back has come twice, and lasts since it came back', () => {
    expect(after(faulty, {}, faulty, faulty).problems[0]).toMatchObject({
      firstSeen: dayOf(1),
      since: dayOf(3),
      endedAt: null,
      runs: 3,
      times: 2,
    });
  });

  it.each<[string, Partial<RunSummary>, string | null]>([
    ['that looked and did not see it', {}, dayOf(2)],
    ['without a diagnosis', undiagnosed, null],
    ['that did not look at its service', { services: ['web'] }, null],
  ])('by a run %s ended: %s', (_, run, endedAt) => {
    expect(after(faulty, run).problems[0]?.endedAt).toBe(endedAt);
  });

  it('that moved to another side tells since when it is there', () => {
    const moved = { problems: [{ ...problem, side: 'third_party' as const }] };
    expect(after(faulty, faulty, moved, moved).problems[0]).toMatchObject({
      since: dayOf(1),
      sideSince: dayOf(3),
    });
  });
});

describe('what the latest run changed', () => {
  const told = (...parts: readonly Partial<RunSummary>[]) => {
    const change = latestChange(after(...parts));
    const { appeared, gone, sideChanged, diagnosis } = change;
    return [appeared.length, gone.length, sideChanged.length, diagnosis, isChange(change)];
  };
  it.each<[string, readonly Partial<RunSummary>[], ReturnType<typeof told>]>([
    ['a first run', [faulty], [0, 0, 0, null, false]],
    ['nothing new', [faulty, faulty], [0, 0, 0, null, false]],
    ['a problem came', [{}, faulty], [1, 0, 0, null, true]],
    ['a problem went', [faulty, {}], [0, 1, 0, null, true]],
    ['it went a run ago', [faulty, {}, {}], [0, 0, 0, null, false]],
    ['another side', [faulty, { problems: [{ ...problem, side: 'customer' }] }], [0, 0, 1, null, true]],
    ['no diagnosis any more', [{}, undiagnosed], [0, 0, 0, 'lost', true]],
    ['still none', [{}, undiagnosed, undiagnosed], [0, 0, 0, null, false]],
    ['one again', [{}, undiagnosed, {}], [0, 0, 0, 'back', true]],
    ['one again, with a problem', [{}, undiagnosed, faulty], [1, 0, 0, 'back', true]],
  ])('%s', (_, runs, wanted) => {
    expect(told(...runs)).toEqual(wanted);
  });
});

it('is good since the first of its latest good runs', () => {
  expect(after({}, faulty, {}, {})).toMatchObject({
    lastGood: dayOf(4),
    goodSince: dayOf(3),
    firstSeen: dayOf(1),
  });
});
