/** `window.api`: the whole world of the window, derived from the map of calls. */
import type { Channel, InputOf, OutputOf } from './channels.ts';
import type { Reply } from './reply.ts';
import type { BoardPush } from './board.ts';
import type { RunPush } from './views.ts';

/** What main tells without being asked. */
export interface Pushes {
  'run:push': { readonly runId: string; readonly push: RunPush };
  'board:push': BoardPush;
  /** A report to show: a second start of the app, a double click, the menu. */
  'report:show': { readonly id: string };
  /** A sentence for the person, such as a file that could not be read. */
  'notice:show': { readonly text: string };
  /** A command of the application menu. */
  'menu:command': {
    readonly command: 'new' | 'open' | 'save' | 'start' | 'reports' | 'board' | 'providers' | 'settings';
  };
  /** A request to show for consent: a double click on its file, or its link. */
  'request:show': { readonly id: string };
  'link:open': { readonly target: string; readonly provider: string | null };
}
export type Push = keyof Pushes;

export interface WindowApi {
  call<C extends Channel>(channel: C, input: InputOf<C>): Promise<Reply<OutputOf<C>>>;
  /** Returns how to stop listening. */
  on<P extends Push>(push: P, listener: (value: Pushes[P]) => void): () => void;
  /** Path of a dropped file; empty for something that is not a file. */
  pathOf(file: unknown): string;
}
