/** What people come for, from the first press to the file in their hand; one app, as one sitting. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { translateInto, type Translate } from '../../renderer/i18n/translate.ts';
import { startApp, words as t, type RunningApp } from './support/app.ts';
import {
  answerDialogs,
  button,
  dropFile,
  goTo,
  measuring,
  pathPicture,
  runDemo,
  startDemo,
} from './support/window.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/packs/${name}`, import.meta.url));

let running: RunningApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-journeys-'));
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});
const alert = (text: string | RegExp) => running.page.getByRole('alert').filter({ hasText: text });
const entries = () =>
  running.page
    .getByRole('list')
    .getByRole('listitem')
    .filter({ has: running.page.getByRole('checkbox') });

describe('from a press to a ticket', () => {
  it('the demo runs to its verdict', async () => {
    const { page } = running;
    await runDemo(page);
    await expect
      .poll(() => page.getByRole('heading', { level: 1 }).innerText())
      .toContain('lighthouse-bakery.test');
    expect(await page.getByText(t('window.problem.next_step')).count()).toBeGreaterThan(0);
  });

  it.each([
    ['txt', /lighthouse-bakery\.test/u],
    ['md', /^#+ .*lighthouse-bakery/mu],
    ['html', /^<!doctype html>[\s\S]*lighthouse-bakery\.test/iu],
    ['eml', /^(?:[\s\S]*\n)?Subject: [\s\S]*filename[\s\S]*\.faultline/u],
    ['json', /^\{[\s\S]*lighthouse-bakery\.test[\s\S]*\}\s*$/u],
    ['pdf', /^%PDF-1\.\d[\s\S]*%%EOF\s*$/u],
    ['faultline', /^PK[\s\S]*manifest\.json/u],
  ] as const)('the ticket is saved as .%s', async (format, content) => {
    const { app, page } = running;
    if ((await page.getByLabel(t('window.ticket.format')).count()) === 0)
      await button(page, t('window.problem.write_ticket')).first().click();
    const path = join(folder, `ticket.${format}`);
    await answerDialogs(app, { save: path });
    await page.getByLabel(t('window.ticket.format')).selectOption(format);
    await button(page, t('window.ticket.save')).click();
    await page.getByText(t('window.saved', { path })).waitFor();
    expect(readFileSync(path, 'latin1')).toMatch(content);
  });

  it('nothing is written when the person thinks better of it', async () => {
    const { app, page } = running;
    await goTo(page, 'start');
    await goTo(page, 'reports');
    await entries().first().getByRole('button').first().click();
    await pathPicture(page).waitFor();
    await answerDialogs(app, { save: null });
    await button(page, t('window.report.save')).click();
    await expect.poll(() => button(page, t('window.report.save')).isEnabled()).toBe(true);
    expect(await page.getByText(t('window.saved', { path: '' })).count()).toBe(0);
  });

  it('the ticket is copied', async () => {
    const { app, page } = running;
    await button(page, t('window.problem.write_ticket')).first().click();
    await button(page, t('window.ticket.copy')).click();
    await page.getByText(t('window.ticket.copied')).waitFor();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toBe(readFileSync(join(folder, 'ticket.txt'), 'utf8'));
  });

  it('the address of the portal is shown before it is opened, and refused it stays closed', async () => {
    const { app, page } = running;
    await app.evaluate(({ shell }) => {
      Object.assign(shell, {
        opened: [],
        openExternal: (url: string) => (shell as never as { opened: string[] }).opened.push(url),
      });
    });
    const opened = () => app.evaluate(({ shell }) => (shell as never as { opened: string[] }).opened);
    await button(page, t('window.ticket.open_portal')).click();
    await page.getByRole('dialog').getByText('https://panel.demo-hosting.test/').waitFor();
    await button(page, t('window.cancel')).click();
    expect(await opened()).toEqual([]);
    await button(page, t('window.ticket.open_portal')).click();
    await button(page, t('window.outside.open')).click();
    await expect.poll(opened).toEqual(['https://panel.demo-hosting.test/']);
  });
});

it('a run that is stopped shows what it has found', async () => {
  const { page } = running;
  await startDemo(page);
  await measuring(page, 10);
  await button(page, t('window.run.stop')).click();
  await page.getByText(t('window.notice.cancelled')).waitFor();
  expect(await pathPicture(page).count()).toBe(1);
});

describe('the history', () => {
  it('finds, compares and deletes', async () => {
    const { page } = running;
    await goTo(page, 'reports');
    await expect.poll(() => entries().count()).toBe(2);

    await page.getByRole('searchbox').fill('bakery');
    await expect.poll(() => entries().count()).toBe(2);
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText(t('window.reports.none_found', { search: 'nothing like it' })).waitFor();
    await page.getByRole('searchbox').clear();
    await expect.poll(() => entries().count()).toBe(2);

    await entries().nth(0).getByRole('checkbox').check();
    await entries().nth(1).getByRole('checkbox').check();
    await button(page, t('window.reports.compare')).click();
    await button(page, t('window.compare.swap')).waitFor();
    expect((await page.getByRole('main').innerText()).length).toBeGreaterThan(200);

    await goTo(page, 'reports');
    await entries().first().getByText(t('window.reports.delete')).click();
    await button(page, t('window.reports.delete_keep')).click();
    expect(await entries().count()).toBe(2);
    await entries().first().getByText(t('window.reports.delete')).click();
    await button(page, t('window.reports.delete_do')).click();
    await expect.poll(() => entries().count()).toBe(1);
  });
});

describe('a file that somebody sent', () => {
  it('opens when it is dropped, and an answer judges it anew', async () => {
    const { page } = running;
    await dropFile(page, inject('askingReport'));
    await page.getByText(t('window.report.judged_same')).waitFor();
    const before = await page.getByRole('heading', { level: 1 }).innerText();
    const question = page.getByRole('main').locator('fieldset').first();
    await question.getByRole('button').first().click();
    await page.getByText(t('window.report.answered')).waitFor();
    await pathPicture(page).waitFor();
    const sides = await page.getByRole('main').innerText();
    expect({ before, sides }).not.toEqual({ before: '', sides: '' });
    expect(await page.getByRole('main').locator('fieldset').count()).toBe(0);
  });

  it('opens by the menu', async () => {
    const { app, page } = running;
    await goTo(page, 'start');
    await answerDialogs(app, { open: inject('demoReport') });
    await app.evaluate(({ Menu }) => void Menu.getApplicationMenu()?.getMenuItemById('open')?.click());
    await page.getByText(t('window.report.judged_same')).waitFor();
    expect(await pathPicture(page).count()).toBe(1);
  });

  it.each([
    ['no report at all', 'broken.faultline', 'this is no report'],
    ['half a report', 'half.faultline', null],
    ['a folder of tricks', 'empty.faultline', ''],
  ])('%s ends in a sentence', async (_what, name, content) => {
    const { page } = running;
    const path = join(folder, name);
    writeFileSync(path, content ?? readFileSync(inject('demoReport')).subarray(0, 20_000));
    await goTo(page, 'start');
    await dropFile(page, path);
    await alert(/\w{3,}/u).waitFor();
    expect(await alert(/\w{3,}/u).innerText()).not.toContain('mistake in Faultline');
  });

  it('a provider pack is checked before it is taken', async () => {
    const { page } = running;
    await dropFile(page, fixture('invalid-last-rule.json'));
    await alert(/\w{3,}/u).waitFor();
    expect(await alert(/\w{3,}/u).innerText()).not.toContain('mistake in Faultline');
    await dropFile(page, fixture('valid-minimal.json'));
    await button(page, t('window.providers.remove')).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('window.providers.remove') })
      .click();
    await page.getByText(t('window.providers.empty_title')).waitFor();
  });
});

describe('the settings', () => {
  it.each(['fr', 'nl', 'en'] as const)('speak %s at once, everywhere', async (language) => {
    const { app, page } = running;
    const current = await page.evaluate(() => document.documentElement.lang as 'en');
    await goTo(page, 'settings', translateInto(current));
    await page
      .getByLabel(translateInto(current)('window.settings.language'), { exact: true })
      .selectOption(language);
    const next: Translate = translateInto(language);
    await page.getByRole('heading', { level: 1, name: next('window.rail.settings') }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await goTo(page, 'reports', next);
    await entries().first().getByRole('button').first().click();
    await pathPicture(page, next).waitFor();
    const menu = await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
    expect(menu?.[0]).toBe({ en: 'File', fr: 'Fichier', nl: 'Bestand' }[language]);
  });

  it('change the colours at once and keep to them', async () => {
    const { page } = running;
    await goTo(page, 'settings');
    const colours: string[] = [];
    for (const theme of ['dark', 'light']) {
      await page.getByLabel(t('window.settings.theme'), { exact: true }).selectOption(theme);
      await page.locator(`:root[data-theme=${theme}]`).waitFor({ state: 'attached' });
      colours.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    }
    expect(new Set(colours).size).toBe(2);
    await page.reload();
    await page.locator(':root[data-theme=light]').waitFor({ state: 'attached' });
  });

  it('delete everything on request', async () => {
    const { page } = running;
    await goTo(page, 'settings');
    await button(page, t('window.privacy.delete_all')).click();
    await button(page, t('window.privacy.delete_now')).click();
    await page.getByText(t('window.privacy.deleted')).waitFor();
    await goTo(page, 'reports');
    await page.getByText(t('window.reports.empty'), { exact: true }).waitFor();
    expect(await entries().count()).toBe(0);
  });
});

it('nothing complained in all of that', () => {
  expect(running.complaints).toEqual([]);
});
