/** Every call that the engine process answers. */
import { understandTarget } from '../../diagnostics/index.ts';
import { notesBesideName } from '../services/request-rows.ts';
import { accepted, refusal } from '../services/said-error.ts';
import { createBoardReports, withBoardReports } from './board/board-reports.ts';
import { batchHandlers } from './board/batch-handlers.ts';
import { createBatches } from './board/batches.ts';
import { boardHandlers, keepBoard, type BoardKeeper } from './board/handlers.ts';
import type { EngineContext } from './context.ts';
import { historyHandlers } from './history.ts';
import { openReports } from './open-reports.ts';
import { createPackShelf, type PackShelf } from './pack-shelf.ts';
import type { EngineHandlers } from './protocol.ts';
import { requestHandlers } from './requests.ts';
import { replyHandlers } from './replies.ts';
import { createReportStore } from './report-store.ts';
import { privacyHandlers, recoverRuns, reportHandlers } from './reports.ts';
import { createRuns } from './runs.ts';
import { ticketHandlers } from './tickets.ts';
import { providerView } from './views/provider-view.ts';
import { providerChoice, startView } from './views/start-view.ts';

interface Answering {
  readonly handlers: EngineHandlers;
  readonly recover: () => Promise<readonly string[]>;
}

export function createHandlers(context: EngineContext): Answering {
  const packs = createPackShelf(context);
  const boardReports = createBoardReports(context.folder);
  const { history } = context;
  const own = createReportStore(context.folder, history);
  const store = withBoardReports(own, boardReports, history, () => board.forget());
  const board: BoardKeeper = keepBoard({ context, packs, store, history, boardReports });
  const batches = createBatches({ context, packs, store, history, boardReports }, board, context.tell);
  const reports = openReports(context, packs, store);
  const runs = createRuns({ context, packs, store });
  const privacy = privacyHandlers({ context, packs, store, reports });
  return {
    recover: () => recoverRuns({ context, packs, store }),
    handlers: {
      'start:view': async ({ language }) =>
        startView((await packs.knowledge(false)).packs, context.translator(language)),
      'target:understand': ({ language, text }) => {
        const t = context.translator(language);
        const target = accepted(understood(text));
        const { domain, displayName } = target;
        return { domain, displayName, notes: notesBesideName(target, t) };
      },
      'run:start': async (input) => ({ runId: await runs.start(input) }),
      'run:cancel': ({ runId }) => {
        runs.cancel(runId);
        return null;
      },
      ...reportHandlers({ context, packs, store, reports }),
      ...privacy,
      'privacy:delete-all': async (input) => {
        await batches.clear();
        return privacy['privacy:delete-all'](input);
      },
      ...replyHandlers(context, packs, reports),
      ...historyHandlers(context, store, reports, async (filter, language) =>
        (await board.board()).shown(filter, await board.words(language)),
      ),
      ...requestHandlers(context, packs),
      ...ticketHandlers(context, reports, (cause) => board.affectedBy(cause)),
      ...boardHandlers(board),
      ...batchHandlers(context, batches),
      ...providerHandlers(context, packs, () => reports.forget()),
    },
  };
}

const understood = (text: string) => {
  const read = understandTarget(text);
  return read.ok ? { ok: true as const, value: read.target } : read;
};

type ProviderCall = Extract<keyof EngineHandlers, `providers:${string}`>;

const providerHandlers = (
  context: EngineContext,
  packs: PackShelf,
  onChange: () => void,
): Pick<EngineHandlers, ProviderCall> => ({
  'providers:list': async ({ language }) => {
    const t = context.translator(language);
    const known = (await packs.knowledge(false)).packs;
    return Promise.all(
      known.map(async (pack) => ({
        ...providerChoice(pack, t),
        version: pack.version,
        isOwn: await packs.isOwn(pack.id),
      })),
    );
  },
  'providers:view': async ({ id, language }) => {
    // The demo's provider is shown too, for whoever comes from a report of the demo.
    const knowledge = await packs.knowledge(true);
    const pack = knowledge.packs.find((each) => each.id === id);
    if (!pack) throw refusal('app.error.unknown_provider');
    return providerView(
      pack,
      knowledge.library.vocabulary,
      await packs.isOwn(id),
      context.translator(language),
    );
  },
  'providers:import-file': async ({ path, language }) => {
    const id = await packs.import(path, context.translator(language));
    onChange();
    return { id };
  },
  'providers:remove': async ({ id }) => {
    await packs.remove(id);
    onChange();
    return null;
  },
});
