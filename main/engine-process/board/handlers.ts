/** The calls of the board. What the history holds is read once and kept in step with what is recorded. */
import type { Affected } from '../../../diagnostics/index.ts';
import type { Language } from '../../../diagnostics/model/vocabulary.ts';
import type { DomainState, HistoryStore } from '../../services/history/history-store.ts';
import type { EngineContext } from '../context.ts';
import type { PackShelf } from '../pack-shelf.ts';
import type { EngineHandlers } from '../protocol.ts';
import type { ReportStore } from '../report-store.ts';
import type { BoardReports } from './board-reports.ts';
import { createBoard, type Board } from './board.ts';
import type { BoardWords } from './board-views.ts';

export interface BoardParts {
  readonly context: EngineContext;
  readonly packs: PackShelf;
  readonly store: ReportStore;
  readonly history: HistoryStore;
  readonly boardReports: BoardReports;
}

export interface BoardKeeper {
  board(): Promise<Board>;
  words(language: Language): Promise<BoardWords>;
  affectedBy(cause: string): Promise<Affected | undefined>;
  latestOf(domain: string): Promise<DomainState | null>;
  /** After runs were recorded. */
  update(states: readonly DomainState[]): Promise<void>;
  /** After the history was changed by others. */
  forget(): void;
}

export function keepBoard({ context, packs, store, history, boardReports }: BoardParts): BoardKeeper {
  let reading: Promise<Map<string, DomainState>> | null = null;
  let made: Promise<Board> | null = null;
  const states = (): Promise<Map<string, DomainState>> => {
    reading ??= history
      .latest()
      .then((all) => new Map(all.map((state) => [state.run.summary.domain, state])));
    reading.catch(() => {
      reading = null;
    });
    return reading;
  };
  const board = (): Promise<Board> => {
    made ??= states().then((all) =>
      createBoard([...all.values()].map(({ run, trend }) => ({ summary: run.summary, trend }))),
    );
    made.catch(() => {
      made = null;
    });
    return made;
  };
  return {
    board,
    words: async (language) => {
      const kept = await boardReports.ids();
      const entries = new Map((await store.list()).map(({ id }) => [id.replace(/^\w+?-/u, ''), id]));
      return {
        t: context.inWindow(language),
        packs: (await packs.knowledge(true)).packs,
        now: Date.parse(context.now()),
        storedId: (report) => entries.get(report) ?? kept.get(report) ?? null,
      };
    },
    affectedBy: async (key) => {
      const cause = (await board()).causes.find((each) => each.key === key);
      return cause === undefined
        ? undefined
        : {
            cause: key,
            domains: cause.clients.flatMap(({ summary, problems }) =>
              problems
                .filter(({ problem }) => problem.sharedCauseKey === key)
                .slice(0, 1)
                .map(({ problem }) => ({ name: summary.displayName, confidence: problem.confidence })),
            ),
          };
    },
    latestOf: async (domain) => (await states()).get(domain) ?? null,
    update: async (recorded) => {
      const all = await states();
      for (const state of recorded) all.set(state.run.summary.domain, state);
      made = null;
    },
    forget: () => {
      reading = null;
      made = null;
    },
  };
}

type Own = Extract<keyof EngineHandlers, `board:${string}`>;

export const boardHandlers = (keeper: BoardKeeper): Pick<EngineHandlers, Own> => ({
  'board:view': async ({ language }) => (await keeper.board()).view(await keeper.words(language)),
  'board:rows': async (input) => (await keeper.board()).rows(input, await keeper.words(input.language)),
  'board:expiries': async (input) =>
    (await keeper.board()).expiries(input, await keeper.words(input.language)),
});
