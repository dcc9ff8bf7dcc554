/** The runs of this window: they go on while the person looks at other screens. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useApi } from '../api.ts';
import { collectPushes, type Batch } from './collect-pushes.ts';
import { emptyRun, foldRun, type RunState } from './run-fold.ts';

interface Runs {
  readonly runs: ReadonlyMap<string, RunState>;
  readonly fold: (batch: Batch) => void;
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

export function useRunPushes(): void {
  const api = useApi();
  const fold = useRuns((runs) => runs.fold);
  useEffect(() => collectPushes(api, fold), [api, fold]);
}
