/** The runs of this window: they go on while the person looks at other screens. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { RunPush } from '../../main/contract/views.ts';
import { useApi } from '../api.ts';
import { emptyRun, foldRun, type RunState } from './run-fold.ts';

interface Runs {
  readonly runs: ReadonlyMap<string, RunState>;
  readonly fold: (batch: ReadonlyMap<string, readonly RunPush[]>) => void;
}

const useRuns = create<Runs>((set) => ({
  runs: new Map(),
  fold: (batch) =>
    set(({ runs }) => {
      const next = new Map(runs);
      for (const [id, pushes] of batch) next.set(id, foldRun(next.get(id) ?? emptyRun, pushes));
      return { runs: next };
    }),
}));

/** A run whose first push has not come yet is empty. */
export const useRun = (runId: string): RunState => useRuns(({ runs }) => runs.get(runId) ?? emptyRun);

/** Those that have not ended. */
export const useRunning = (): readonly { readonly id: string; readonly name: string }[] =>
  [...useRuns(({ runs }) => runs)]
    .filter(([, run]) => run.end === null)
    .map(([id, run]) => ({ id, name: run.displayName }));

/** How often the screen changes at most: seen as at once, and leaves the window time for the person. */
const restMs = 80;
/** Frames stop while a window is hidden; a run must not. */
const longestWaitMs = 300;

/** Collects pushes and folds them in one frame: hundreds of operations a second are a few changes of the screen. */
export function useRunPushes(): void {
  const api = useApi();
  const fold = useRuns((runs) => runs.fold);
  useEffect(() => {
    let batch = new Map<string, RunPush[]>();
    let frame = 0;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const later = (what: () => void, ms: number): void => {
      timers.add(setTimeout(what, ms));
    };
    const rest = (): void => {
      cancelAnimationFrame(frame);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    };
    const flush = (): void => {
      rest();
      const folded = batch;
      batch = new Map();
      fold(folded);
    };
    const stop = api.on('run:push', ({ runId, push }) => {
      const isFirst = batch.size === 0;
      const known = batch.get(runId);
      if (known === undefined) batch.set(runId, [push]);
      else known.push(push);
      if (!isFirst) return;
      later(() => {
        frame = requestAnimationFrame(flush);
      }, restMs);
      later(flush, longestWaitMs);
    });
    return () => {
      stop();
      rest();
    };
  }, [api, fold]);
}
