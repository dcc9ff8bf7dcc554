/** The reseller's board as a person uses it: by mouse, by keyboard, with a list that cannot be checked without a network, and from the tray. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { keepReports, recordClients, sharing } from '../support/board-clients.ts';
import { tabTo } from './support/accessibility.ts';
import { freshFolder, startApp, words as t, type RunningApp } from './support/app.ts';
import { answerDialogs, button, goTo, pathPicture } from './support/window.ts';

let running: RunningApp;
const work = mkdtempSync(join(tmpdir(), 'faultline-board-'));
const list = join(work, 'clients.csv');
beforeAll(async () => {
  writeFileSync(list, 'Customer,Domain,Package\nAnn,bakery.test,Gold\nBen,bikes.test,\nCas,not a domain,\n');
  const userData = freshFolder();
  await recordClients(userData, 400, Date.now());
  keepReports(userData, inject('demoReport'), sharing);
  running = await startApp({ userData });
});
afterAll(async () => {
  await running.close();
  rmSync(work, { recursive: true });
});

const rows = () => running.page.getByRole('treegrid').getByRole('row');
const focused = () => running.page.evaluate(() => document.activeElement?.textContent ?? '');
const open = async (): Promise<void> => {
  await goTo(running.page, 'board');
  await rows().nth(4).waitFor();
};

describe('the board', () => {
  it('shows the worst first under what clients share, and draws a few rows only', async () => {
    await open();
    const [, first = ''] = await rows().allInnerTexts();
    expect(first).toContain('3 clients');
    expect(first).toContain('mail3.provider.test');
    expect(await rows().count()).toBeLessThan(60);
  });

  it('is gone through by the keyboard: rows, pages, both ends, folding, and the way into a row', async () => {
    await open();
    const { page } = running;
    await tabTo(page, rows().nth(1));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => rows().nth(1).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => rows().nth(1).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('garden-atelier');
    await page.keyboard.press('End');
    await expect.poll(focused).toContain('.test');
    const last = await rows().last().getAttribute('aria-rowindex');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe(last);
    await page.keyboard.press('Home');
    await expect.poll(focused).toContain('3 clients');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await pathPicture(page).waitFor();
  });

  it('filters by what is typed and chosen, says how many are left, and shows all again', async () => {
    await open();
    const { page } = running;
    await page.getByRole('searchbox').fill('harbour');
    await page.getByText(t('window.board.found', { count: 50 })).waitFor();
    await page
      .getByRole('group', { name: t('window.board.by_state') })
      .getByRole('button')
      .last()
      .click();
    await page.getByText(t('window.board.found', { count: 50 })).waitFor({ state: 'detached' });
    await button(page, t('window.board.show_all')).click();
    await page.getByText(t('window.board.found', { count: 400 })).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });
});

describe('what clients share', () => {
  it('becomes one ticket that names them all, shown before it leaves', async () => {
    await open();
    const { page } = running;
    await page.getByText(t('window.board.cause_ticket'), { exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: t('window.ticket.title.provider_ticket') }).waitFor();
    const text = await page.getByRole('main').innerText();
    for (const name of ['garden-atelier-0063.test', 'river-atelier-0203.test', 'garden-atelier-0343.test'])
      expect(text).toContain(name);
    await button(page, t('window.ticket.back_board')).click();
    await rows().nth(4).waitFor();
  });

  it('is saved as a file, with those that the filter shows', async () => {
    const { app, page } = running;
    const file = join(work, 'board.csv');
    await answerDialogs(app, { save: file });
    await page.getByRole('searchbox').fill('mail3.provider.test');
    await page.getByText(t('window.board.found', { count: 3 })).waitFor();
    await button(page, t('window.export.open')).click();
    await button(page, t('window.export.save')).click();
    await page.getByText(t('window.saved', { path: file })).waitFor();
    expect(
      readFileSync(file, 'utf8')
        .split('\r\n')
        .filter((line) => line.includes('.test')),
    ).toHaveLength(3);
    await button(page, t('window.board.show_all')).click();
  });

  it('says kindly when no report of a client is kept here', async () => {
    await open();
    const { page } = running;
    await page.getByRole('searchbox').fill('harbour-florist');
    await rows().getByText('harbour-florist').first().click();
    await page.getByText(/No report of harbour-florist-\d+\.test is kept on this computer/u).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(t('window.board.title'));
    await button(page, t('window.board.show_all')).click();
  });
});

describe('a list', () => {
  it('is understood, corrected, started, and given up without a word about anybody when there is no network', async () => {
    const { app, page } = running;
    await open();
    await answerDialogs(app, { open: list });
    await button(page, t('window.board.check_list')).click();
    await button(page, t('window.batch.choose')).click();
    await page.getByRole('cell', { name: 'bakery.test' }).waitFor();
    expect(await page.getByLabel(t('window.batch.role.client'), { exact: true }).inputValue()).toBe('1');
    await page.getByLabel(t('window.batch.role.client'), { exact: true }).selectOption('');
    await page.getByRole('cell', { name: 'Ann' }).waitFor({ state: 'detached' });
    await page.getByText(t('window.batch.refused', { count: 1 })).waitFor();
    await button(page, t('window.batch.start', { count: 2 })).click();
    await page.getByText(t('window.batch.ended.offline')).waitFor({ timeout: 60_000 });
    await button(page, t('window.batch.go_on')).waitFor();
    await page.getByText(t('window.board.found', { count: 400 })).waitFor();
  });
});

describe('a schedule', () => {
  it('keeps the app when its window closes, brings the window back, and lets it end without one', async () => {
    const { app, page } = running;
    await goTo(page, 'settings');
    // A click, not check(): the choice is seen once it is stored, which is what is waited for.
    await page.getByLabel(t('window.schedule.daily')).click();
    await page.getByText(t('window.schedule.list', { name: 'clients.csv' })).waitFor();
    const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(windows, { timeout: 10_000 }).toBe(0);
    await app.evaluate(({ app: electron }) => void electron.emit('activate'));
    await expect.poll(windows, { timeout: 10_000 }).toBe(1);

    const again = app.windows().at(-1) ?? (await app.waitForEvent('window'));
    await again.getByRole('heading', { level: 1 }).waitFor();
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app: electron }) => electron.quit());
    await ended;
    running = await startApp({ userData: running.userData });
    await goTo(running.page, 'settings');
    await running.page.getByLabel(t('window.schedule.off')).click();
    await running.page.getByLabel(t('window.schedule.hour'), { exact: true }).waitFor({ state: 'detached' });
  });

  it('and nothing complained in all of that', () => {
    expect(running.complaints).toEqual([]);
  });
});
