/** Starts the built app in real Electron, each time with a folder of its own, and closes it by what was started. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Channel, InputOf, OutputOf } from '../../../main/contract/channels.ts';
import type { Reply } from '../../../main/contract/reply.ts';
import { translateInto, type Translate } from '../../../renderer/i18n/translate.ts';
import type {} from '../../../renderer/api.ts';
import { findRuntime } from './runtime.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The app's own folder; kept over a restart when it is given again. */
  readonly userData: string;
  /** What the page complained of: refused content, errors nobody caught. Empty in an app that is well. */
  readonly complaints: readonly string[];
  /** Asks main as the window does. */
  call<C extends Channel>(channel: C, input: InputOf<C>): Promise<Reply<OutputOf<C>>>;
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

/** The window's words in English, the language that the apps of the tests start in. */
export const words: Translate = translateInto('en');

function runtime(): string {
  const path = findRuntime();
  if (path === null) throw new Error('Electron is missing: start the desktop tests by npm run test:desktop.');
  return path;
}

/** An administrator (a container) must do without Chromium's own sandbox. */
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Program and arguments of a start, for those who start it themselves. */
export function commandOf(
  userData: string,
  { packaged, args = [] }: StartOptions = {},
): readonly [string, ...string[]] {
  const own = [...sandbox, '--disable-gpu', `--user-data-dir=${userData}`];
  return [packaged ?? runtime(), ...own, ...(packaged === undefined ? [root] : []), ...args];
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'faultline-app-'));

export const environmentOf = ({ env = {} }: StartOptions = {}): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  LANG: 'en_GB.UTF-8',
  LANGUAGE: 'en',
  ...env,
});

interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Longer than any start takes, even beside another app on a slow machine, ms. */
const LAUNCH = 25_000;

/** The inspector, through which Electron is led, now and then does not take hold of a busy start; another start does. */
async function launch(userData: string, options: StartOptions, triesLeft = 2): Promise<Launched> {
  const [executablePath, ...args] = commandOf(userData, options);
  const env = environmentOf(options);
  let app: ElectronApplication | undefined;
  try {
    app = await _electron.launch({ executablePath, args, env, timeout: LAUNCH });
    return { app, page: await app.firstWindow({ timeout: LAUNCH }) };
  } catch (error) {
    app?.process().kill('SIGKILL');
    if (triesLeft === 0) throw error;
    console.warn('The app did not show itself to the inspector: started once more.');
    return launch(userData, options, triesLeft - 1);
  }
}

export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? freshFolder();
  const { app, page } = await launch(userData, options);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const child = app.process();
  return {
    app,
    page,
    userData,
    complaints,
    call: (channel, input) =>
      page.evaluate(([name, given]) => window.api?.call(name, given as never), [
        channel,
        input,
      ] as const) as Promise<never>,
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
