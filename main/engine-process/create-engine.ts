/** The engine as a set of calls: plain Node, so that tests run it without Electron. Every call ends in a reply. */
import { languageSchema } from '../contract/channels.ts';
import type { Reply } from '../contract/reply.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import { SaidError } from '../services/said-error.ts';
import { createContext, type EngineOptions } from './context.ts';
import { createHandlers } from './handlers.ts';
import type { EngineCall } from './protocol.ts';

export interface EngineService {
  answer(call: EngineCall, input: unknown): Promise<Reply<unknown>>;
  /** Makes reports of runs that were cut off; returns their ids, the newest first. */
  recover(): Promise<readonly string[]>;
}

export async function createEngine(options: EngineOptions): Promise<EngineService> {
  const context = await createContext(options);
  const { handlers, recover } = createHandlers(context);
  return {
    recover,
    answer: async (call, input) => {
      try {
        const handle = handlers[call] as (given: unknown) => unknown;
        return { ok: true, value: await handle(input) };
      } catch (error) {
        const t = context.inWindow(languageOf(input));
        if (error instanceof SaidError)
          return { ok: false, error: { key: error.said.key, text: t(error.said) } };
        process.stderr.write(`${call}: ${error instanceof Error ? (error.stack ?? error.name) : 'failed'}\n`);
        return { ok: false, error: { key: 'app.error.internal', text: t.text('app.error.internal') } };
      }
    },
  };
}

/** Calls that speak name their language. */
function languageOf(input: unknown): Language {
  const given = typeof input === 'object' && input !== null && 'language' in input ? input.language : 'en';
  return languageSchema.catch('en').parse(given);
}
