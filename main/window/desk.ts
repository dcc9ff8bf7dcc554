/** The one window and what it is to show: kept here because a window may close, crash and come again while the app goes on. */
import type { BrowserWindow, WebFrameMain } from 'electron';
import type { Push, Pushes } from '../contract/api.ts';
import { APP_ORIGIN } from './content.ts';
import type { CheckLink } from './check-link.ts';
import { createWindow } from './create-window.ts';

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
  /** A sentence for the person. */
  notice(text: string): void;
  /** What a page that starts has to show; each thing once. */
  takeFirst(): { readonly open: string | null; readonly link: CheckLink | null };
}

/** Long enough for a page to have drawn what it asked for. */
const NOTICE_AFTER_MS = 300;

export function createDesk(userData: string): Desk {
  let window: BrowserWindow | null = null;
  let hasAsked = false;
  let first: { open: string | null; link: CheckLink | null } = { open: null, link: null };
  let notices: readonly string[] = [];

  const push: Desk['push'] = (name, value) => {
    if (window !== null && !window.isDestroyed()) window.webContents.send('push', name, value);
  };
  const create = (): BrowserWindow => {
    hasAsked = false;
    const made = createWindow(userData);
    made.on('closed', () => {
      window = null;
    });
    // The engine goes on without the page; a new one asks for everything again.
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      hasAsked = false;
      if (reason !== 'clean-exit' && !made.isDestroyed()) made.webContents.reload();
    });
    return made;
  };
  return {
    show: () => {
      if (window === null) window = create();
      else {
        if (window.isMinimized()) window.restore();
        window.focus();
      }
    },
    window: () => window,
    isOwn: (frame) =>
      frame !== null &&
      window !== null &&
      frame === window.webContents.mainFrame &&
      frame.url.startsWith(`${APP_ORIGIN}/`),
    push,
    showReport: (id) => {
      if (hasAsked) push('report:show', { id });
      else first = { ...first, open: id };
    },
    showLink: (link) => {
      if (hasAsked) push('link:open', link);
      else first = { ...first, link };
    },
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
      first = { open: null, link: null };
      return taken;
    },
  };
}
