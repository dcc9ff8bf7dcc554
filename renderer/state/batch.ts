/** The batch that is under way, or was cut off: it goes on while the person looks elsewhere. */
import { useEffect, useState } from 'react';
import type { BatchProgressView, BatchStateView } from '../../main/contract/board.ts';
import { usePush } from '../api.ts';
import { useView } from './app.ts';

export function useBatch(): BatchStateView | null {
  const state = useView('batch:state', undefined);
  const [progress, setProgress] = useState<BatchProgressView | null>(null);
  useEffect(() => setProgress(state.value?.progress ?? null), [state.value]);
  usePush('board:push', (push) => {
    if (push.type === 'progress') setProgress(push.progress);
    if (push.type === 'ended') setProgress(null);
    // an engine that was started again says so too
    if (push.type !== 'progress') state.reload();
  });
  return state.value === null ? null : { ...state.value, progress };
}
