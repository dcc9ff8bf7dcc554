import { describe, expect, it } from 'vitest';
import { createScheduler, isDue, nextDue, type Schedule } from '../../../main/services/schedule.ts';

/** Local time, as a person sets a clock. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const MONDAY = 1;

const off: Schedule = { every: 'off', hour: 7, weekday: MONDAY };
const daily: Schedule = { ...off, every: 'daily' };
/** 23 November 2026 is a Monday. */
const weekly: Schedule = { ...off, every: 'weekly' };

describe('the next time', () => {
  it.each([
    ['daily, before the hour', daily, at(22, 6, 59), at(22, 7)],
    ['daily, at the hour', daily, at(22, 7), at(23, 7)],
    ['daily, over the end of a month', daily, at(30, 8), at(31, 7)],
    ['weekly, the day before', weekly, at(22, 12), at(23, 7)],
    ['weekly, the day itself after the hour', weekly, at(23, 7, 1), at(30, 7)],
    ['off', off, at(22, 6), null],
  ])('%s', (_what, schedule, now, expected) => {
    expect(nextDue(schedule, now)).toBe(expected);
  });
});

describe('whether a run is due', () => {
  it.each([
    ['the hour has come since', daily, at(21, 7), at(22, 7), true],
    ['the hour has not come yet', daily, at(21, 7), at(22, 6, 59), false],
    ['done today already', daily, at(22, 7), at(22, 23), false],
    ['switched on after the hour: not before tomorrow', daily, at(22, 9), at(22, 12), false],
    ['three days were slept through', daily, at(19, 7), at(22, 5), true],
    ['a week without its day', weekly, at(23, 7), at(29, 23), false],
    ['its day has come', weekly, at(23, 7), at(30, 7), true],
    ['off', off, at(1, 7), at(22, 7), false],
    ['the clock was set back by years', daily, at(22, 7) + 5e10, at(22, 12), true],
  ])('%s', (_what, schedule, since, now, expected) => {
    expect(isDue(schedule, since, now)).toBe(expected);
  });
});

/** A scheduler whose clock, memory and runs the test holds in its hand. */
function world(schedule: Schedule = daily) {
  const state = { now: at(21, 12), schedule, isBusy: false, last: null as number | null };
  const runs: number[] = [];
  let finish: () => void = () => undefined;
  const scheduler = createScheduler({
    schedule: () => state.schedule,
    now: () => state.now,
    isBusy: () => Promise.resolve(state.isBusy),
    run: () => {
      runs.push(state.now);
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
    load: () => Promise.resolve(state.last),
    save: (time) => {
      state.last = time;
      return Promise.resolve();
    },
  });
  /** The clock ticks every half minute; what it starts goes on by itself. */
  const tickAt = async (now: number): Promise<void> => {
    state.now = now;
    void scheduler.check();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return { state, runs, scheduler, tickAt, finish: () => finish() };
}

describe('the scheduler', () => {
  it('runs at each due moment once', async () => {
    const { runs, tickAt, finish } = world();
    for (const now of [at(21, 12), at(22, 6, 59), at(22, 7), at(22, 7, 1)]) await tickAt(now);
    finish();
    for (const now of [at(22, 7, 30), at(22, 23), at(23, 7)]) await tickAt(now);
    expect(runs).toEqual([at(22, 7), at(23, 7)]);
  });

  it('makes up once for what was slept through', async () => {
    const { runs, tickAt, finish } = world();
    await tickAt(at(21, 12));
    await tickAt(at(27, 9));
    finish();
    for (const now of [at(27, 9, 1), at(27, 23)]) await tickAt(now);
    expect(runs).toEqual([at(27, 9)]);
  });

  it('never runs twice at a time, and waits for a batch that somebody started', async () => {
    const { state, runs, tickAt, finish } = world();
    await tickAt(at(21, 12));
    await tickAt(at(22, 7));
    await tickAt(at(23, 7));
    expect(runs).toEqual([at(22, 7)]);
    finish();
    state.isBusy = true;
    await tickAt(at(23, 8));
    expect(runs).toEqual([at(22, 7)]);
    state.isBusy = false;
    await tickAt(at(23, 9));
    expect(runs).toEqual([at(22, 7), at(23, 9)]);
  });

  it('counts a batch of the person as the run of the day', async () => {
    const { state, runs, scheduler, tickAt } = world();
    await tickAt(at(21, 12));
    state.now = at(22, 8);
    await scheduler.settle();
    await tickAt(at(22, 9));
    expect(runs).toEqual([]);
  });

  it('does nothing while it is off', async () => {
    const { state, runs, tickAt } = world(off);
    for (const now of [at(21, 12), at(22, 7), at(29, 7)]) await tickAt(now);
    expect([runs, state.last]).toEqual([[], null]);
  });
});
