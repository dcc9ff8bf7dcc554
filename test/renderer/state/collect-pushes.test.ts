import { beforeEach, expect, it, vi } from 'vitest';
import type { RunPush } from '../../../main/contract/views.ts';
import { collectPushes, type Batch } from '../../../renderer/state/collect-pushes.ts';
import { createFakeApi } from '../support/fake-api.ts';

const push = (text: string): RunPush => ({ type: 'failed', text });
const frames = { isHidden: false };

beforeEach(() => {
  frames.isHidden = false;
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (flush: () => void) =>
    frames.isHidden ? 0 : setTimeout(flush, 16),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  return () => vi.useRealTimers();
});

function collector() {
  const api = createFakeApi({});
  const batches: Batch[] = [];
  const stop = collectPushes(api, (batch) => batches.push(batch));
  return { api, batches, stop };
}

it('hands on what came within a moment in one piece, by run and in order', () => {
  const { api, batches } = collector();
  api.push('run:push', { runId: 'one', push: push('a') });
  api.push('run:push', { runId: 'two', push: push('b') });
  vi.advanceTimersByTime(20);
  api.push('run:push', { runId: 'one', push: push('c') });
  vi.advanceTimersByTime(1_000);
  expect(batches).toEqual([
    new Map([
      ['one', [push('a'), push('c')]],
      ['two', [push('b')]],
    ]),
  ]);
});

it('hands on the next piece as soon', () => {
  const { api, batches } = collector();
  api.push('run:push', { runId: 'one', push: push('a') });
  vi.advanceTimersByTime(100);
  api.push('run:push', { runId: 'one', push: push('b') });
  vi.advanceTimersByTime(100);
  expect(batches).toEqual([new Map([['one', [push('a')]]]), new Map([['one', [push('b')]]])]);
});

it('does not wait for a frame that a hidden window never gets', () => {
  frames.isHidden = true;
  const { api, batches } = collector();
  api.push('run:push', { runId: 'one', push: push('a') });
  vi.advanceTimersByTime(310);
  expect(batches).toEqual([new Map([['one', [push('a')]]])]);
});

it('hands nothing on after it was stopped', () => {
  const { api, batches, stop } = collector();
  api.push('run:push', { runId: 'one', push: push('a') });
  stop();
  api.push('run:push', { runId: 'one', push: push('b') });
  vi.advanceTimersByTime(1_000);
  expect(batches).toEqual([]);
});
