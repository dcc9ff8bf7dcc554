/** Batches of the app: one at a time, each finished domain safe in journal and history before it is told, gone on with after whatever cut it off. */
import type {
  BatchEnding,
  BatchProgressView,
  BatchStateView,
  BoardPush,
  ColumnChoice,
} from '../../contract/board.ts';
import {
  goOnWith,
  lastBatch,
  startJournal,
  type BatchJournal,
  type BatchSoFar,
} from '../../services/batch/journal.ts';
import type { ClientList } from '../../services/batch/read-clients.ts';
import { writeAtomically } from '../../services/file-writer.ts';
import type { DomainState } from '../../services/history/history-store.ts';
import { refusal } from '../../services/said-error.ts';
import { createFollower } from './batch-follower.ts';
import { readList } from './batch-list.ts';
import { carryOut } from './carry-out-batch.ts';
import { askAfterwards } from './ask-afterwards.ts';
import type { BoardKeeper, BoardParts } from './handlers.ts';
import { latestBatchFile, type LatestBatch, type LatestBatchFile } from './latest-batch.ts';

export interface BatchPlan {
  readonly path: string;
  readonly columns: ColumnChoice;
  /** Goes on with what its journal holds. */
  readonly isResumed: boolean;
  readonly isScheduled: boolean;
}

export interface EndedBatch {
  readonly ending: BatchEnding;
  /** Where domains stand that are other than at their run before. */
  readonly changed: readonly DomainState[];
}

export interface Batches {
  /** Resolves when it is under way; `ended` when it is over. */
  start(plan: BatchPlan): Promise<{ readonly ended: Promise<EndedBatch> }>;
  cancel(): void;
  state(): Promise<BatchStateView>;
  latest(): Promise<LatestBatch | null>;
  /** Stops what is under way and forgets all of it. */
  clear(): Promise<void>;
}

interface UnderWay {
  readonly controller: AbortController;
  readonly progress: () => BatchProgressView;
  readonly ended: Promise<EndedBatch>;
}

export function createBatches(
  parts: BoardParts,
  keeper: BoardKeeper,
  push: (push: BoardPush) => void,
): Batches {
  const file = latestBatchFile(parts.context.folder);
  let current: UnderWay | null = null;
  let isStarting = false;
  let registries: AbortController | null = null;

  const start: Batches['start'] = async (plan) => {
    if (current !== null || isStarting) throw refusal('app.error.batch_under_way');
    isStarting = true;
    registries?.abort();
    try {
      registries = new AbortController();
      current = await begin(parts, keeper, push, { ...plan, afterwards: registries.signal });
    } finally {
      isStarting = false;
    }
    const { ended } = current;
    void ended.finally(() => {
      current = null;
    });
    return { ended };
  };
  return {
    start,
    cancel: () => current?.controller.abort(),
    latest: () => file.load(),
    state: async () => {
      const latest = await file.load();
      const progress = current?.progress() ?? null;
      const isCutOff = progress === null && latest !== null && latest.ending !== 'completed';
      const done = isCutOff ? ((await lastBatch(file.folder, latest.path))?.rows.length ?? 0) : 0;
      return {
        progress,
        unfinished: isCutOff && done < latest.total ? { name: latest.name, done, total: latest.total } : null,
        list: latest?.name ?? null,
      };
    },
    clear: async () => {
      registries?.abort();
      current?.controller.abort();
      await current?.ended;
      await file.clear();
    },
  };
}

interface Prepared {
  readonly list: ClientList;
  readonly latest: LatestBatch;
  readonly journal: BatchJournal;
  readonly before: BatchSoFar | null;
}

/** Everything that can be wrong is said before the first domain. */
async function prepare(file: LatestBatchFile, now: string, plan: BatchPlan): Promise<Prepared> {
  const { path, columns, isResumed, isScheduled } = plan;
  const { bytes, list } = await readList(path, columns).catch((error: unknown) => {
    if (!isResumed && !isScheduled) throw error;
    return readList(file.copy, columns);
  });
  if (list.clients.length === 0) throw refusal('app.error.empty_list');
  const before = isResumed ? await lastBatch(file.folder, path) : null;
  const startedAt = before?.head.startedAt ?? now;
  const head = { schemaVersion: 1, list: path, startedAt, asked: JSON.stringify(columns) } as const;
  const journal = before === null ? await startJournal(file.folder, head) : await goOnWith(before);
  await writeAtomically(file.copy, bytes);
  const name = path.split(/[\\/]/u).at(-1) ?? path;
  const total = list.clients.length;
  const latest = { schemaVersion: 1, path, name, columns, startedAt, total, ending: null } as const;
  await file.save(latest);
  return { list, latest, journal, before };
}

async function begin(
  parts: BoardParts,
  keeper: BoardKeeper,
  push: (push: BoardPush) => void,
  plan: BatchPlan & { readonly afterwards: AbortSignal },
): Promise<UnderWay> {
  const file = latestBatchFile(parts.context.folder);
  const { list, latest, journal, before } = await prepare(file, parts.context.now(), plan);
  const controller = new AbortController();
  const { signal } = controller;
  const { name, total } = latest;
  const follower = createFollower({ name, total, before, isStopping: () => signal.aborted }, push);
  const finish = async (ending: BatchEnding): Promise<EndedBatch> => {
    follower.stop();
    await journal.close();
    await file.save({ ...latest, ending });
    push({ type: 'changed' });
    push({ type: 'ended', ending, isScheduled: plan.isScheduled });
    if (ending === 'completed')
      void askAfterwards({ parts, keeper, clients: list.clients, push, signal: plan.afterwards });
    return { ending, changed: follower.changed() };
  };
  const work = carryOut({ parts, keeper, clients: list.clients, before, journal, follower, signal });
  const ended = work.then(
    (end) => finish(endings[end]),
    (error: unknown) => {
      process.stderr.write(`batch: ${error instanceof Error ? (error.stack ?? error.name) : 'failed'}\n`);
      return finish('failed');
    },
  );
  return { controller, progress: () => follower.view(), ended };
}

const endings = { done: 'completed', stopped: 'cancelled', offline: 'offline' } as const;
