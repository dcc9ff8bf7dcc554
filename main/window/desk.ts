/** The one window and what it is to show: kept here because a window may close, crash and come again while the app goes on. */
import type { BrowserWindow, WebFrameMain } from 'electron';
import type { Push, Pushes } from '../contract/api.ts';
import { APP_ORIGIN } from './content.ts';
import type { CheckLink } from './check-link.ts';
import { createWindow } from './create-window.ts';

interface First {
  readonly open: string | null;
  readonly link: CheckLink | null;
  readonly request: string | null;
  /** Whether the person asked for the board, by a notification or in the tray. */
  readonly board: boolean;
}
const nothing: First = { open: null, link: null, request: null, board: false };

export interface Desk {
  /** Opens the window, or brings it to the front. */
  show(): void;
  /** For dialogs; null while no window is open. */
  window(): BrowserWindow | null;
  isOwn(frame: WebFrameMain | null): boolean;
  push<P extends Push>(name: P, value: Pushes[P]): void;
  /** A report or a link to show: kept for a page that has not asked yet, pushed to one that has. */
  showReport(id: string): void;
  showLink(link: CheckLink): void;
  /** Opens the window, or brings it to the front, with the board in it. */
  showBoard(): void;
  /** A received request, for consent. */
  showRequest(id: string): void;
  /** A sentence for the person. */
  notice(text: string): void;
  /** What a page that starts has to show; each thing once. */
  takeFirst(): First;
}

/** Long enough for a page to have drawn what it asked for. */
const NOTICE_AFTER_MS = 300;

const isOwnFrame = (frame: WebFrameMain, { webContents }: BrowserWindow): boolean =>
  frame === webContents.mainFrame && frame.url.startsWith(`${APP_ORIGIN}/`);

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}

export function createDesk(userData: string): Desk {
  let window: BrowserWindow | null = null;
  let hasAsked = false;
  let first = nothing;
  let notices: readonly string[] = [];

  const push: Desk['push'] = (name, value) => {
    if (window !== null && !window.isDestroyed()) window.webContents.send('push', name, value);
  };
  /** Kept for a page that has not asked yet. */
  const show = <P extends Push>(name: P, value: Pushes[P], kept: Partial<First>): void => {
    if (hasAsked) push(name, value);
    else first = { ...first, ...kept };
  };
  const create = (): BrowserWindow => {
    hasAsked = false;
    const made = createWindow(userData);
    made.on('closed', () => {
      window = null;
      hasAsked = false;
    });
    // The engine goes on without the page; a new one asks for everything again.
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      hasAsked = false;
      if (reason !== 'clean-exit' && !made.isDestroyed()) made.webContents.reload();
    });
    return made;
  };
  const open = (): void => {
    if (window === null) window = create();
    else bringToFront(window);
  };
  return {
    show: open,
    showBoard: () => {
      open();
      show('menu:command', { command: 'board' }, { board: true });
    },
    window: () => window,
    isOwn: (frame) => frame !== null && window !== null && isOwnFrame(frame, window),
    push,
    showReport: (id) => show('report:show', { id }, { open: id }),
    showLink: (link) => show('link:open', link, { link }),
    showRequest: (id) => show('request:show', { id }, { request: id }),
    notice: (text) => {
      if (hasAsked) push('notice:show', { text });
      else notices = [...notices, text];
    },
    takeFirst: () => {
      hasAsked = true;
      // After the reply, when the page listens.
      for (const text of notices) setTimeout(() => push('notice:show', { text }), NOTICE_AFTER_MS);
      notices = [];
      const taken = first;
      first = nothing;
      return taken;
    },
  };
}
