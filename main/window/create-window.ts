/** The one window: locked down, shown when it has something to show, and found again where it was left. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import { writeAtomically } from '../services/file-writer.ts';
import { APP_URL } from './content.ts';
import { parseWindowState, placeOf, type WindowState } from './window-state.ts';

const preload = fileURLToPath(new URL('../preload.cjs', import.meta.url));

/** Nothing of Node in the page; tested as it stands. */
export const webPreferences = {
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableWebSQL: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const satisfies BrowserWindowConstructorOptions['webPreferences'];

/** The page's own background, so that nothing flashes before it is drawn. */
const backgroundOf = (): string => (nativeTheme.shouldUseDarkColors ? '#16181b' : '#ffffff');

export function createWindow(userData: string): BrowserWindow {
  const file = join(userData, 'window.json');
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { bounds, isMaximized } = placeOf(stateIn(file), displays);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Faultline',
    backgroundColor: backgroundOf(),
    webPreferences,
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  remember(window, file);
  void window.loadURL(APP_URL);
  return window;
}

function stateIn(file: string): WindowState | null {
  try {
    return parseWindowState(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

const SETTLE_MS = 400;

/** Written when the window has come to rest, and once more when it closes. */
function remember(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const state: WindowState = {
      schemaVersion: 1,
      ...window.getNormalBounds(),
      isMaximized: window.isMaximized(),
    };
    // A place that cannot be kept is no reason to trouble anybody.
    writeAtomically(file, JSON.stringify(state)).catch(() => undefined);
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SETTLE_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('close', save);
}
