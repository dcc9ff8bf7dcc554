/** What a person does with the window, in the words that the person reads. */
import type { ElectronApplication, Locator, Page } from 'playwright';
import type { Pushes } from '../../../main/contract/api.ts';
import type { Translate } from '../../../renderer/i18n/translate.ts';
import { words, type RunningApp } from './app.ts';

export type Place = 'start' | 'reports' | 'board' | 'desk' | 'providers' | 'settings';

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** By the rail. */
export async function goTo(page: Page, place: Place, t: Translate = words): Promise<void> {
  const rail = page.getByRole('navigation', { name: t('window.rail.label') });
  await rail.getByRole('button', { name: t(`window.rail.${place}`) }).click();
}

/** The picture that every report has. */
export const pathPicture = (page: Page, t: Translate = words): Locator =>
  page.getByRole('img', { name: t('window.path.title') });

export async function startDemo(page: Page, t: Translate = words): Promise<void> {
  await goTo(page, 'start', t);
  await button(page, t('window.start.demo')).click();
}

/** Runs the demo to its verdict. */
export async function runDemo(page: Page, t: Translate = words): Promise<void> {
  await startDemo(page, t);
  await pathPicture(page, t).waitFor({ timeout: 45_000 });
}

/** Answers the system's dialogs, which no test can click: the next file to save and to open. */
export const answerDialogs = (
  app: ElectronApplication,
  answers: { readonly save?: string | null; readonly open?: string | null },
): Promise<void> =>
  app.evaluate(({ dialog }, { save = null, open = null }) => {
    Object.assign(dialog, {
      showSaveDialog: () => Promise.resolve({ canceled: save === null, filePath: save ?? '' }),
      showOpenDialog: (...args: readonly unknown[]) => {
        const { title = '' } = args.at(-1) as { readonly title?: string };
        const asked = (globalThis as { asked?: string[] }).asked ?? [];
        Object.assign(globalThis, { asked: [...asked, title] });
        return Promise.resolve({ canceled: open === null, filePaths: open === null ? [] : [open] });
      },
    });
  }, answers);

/** Titles of the dialogs for opening that were answered since the start, in their order. */
export const askedByDialogs = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() => (globalThis as { asked?: string[] }).asked ?? []);

/** Drops a file of the disk onto the middle of the window. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 200, data });
  await session.detach();
}

/** As main pushes. */
export const push = <P extends keyof Pushes>(
  app: ElectronApplication,
  name: P,
  value: Pushes[P],
): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, [pushed, given]) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('push', pushed, given);
    },
    [name, value] as const,
  );

/** Opens a report file and shows it; returns its id. */
export async function showReport(running: RunningApp, path: string, t: Translate = words): Promise<string> {
  const opened = await running.call('reports:open-file', { language: t.language, path });
  if (!opened.ok) throw new Error(opened.error.text);
  await push(running.app, 'report:show', opened.value);
  await pathPicture(running.page, t).waitFor();
  return opened.value.id;
}

/** Size of the page in CSS pixels at a zoom of 1. */
export const resize = (app: ElectronApplication, width: number, height: number, zoom = 1): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, [wide, high, factor]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(wide, high);
      window?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );

/** Waits until a running diagnosis has made that many measurements. */
export const measuring = (page: Page, least: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => {
      const [, done] = /(\d+) of \d+ measurements/u.exec(document.body.innerText) ?? [];
      return Number(done ?? 0) >= wanted;
    },
    least,
    { polling: 20 },
  );
