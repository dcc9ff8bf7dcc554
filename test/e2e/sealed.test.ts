/** Reports that are kept sealed, after the app was started again: whoever wants to see them is asked for the identity file there and then. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { summarise, writeBundle } from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { historyFileIn, openHistory } from '../../main/services/history/open-history.ts';
import { sealedFor } from '../../main/services/sealed-report.ts';
import { sampleReport } from '../diagnostics/report/sample-report.ts';
import { freshFolder, startApp, words as t, type RunningApp } from './support/app.ts';
import { answerDialogs, askedByDialogs, button, goTo, pathPicture } from './support/window.ts';

/** From two seats, half a minute apart. */
const first = sampleReport();
const second = sampleReport({
  id: 'fl-20261121-def456',
  startedAt: '2026-11-21T13:03:40.000Z',
  finishedAt: '2026-11-21T13:03:45.000Z',
  problems: [],
  status: 'healthy',
});
const bytesOf = (report: Report): Promise<Uint8Array> => writeBundle(report, { summary: '', tickets: [] });

let folder: string;
let identity: string;
let foreign: string;
let userData: string;
let running: RunningApp;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-sealed-'));
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const key = await generateX25519Identity();
  const recipient = { reportRecipient: await identityToRecipient(key) };
  identity = put('identity.txt', `${key}\n`);
  foreign = put('foreign.txt', `${await generateX25519Identity()}\n`);
  const files = [
    put('first.faultline', await sealedFor(recipient, await bytesOf(first))),
    put('second.faultline', await sealedFor(recipient, await bytesOf(second))),
  ];

  userData = freshFolder();
  // the desk has looked at the same domain itself, twice
  const history = openHistory(historyFileIn(userData), () => undefined);
  for (const [index, startedAt] of ['2026-11-19T08:00:00.000Z', '2026-11-20T08:00:00.000Z'].entries())
    await history.record([
      summarise(sampleReport({ id: `fl-own-${index}`, startedAt, finishedAt: startedAt })),
    ]);
  const before = await startApp({ userData });
  await answerDialogs(before.app, { open: identity });
  for (const path of files) await before.call('reports:open-file', { path, language: 'en' });
  await before.close({ keepsFolder: true });
});
beforeEach(async () => {
  running = await startApp({ userData });
  await goTo(running.page, 'reports');
  await running.page.getByText(t('window.origin.file')).first().waitFor();
});
afterEach(() => running.close({ keepsFolder: true }));
afterAll(() => {
  for (const each of [folder, userData]) rmSync(each, { recursive: true, force: true });
});

const wanted = 'This report is sealed: choose the identity file of your desk';
/** What the window says when it is not opened. */
const sealedPage = (page: RunningApp['page'], why: RegExp) => page.getByRole('main').getByText(why).waitFor();

describe('a sealed report after the next start', () => {
  it('is listed without what it found, and opens once the identity file is chosen', async () => {
    const { app, page } = running;
    await answerDialogs(app, { open: identity });
    const lines = await page.getByRole('main').getByRole('listitem').allInnerTexts();
    const said = [/Sealed for this desk/u, new RegExp(`^${t('window.reports.sealed')}$`, 'mu')];
    expect(lines.map((line) => said.every((each) => each.test(line)))).toEqual([true, true]);
    await page
      .getByRole('button', { name: /Sealed for this desk/u })
      .first()
      .click();
    await pathPicture(page).waitFor();
    await page.getByRole('region', { name: t('window.report.past') }).waitFor();
    expect(await askedByDialogs(app)).toEqual([wanted]);
  });

  it('says what it needs when nothing or a foreign identity is chosen, and asks once more on “Try again”', async () => {
    const { app, page } = running;
    await answerDialogs(app, { open: null });
    await page
      .getByRole('button', { name: /Sealed for this desk/u })
      .first()
      .click();
    await sealedPage(page, /only the desk that it was made for can open it/u);
    await answerDialogs(app, { open: foreign });
    await button(page, t('window.unavailable.again')).click();
    await sealedPage(page, /sealed for somebody else/u);
    await answerDialogs(app, { open: identity });
    await button(page, t('window.unavailable.again')).click();
    await pathPicture(page).waitFor();
    expect(await askedByDialogs(app)).toEqual([wanted, wanted, wanted]);
  });

  it('is laid beside another without having been opened before: one identity file, asked for once, opens both', async () => {
    const { app, page } = running;
    await answerDialogs(app, { open: identity });
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await button(page, t('window.reports.compare')).click();
    await button(page, t('window.compare.swap')).waitFor();
    expect(await askedByDialogs(app)).toEqual([wanted]);
    await button(page, t('window.compare.open_first')).click();
    await pathPicture(page).waitFor();
    expect(await askedByDialogs(app)).toEqual([wanted]);
  });

  it('is not laid beside another when no identity file is chosen', async () => {
    const { app, page } = running;
    await answerDialogs(app, { open: null });
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await button(page, t('window.reports.compare')).click();
    await sealedPage(page, /only the desk that it was made for can open it/u);
    await answerDialogs(app, { open: identity });
    await button(page, t('window.unavailable.again')).click();
    await button(page, t('window.compare.swap')).waitFor();
    expect(await askedByDialogs(app)).toEqual([wanted, wanted]);
  });
});
