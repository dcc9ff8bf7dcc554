/** What every group of handlers has at hand. */
import { createTranslator, type Catalogues, type Translator } from '../../diagnostics/index.ts';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';
import type { BoardPush } from '../contract/board.ts';
import type { RunPush } from '../contract/views.ts';
import { loadCatalogues } from '../services/catalogues.ts';
import type { Engine } from '../services/engine.ts';
import { historyFileIn, openHistory, type History } from '../services/history/open-history.ts';
import { loadNetwork } from '../services/knowledge.ts';
import { toolVersionOf } from '../services/resource-paths.ts';
import { accepted } from '../services/said-error.ts';
import { windowTranslator } from './window-translator.ts';

export interface EngineOptions {
  /** The app's own folder: reports, packs and settings lie in it, nothing is written anywhere else. */
  readonly folder: string;
  readonly resources: string;
  /** Replaces lists of the built-in network data; absent for the public internet. */
  readonly networkFile?: string | undefined;
  readonly engine: Engine;
  readonly push: (runId: string, push: RunPush) => void;
  /** What the board is told without asking. */
  readonly tell: (push: BoardPush) => void;
  /** A sentence for the person, in every language. */
  readonly notify: (notice: Notice) => void;
  /** IANA zone for times; the machine's own when absent. */
  readonly timeZone?: string;
}

export type Notice = Readonly<Record<Language, string>>;

export interface EngineContext extends EngineOptions {
  readonly toolVersion: string;
  readonly history: History;
  /** Read anew for each run: a file may have been written in the meantime. */
  networkData(): Promise<NetworkData>;
  translator(language: Language): Translator;
  /** Without options to type; not for what leaves. */
  inWindow(language: Language): Translator;
  /** Wall-clock time, RFC 3339. */
  readonly now: () => string;
}

/** What the pseudonyms of reports stand for lies in the app's own folder too. */
export const privateFolder = ({ folder }: Pick<EngineContext, 'folder'>) => ({ FAULTLINE_STATE: folder });

export async function createContext(options: EngineOptions): Promise<EngineContext> {
  const [catalogues, toolVersion] = await Promise.all([
    loadCatalogues(options.resources),
    toolVersionOf(options.resources),
  ]);
  const translator = translators(catalogues, options.timeZone);
  return {
    ...options,
    toolVersion,
    networkData: async () => accepted(await loadNetwork(options.resources, options.networkFile)),
    translator,
    history: openHistory(historyFileIn(options.folder), (notice) => {
      const [en, fr, nl] = languages.map((language) => translator(language)(notice));
      options.notify({ en: en ?? '', fr: fr ?? '', nl: nl ?? '' });
    }),
    inWindow: (language) => windowTranslator(translator(language)),
    now: () => new Date(options.engine.clock().now()).toISOString(),
  };
}

/** One a language: compiling the patterns takes longer than using them. */
function translators(catalogues: Catalogues, timeZone: string | undefined): EngineContext['translator'] {
  const made = new Map<Language, Translator>();
  return (language) => {
    const t = made.get(language) ?? createTranslator(language, catalogues, { timeZone });
    made.set(language, t);
    return t;
  };
}
