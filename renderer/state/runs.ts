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

/** Frames stop while a window is hidden; a run must not. */
const longestWaitMs = 250;

/** Collects pushes and folds them once a frame: hundreds of operations a second are one change of the screen. */
export function useRunPushes(): void {
  const api = useApi();
  const fold = useRuns((runs) => runs.fold);
  useEffect(() => {
    let batch = new Map<string, RunPush[]>();
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      timer = undefined;
      const folded = batch;
      batch = new Map();
      fold(folded);
    };
    const stop = api.on('run:push', ({ runId, push }) => {
      batch.set(runId, [...(batch.get(runId) ?? []), push]);
      if (timer !== undefined) return;
      timer = setTimeout(flush, longestWaitMs);
      frame = requestAnimationFrame(flush);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [api, fold]);
}
