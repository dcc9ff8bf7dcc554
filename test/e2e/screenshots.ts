/**
 * `node test/e2e/run.ts --exec test/e2e/screenshots.ts [FOLDER]`: every screen in both themes, three languages and two widths, to be
 * looked at. Nothing is compared: fonts differ from machine to machine.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { translateInto } from '../../renderer/i18n/translate.ts';
import { startApp, words, type RunningApp } from './support/app.ts';
import { makeDemoReport } from './support/demo-report.ts';
import { menu, prepareTour, startDemo, tour } from './support/tour.ts';

const folder = process.argv[2] ?? join('out', 'screenshots');
const languages = ['en', 'fr', 'nl'] as const;
const themes = ['light', 'dark'] as const;
const widths = [800, 1400] as const;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function shoot({ page }: RunningApp, name: string): Promise<void> {
  // Colours and pictures come to rest.
  await pause(250);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const resize = ({ app }: RunningApp, width: number): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size, 900),
    width,
  );

async function settle(running: RunningApp, language: string, theme: string): Promise<void> {
  await menu(running, 'settings');
  const choices = running.page.locator('select');
  await choices.nth(0).selectOption(language);
  await choices.nth(1).selectOption(theme);
}

async function shootAll(running: RunningApp): Promise<void> {
  for (const language of languages) {
    const t = translateInto(language);
    for (const theme of themes) {
      await settle(running, language, theme);
      for (const width of widths) {
        await resize(running, width);
        const name = (screen: string): string => `${screen}-${language}-${theme}-${width}`;
        for (const [screen, visit] of Object.entries(tour)) {
          await visit(running, t);
          await shoot(running, name(screen));
          await running.page.keyboard.press('Escape');
        }
        await startDemo(running, t);
        await pause(700);
        await shoot(running, name('run'));
        await running.page
          .getByRole('button', { name: t('window.problem.write_ticket') })
          .first()
          .waitFor();
      }
    }
  }
}

const work = mkdtempSync(join(tmpdir(), 'faultline-screenshots-'));
const running = await startApp();
try {
  mkdirSync(folder, { recursive: true });
  await prepareTour(running, words, makeDemoReport(work));
  await shootAll(running);
  console.log(`screenshots: ${folder}`);
} finally {
  await running.close();
  rmSync(work, { recursive: true, force: true });
}
