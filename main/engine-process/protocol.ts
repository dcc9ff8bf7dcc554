/** What main and the engine process say to each other. Main has checked what came from the window; nothing else can reach this port. */
import type { z } from 'zod';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import type { Pushes } from '../contract/api.ts';
import type { Channel, InputOf, OutputOf, ticketFormatSchema } from '../contract/channels.ts';
import type { BatchEnding, BoardPush } from '../contract/board.ts';
import type { Reply } from '../contract/reply.ts';
import type { Notice } from './context.ts';

/** Calls of the window that main answers itself: dialogs, settings, the clipboard, addresses outside. */
type MainChannel =
  | 'app:start'
  | 'batch:open'
  | 'reports:open'
  | 'reports:save'
  | 'requests:save'
  | 'requests:copy'
  | 'reply:copy'
  | 'code:copy'
  | 'ticket:save'
  | 'ticket:copy'
  | 'providers:import'
  | 'settings:set'
  | 'history:export'
  | 'history:logo'
  | 'privacy:show-folder'
  | 'external:open';
/** All others go through as they are. */
export type EngineChannel = Exclude<Channel, MainChannel>;

/** A file to be: main asks where it goes. */
export interface MadeFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}
/** What a batch of the schedule brought, in the person's language; `text` is empty when nothing changed. */
export interface BatchOutcome {
  readonly ending: BatchEnding;
  readonly text: string;
}
type TicketFormat = Exclude<z.infer<typeof ticketFormatSchema>, 'pdf'>;

/** What only main asks for. */
export interface MainCalls {
  /** The clients of the latest list once more, for the schedule; answered when that has ended. Null where there is nothing to go through, or no way. */
  'batch:again': { readonly input: { readonly language: Language }; readonly output: BatchOutcome | null };
  /** With the identity file that the person chose for a sealed report. */
  'report:open': {
    readonly input: InputOf<'reports:open-file'> & { readonly identity?: string };
    readonly output: { readonly id: string };
  };
  /** Opens a report that is kept sealed. */
  'report:unlock': {
    readonly input: { readonly id: string; readonly language: Language; readonly identity: string };
    readonly output: null;
  };
  'report:file': { readonly input: InputOf<'reports:save'>; readonly output: MadeFile };
  'request:file': { readonly input: InputOf<'requests:save'>; readonly output: MadeFile };
  'history:file': { readonly input: InputOf<'history:export'>; readonly output: MadeFile };
  /** Forgets what is older than the settings want. */
  'history:retain': { readonly input: undefined; readonly output: null };
  'ticket:file': {
    readonly input: InputOf<'ticket:compose'> & {
      readonly format: TicketFormat;
      readonly sealed?: boolean | undefined;
    };
    readonly output: MadeFile;
  };
}

export type EngineCall = EngineChannel | keyof MainCalls;
export type EngineInput<C extends EngineCall> = C extends keyof MainCalls
  ? MainCalls[C]['input']
  : C extends Channel
    ? InputOf<C>
    : never;
export type EngineOutput<C extends EngineCall> = C extends keyof MainCalls
  ? MainCalls[C]['output']
  : C extends Channel
    ? OutputOf<C>
    : never;
export type EngineHandlers = {
  readonly [C in EngineCall]: (input: EngineInput<C>) => Promise<EngineOutput<C>> | EngineOutput<C>;
};

export interface EngineRequest {
  readonly id: number;
  readonly call: EngineCall;
  readonly input: unknown;
}
export type EngineMessage =
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly type: 'push'; readonly value: Pushes['run:push'] }
  | { readonly type: 'board'; readonly push: BoardPush }
  | { readonly type: 'notice'; readonly notice: Notice }
  /** Up and running; `recovered` are reports made of runs that were cut off, the newest first. */
  | { readonly type: 'ready'; readonly recovered: readonly string[] };
