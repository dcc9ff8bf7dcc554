/** Every call that the engine process answers. */
import { understandTarget } from '../../diagnostics/index.ts';
import { SaidError } from '../services/said-error.ts';
import type { EngineContext } from './context.ts';
import { createPackShelf } from './pack-shelf.ts';
import type { EngineHandlers } from './protocol.ts';
import { startView } from './views/start-view.ts';

interface Answering {
  readonly handlers: EngineHandlers;
  readonly recover: () => Promise<readonly string[]>;
}

export function createHandlers(context: EngineContext): Answering {
  const packs = createPackShelf(context);
  const handlers = {
    'start:view': async ({ language }) =>
      startView((await packs.knowledge(false)).packs, context.translator(language)),
    'target:understand': ({ language, text }) => {
      const t = context.translator(language);
      const read = understandTarget(text);
      if (!read.ok) throw new SaidError(read.error);
      const { domain, displayName, notes } = read.target;
      return { domain, displayName, notes: notes.map((each) => t(each)) };
    },
  } satisfies Partial<EngineHandlers>;
  return { handlers: handlers as unknown as EngineHandlers, recover: () => Promise.resolve([]) };
}
