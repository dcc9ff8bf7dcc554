/** Carries a batch from what is finished to its end: each domain is in history and journal before it counts. */
import { redactReport } from '../../../diagnostics/index.ts';
import { createBatchCheck } from '../../services/batch/check-client.ts';
import type { BatchJournal, BatchSoFar } from '../../services/batch/journal.ts';
import type { Client } from '../../services/batch/read-clients.ts';
import { runBatch } from '../../services/batch/run-batch.ts';
import { spareMemory } from '../../services/batch/spare-memory.ts';
import type { Follower } from './batch-follower.ts';
import type { BoardKeeper, BoardParts } from './handlers.ts';

/** Domains that are under way together: each server has its own bound besides. */
const AT_ONCE = 24;

export interface Work {
  readonly parts: BoardParts;
  readonly keeper: BoardKeeper;
  readonly clients: readonly Client[];
  readonly before: BatchSoFar | null;
  readonly journal: BatchJournal;
  readonly follower: Follower;
  readonly signal: AbortSignal;
}

export async function carryOut({
  parts,
  keeper,
  clients,
  before,
  journal,
  follower,
  signal,
}: Work): ReturnType<typeof runBatch> {
  const { context, packs, history, boardReports } = parts;
  const t = context.translator('en');
  const { engine, toolVersion } = context;
  const { packs: known, levels } = await packs.knowledge(false);
  const networkData = await context.networkData();
  const check = createBatchCheck({
    engine,
    networkData,
    packs: known,
    levels,
    t,
    toolVersion,
    options: {},
    keep: async (_client, report) => {
      await boardReports.add(redactReport(report), { t, packs: known });
      return null;
    },
  });
  const stopSparing = spareMemory();
  const done = new Set(before?.rows.map(({ key }) => key));
  try {
    return await runBatch({
      clients: clients.filter(({ key }) => !done.has(key)),
      atOnce: AT_ONCE,
      signal,
      check: (client, stop) => check.check(client, stop),
      onStarted: () => undefined,
      onFinished: async (row) => {
        const { summary } = row;
        const earlier = (await keeper.latestOf(summary.domain))?.run.summary.report ?? null;
        const states = await history.record([summary]);
        await journal.keep(row);
        await keeper.update(states);
        if (earlier !== null && earlier !== summary.report) await boardReports.remove(earlier);
        follower.finished(row, states);
      },
    });
  } finally {
    stopSparing();
    check.close();
  }
}
