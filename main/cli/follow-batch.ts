/** Carries a batch from what is finished to its end: rows into the journal first, then onto the screen. */
import type { BatchCheck } from '../services/batch/check-client.ts';
import {
  goOnWith,
  startJournal,
  type BatchHead,
  type BatchJournal,
  type BatchSoFar,
} from '../services/batch/journal.ts';
import type { ClientList } from '../services/batch/read-clients.ts';
import type { BatchResult } from '../services/batch/results.ts';
import { withLine, type BatchRow } from '../services/batch/row.ts';
import { spareMemory } from '../services/batch/spare-memory.ts';
import { runBatch } from '../services/batch/run-batch.ts';
import { createBatchProgress, type BatchProgress } from './batch-progress.ts';
import type { DomainState } from '../services/history/history-store.ts';
import type { CliContext } from './context.ts';
import { withInterrupt } from './interrupt.ts';
import type { Recorder } from './recording.ts';
import { streamedRow } from './render-batch.ts';

export interface Batch {
  readonly list: ClientList;
  readonly head: BatchHead;
  /** Null for one from the beginning. */
  readonly before: BatchSoFar | null;
  readonly check: BatchCheck;
  /** Where journals lie. */
  readonly folder: string;
  /** Puts each finished domain into the history. */
  readonly recorder: Recorder;
  /** Each row is printed when it is finished. */
  readonly isStreamed: boolean;
}

interface FollowOptions {
  readonly quiet?: boolean;
  readonly jobs: number;
}

/** Rows of today's list that an earlier part of the batch finished. */
function rowsBefore({ clients }: ClientList, before: BatchSoFar | null): BatchRow[] {
  const byKey = new Map(clients.map((client) => [client.key, client]));
  return (before?.rows ?? []).flatMap((row) => {
    const client = byKey.get(row.key);
    return client === undefined ? [] : [withLine(row, client)];
  });
}

export async function followBatch(
  context: CliContext,
  options: FollowOptions,
  batch: Batch,
): Promise<FinishedBatch> {
  const { engine, io, t } = context;
  const { list, head, before, folder, check, recorder } = batch;
  const rows = rowsBefore(list, before);
  const earlier = new Set(rows.map(({ domain }) => domain));
  const journal = before === null ? await startJournal(folder, head) : await goOnWith(before);
  const progress = createBatchProgress({
    output: io.stderr,
    t,
    isQuiet: options.quiet === true,
    total: list.clients.length,
    before: rows.length,
  });
  const onFirst = (): void => {
    progress.stop();
    io.stderr.write(`${t.text('batch.cancelling')}\n`);
  };
  const recorded: Recorded = [];
  const stopSparing = spareMemory();
  let ended: Awaited<ReturnType<typeof runBatch>>;
  try {
    ended = await withInterrupt(io, onFirst, (signal) =>
      checkTheRest(context, batch, { rows, journal, progress, signal, recorded, atOnce: options.jobs }),
    );
  } finally {
    progress.stop();
    stopSparing();
    check.close();
    await journal.close();
  }
  const result: BatchResult = {
    list: head.list,
    startedAt: head.startedAt,
    finishedAt: new Date(engine.clock().now()).toISOString(),
    ending: endings[ended],
    rows: [...rows].sort((a, b) => a.line - b.line),
    refused: list.refused,
    total: list.clients.length,
  };
  const states = [...(await Promise.all(recorded)), await recorder.standingOf(earlier)].flatMap(
    (each) => each ?? [],
  );
  return { result, states };
}

export interface FinishedBatch {
  readonly result: BatchResult;
  /** Where its domains stand in the history; empty without one. */
  readonly states: readonly DomainState[];
}

type Recorded = Promise<readonly DomainState[] | null>[];

const endings = { done: 'completed', stopped: 'cancelled', offline: 'offline' } as const;

interface UnderWay {
  readonly rows: BatchRow[];
  readonly journal: BatchJournal;
  readonly progress: BatchProgress;
  readonly signal: AbortSignal;
  readonly recorded: Recorded;
  readonly atOnce: number;
}

async function checkTheRest(
  { io, t }: CliContext,
  { list, check, recorder, isStreamed }: Batch,
  { rows, journal, progress, signal, recorded, atOnce }: UnderWay,
): ReturnType<typeof runBatch> {
  const finished = new Set(rows.map(({ key }) => key));
  if (isStreamed) for (const row of rows) io.stdout.write(streamedRow(row, t));
  return runBatch({
    clients: list.clients.filter(({ key }) => !finished.has(key)),
    atOnce,
    signal,
    check: (client, stop) => check.check(client, stop),
    onStarted: ({ target }) => progress.started(target.displayName),
    onFinished: async (row) => {
      await journal.keep(row);
      rows.push(row);
      recorded.push(recorder.record([row.summary]));
      if (isStreamed) io.stdout.write(streamedRow(row, t));
      progress.finished(row);
    },
  });
}
