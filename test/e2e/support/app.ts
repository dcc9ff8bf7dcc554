/**
 * Starts the built app in real Electron, each time with a folder of its own, and closes it by what was started.
 * The runtime: FAULTLINE_ELECTRON (its program), else the `electron` package’s own or the copy in ELECTRON_OVERRIDE_DIST_PATH.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The app's own folder; kept over a restart when it is given again. */
  readonly userData: string;
  /** Ends the app in the ordinary way and removes its folder unless it is to be kept. */
  close(options?: { readonly keepsFolder?: boolean }): Promise<void>;
  /** Ends the app and its engine at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly userData?: string;
  /** Further arguments: a report file, a link. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What to start in place of the source tree's app: the program of a package. */
  readonly packaged?: string;
}

function runtime(): string {
  const { FAULTLINE_ELECTRON: named, ELECTRON_OVERRIDE_DIST_PATH: dist } = process.env;
  const path = named ?? join(dist ?? join(root, 'node_modules/electron/dist'), 'electron');
  if (!existsSync(path)) throw new Error(`No Electron at ${path}: name its program in FAULTLINE_ELECTRON.`);
  return path;
}

/** An administrator (a container) must do without Chromium's own sandbox. */
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'faultline-app-'));
  const own = [...sandbox, '--disable-gpu', `--user-data-dir=${userData}`];
  const app = await _electron.launch({
    executablePath: options.packaged ?? runtime(),
    args: [...own, ...(options.packaged === undefined ? [root] : []), ...(options.args ?? [])],
    env: { ...(process.env as Record<string, string>), LANG: 'en_GB.UTF-8', LANGUAGE: 'en', ...options.env },
  });
  const page = await app.firstWindow();
  const child = app.process();
  return {
    app,
    page,
    userData,
    close: async ({ keepsFolder = false } = {}) => {
      await app.close();
      if (!keepsFolder) rmSync(userData, { recursive: true, force: true });
    },
    kill: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
