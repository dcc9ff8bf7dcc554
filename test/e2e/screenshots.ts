/**
 * `npm run screenshots [-- FOLDER [SCREEN…]]`: every screen in both themes, three languages and two widths, to be looked at. Nothing is
 * compared: fonts differ from machine to machine.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { translateInto } from '../../renderer/i18n/translate.ts';
import { keepReports, recordClients, sharing } from '../support/board-clients.ts';
import { freshFolder, startApp, type RunningApp } from './support/app.ts';
import { makeDemoReport } from './support/demo-report.ts';
import { screens, type Stage } from './support/screens.ts';
import { resize, showReport } from './support/window.ts';

const [folder = join('out', 'screenshots'), ...wanted] = process.argv.slice(2);
const shown = screens.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const languages = ['en', 'fr', 'nl'] as const;
const themes = ['light', 'dark'] as const;
const widths = [800, 1400] as const;

/** Language by the settings, as the next start of the window takes it up. */
async function speak(running: RunningApp, language: (typeof languages)[number]): Promise<void> {
  await running.call('settings:set', {
    language,
    theme: 'system',
    outsideView: false,
    resolvers: [],
    anchors: [],
    defaultProvider: null,
    schedule: { every: 'off', hour: 7, weekday: 1 },
    keepMonths: null,
    reportName: '',
    registrations: true,
    reportLogo: null,
  });
  await running.page.reload();
  await running.page.getByRole('heading', { level: 1 }).waitFor();
}

async function shoot(screen: (typeof screens)[number], stage: Stage): Promise<void> {
  const { id, show, leave, isFleeting = false } = screen;
  const { app, page } = stage.running;
  for (const width of widths) {
    await resize(app, width, 900);
    await show(stage);
    for (const theme of themes) {
      if (isFleeting && theme !== themes[0]) {
        await leave?.(stage);
        await show(stage);
      }
      await page.emulateMedia({ colorScheme: theme });
      // Colours and pictures come to rest.
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(folder, `${id}-${stage.t.language}-${theme}-${width}.png`) });
    }
    await leave?.(stage);
  }
}

const work = mkdtempSync(join(tmpdir(), 'faultline-screenshots-'));
const userData = freshFolder();
await recordClients(userData, 400, Date.now());
const usual = makeDemoReport(join(work, 'usual'));
keepReports(userData, usual, sharing);
const running = await startApp({ userData });
try {
  mkdirSync(folder, { recursive: true });
  await showReport(running, makeDemoReport(join(work, 'asking'), ['server-silent']));
  const report = await showReport(running, usual);
  for (const language of languages) {
    await speak(running, language);
    const stage = { running, report, t: translateInto(language) };
    for (const screen of shown) await shoot(screen, stage);
  }
  console.log(`screenshots: ${folder}`);
} finally {
  await running.close();
  rmSync(work, { recursive: true, force: true });
}
