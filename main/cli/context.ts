/** What every command has at hand. */
import type { Catalogues, Translator } from '../../diagnostics/index.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import type { Engine } from '../services/engine.ts';
import type { CliIo } from './io.ts';

export interface CliContext {
  readonly io: CliIo;
  readonly t: Translator;
  readonly engine: Engine;
  readonly resources: string;
  readonly toolVersion: string;
  readonly catalogues: Catalogues;
  /** A translator of another language, for a ticket. */
  translator(language: Language): Translator;
}

/** What an action returns becomes the exit code. */
export type Finish = (code: number) => void;
