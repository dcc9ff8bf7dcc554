/** The calls about batches. */
import type { Translator } from '../../../diagnostics/index.ts';
import { latestChange } from '../../../diagnostics/index.ts';
import type { EngineContext } from '../context.ts';
import type { BatchOutcome, EngineHandlers } from '../protocol.ts';
import { listView, readList } from './batch-list.ts';
import type { Batches, EndedBatch } from './batches.ts';
import { changeOf } from './board-client.ts';

type Own = Extract<keyof EngineHandlers, `batch:${string}`>;

export const batchHandlers = (
  { translator }: Pick<EngineContext, 'translator'>,
  batches: Batches,
): Pick<EngineHandlers, Own> => ({
  'batch:read': async ({ path, columns, language }) =>
    listView(path, await readList(path, columns), translator(language)),
  'batch:start': async ({ path, columns }) => {
    await batches.start({ path, columns, isResumed: false, isScheduled: false });
    return null;
  },
  'batch:resume': async () => {
    const latest = await batches.latest();
    if (latest !== null) await batches.start({ ...latest, isResumed: true, isScheduled: false });
    return null;
  },
  'batch:cancel': () => {
    batches.cancel();
    return null;
  },
  'batch:state': () => batches.state(),
  'batch:again': async ({ language }) => {
    const latest = await batches.latest();
    if (latest === null || (await batches.state()).progress !== null) return null;
    const { ended } = await batches.start({ ...latest, isResumed: false, isScheduled: true });
    return outcomeOf(await ended, translator(language));
  },
});

/** Names in a notification, which has room for a few. */
const NAMED = 3;

function outcomeOf({ ending, changed }: EndedBatch, t: Translator): BatchOutcome {
  if (changed.length === 0) return { ending, text: '' };
  const named = changed.slice(0, NAMED).map(({ run, trend }) => {
    const { appeared, gone } = latestChange(trend);
    const [problem] = [...appeared, ...gone];
    return t.text('board.changed', {
      name: run.summary.displayName,
      change: changeOf(trend),
      symptom: problem === undefined ? '' : t.text(`ticket.symptom.${problem.problem.rootCause}`),
    });
  });
  const more = changed.length - named.length;
  return {
    ending,
    text: [...named, ...(more > 0 ? [t.text('board.changed_more', { count: more })] : [])].join('\n'),
  };
}
