import { describe, expect, it } from 'vitest';
import { axisEnd, axisMarks, barsOf, endOf } from '../../../renderer/state/time-axis.ts';
import { operation } from '../support/operations.ts';

it.each([
  [0, 1_000],
  [999, 1_000],
  [1_001, 2_000],
  [4_882, 8_000],
  [59_000, 60_000],
  [601_000, 1_200_000],
])('ends an axis that holds %i ms at %i ms', (ms, end) => {
  expect(axisEnd(ms)).toBe(end);
});

it('marks the quarters of an axis', () => {
  expect(axisMarks(8_000)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
});

it('ends where the last operation ended', () => {
  const operations = [
    operation({ startMs: 100, durationMs: 50 }),
    operation({ startMs: 20, durationMs: 400 }),
    operation({ startMs: null, durationMs: null }),
  ];
  expect(endOf(operations)).toBe(420);
});

describe('bars', () => {
  const places = (operations: Parameters<typeof barsOf>[0], nowMs = 0) =>
    barsOf(operations, 1_000, nowMs).map(({ operation: { id }, x, width, lane }) => ({ id, x, width, lane }));

  it('stand side by side in one lane when they follow each other, and in two when they overlap', () => {
    expect(
      places([
        operation({ id: 'a', startMs: 0, durationMs: 200 }),
        operation({ id: 'b', startMs: 100, durationMs: 200 }),
        operation({ id: 'c', startMs: 300, durationMs: 100 }),
      ]),
    ).toEqual([
      { id: 'a', x: 0, width: 20, lane: 0 },
      { id: 'b', x: 10, width: 20, lane: 1 },
      { id: 'c', x: 30, width: 10, lane: 0 },
    ]);
  });

  it('are left out for operations that wait', () => {
    expect(places([operation({ state: 'waiting', startMs: null, durationMs: null })])).toEqual([]);
  });

  it('reach to now while the operation runs, and keep their lane to themselves', () => {
    expect(
      places(
        [
          operation({ id: 'a', startMs: 0, durationMs: null, state: 'running' }),
          operation({ id: 'b', startMs: 600, durationMs: 100 }),
        ],
        500,
      ),
    ).toEqual([
      { id: 'a', x: 0, width: 50, lane: 0 },
      { id: 'b', x: 60, width: 10, lane: 1 },
    ]);
  });

  it('are never too narrow to be seen and never leave the picture', () => {
    expect(places([operation({ id: 'a', startMs: 1_000, durationMs: 0 })])).toEqual([
      { id: 'a', x: 99.6, width: 0.4, lane: 0 },
    ]);
  });
});
