/** Where operations stand in a picture of time. Pure. */
import type { OperationView } from '../../main/contract/views.ts';

/** Ends of an axis whose quarters are plain numbers, in milliseconds. So the scale of a running picture changes seldom, and not with every frame. */
const ends = [1, 2, 4, 8, 12, 20, 40, 60, 120, 180, 300, 600].map((seconds) => seconds * 1000);

export const axisEnd = (ms: number): number =>
  ends.find((end) => end >= ms) ?? Math.ceil(ms / 600_000) * 600_000;

/** Four or five marks between the beginning and the end. */
export const axisMarks = (endMs: number): readonly number[] =>
  Array.from({ length: 5 }, (_item, index) => (endMs / 4) * index);

export interface Bar {
  readonly operation: OperationView;
  /** Per cent of the axis. */
  readonly x: number;
  readonly width: number;
  /** Row from the top; operations that ran at the same time stand in different ones. */
  readonly lane: number;
}

/** Narrower than this a bar is not seen. */
const narrowest = 0.4;

/** Operations that have begun. One that still runs reaches to `nowMs`. */
export function barsOf(operations: readonly OperationView[], endMs: number, nowMs: number): readonly Bar[] {
  const begun = operations
    .flatMap((operation) => (operation.startMs === null ? [] : [{ operation, startMs: operation.startMs }]))
    .sort((left, right) => left.startMs - right.startMs);
  const freeFrom: number[] = [];
  return begun.map(({ operation, startMs }) => {
    const took = operation.durationMs ?? Math.max(0, nowMs - startMs);
    const x = Math.min((startMs / endMs) * 100, 100 - narrowest);
    const width = Math.max(narrowest, Math.min((took / endMs) * 100, 100 - x));
    const found = freeFrom.findIndex((free) => free <= x);
    const lane = found === -1 ? freeFrom.length : found;
    // Still running: nobody else gets its row.
    freeFrom[lane] = operation.durationMs === null ? Infinity : x + width + narrowest / 2;
    return { operation, x, width, lane };
  });
}

export const endOf = (operations: Iterable<OperationView>): number => {
  let end = 0;
  for (const { startMs, durationMs } of operations) end = Math.max(end, (startMs ?? 0) + (durationMs ?? 0));
  return end;
};
