/** Collects pushes and hands them on in one piece: hundreds of operations a second are a few changes of the screen. */
import type { WindowApi } from '../../main/contract/api.ts';
import type { RunPush } from '../../main/contract/views.ts';

export type Batch = ReadonlyMap<string, readonly RunPush[]>;

/** How often the screen changes at most: seen as at once, and leaves the window time for the person. */
const restMs = 80;
/** Frames stop while a window is hidden; a run must not. */
const longestWaitMs = 300;

/** Returns how to stop; what has not been handed on by then is dropped. */
export function collectPushes(api: Pick<WindowApi, 'on'>, onBatch: (batch: Batch) => void): () => void {
  let batch = new Map<string, RunPush[]>();
  let frame = 0;
  let timers: readonly ReturnType<typeof setTimeout>[] = [];
  const rest = (): void => {
    cancelAnimationFrame(frame);
    for (const timer of timers) clearTimeout(timer);
  };
  const flush = (): void => {
    rest();
    const collected = batch;
    batch = new Map();
    onBatch(collected);
  };
  const askForFrame = (): void => {
    frame = requestAnimationFrame(flush);
  };
  const stop = api.on('run:push', ({ runId, push }) => {
    if (batch.size === 0) timers = [setTimeout(askForFrame, restMs), setTimeout(flush, longestWaitMs)];
    const known = batch.get(runId);
    if (known === undefined) batch.set(runId, [push]);
    else known.push(push);
  });
  return () => {
    stop();
    rest();
  };
}
