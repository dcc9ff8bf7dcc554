/** Counts what a batch finishes, and tells the window as often as the eye follows. */
import { isChange, latestChange } from '../../../diagnostics/index.ts';
import type { BatchProgressView, BoardPush } from '../../contract/board.ts';
import type { BatchSoFar } from '../../services/batch/journal.ts';
import { createPace } from '../../services/batch/pace.ts';
import type { BatchRow } from '../../services/batch/row.ts';
import type { DomainState } from '../../services/history/history-store.ts';

/** As often as the eye follows, and as often as a whole list is worth drawing anew. */
const PROGRESS_MS = 250;
const CHANGED_MS = 3_000;

export interface Follower {
  readonly view: () => BatchProgressView;
  finished(row: BatchRow, states: readonly DomainState[]): void;
  changed(): readonly DomainState[];
  stop(): void;
}

export function createFollower(
  {
    name,
    total,
    before,
    isStopping,
  }: {
    readonly name: string;
    readonly total: number;
    readonly before: BatchSoFar | null;
    readonly isStopping: () => boolean;
  },
  push: (push: BoardPush) => void,
): Follower {
  const pace = createPace(() => performance.now());
  const changed: DomainState[] = [];
  let done = before?.rows.length ?? 0;
  let faulty = before?.rows.filter(({ status }) => status === 'problems_found').length ?? 0;
  let hasNews = false;
  const view = (): BatchProgressView => {
    const perSecond = pace.perSecond();
    return {
      name,
      total,
      done,
      faulty,
      perSecond: perSecond === 0 ? null : perSecond,
      remainingMs: perSecond === 0 ? null : Math.round(((total - done) / perSecond) * 1_000),
      isStopping: isStopping(),
    };
  };
  const ticker = setInterval(() => push({ type: 'progress', progress: view() }), PROGRESS_MS);
  const news = setInterval(() => {
    if (hasNews) push({ type: 'changed' });
    hasNews = false;
  }, CHANGED_MS);
  return {
    view,
    finished: (row, states) => {
      pace.step();
      done += 1;
      if (row.status === 'problems_found') faulty += 1;
      changed.push(...states.filter(({ trend }) => isChange(latestChange(trend))));
      hasNews = true;
    },
    changed: () => changed,
    stop: () => {
      clearInterval(ticker);
      clearInterval(news);
    },
  };
}
