/** The reseller's board as a person uses it: by mouse, by keyboard, with a list that cannot be checked without a network, and from the tray. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordClients } from '../support/board-clients.ts';
import { tabTo } from './support/accessibility.ts';
import { freshFolder, startApp, words as t, type RunningApp } from './support/app.ts';
import { answerDialogs, button, goTo } from './support/window.ts';

let running: RunningApp;
const work = mkdtempSync(join(tmpdir(), 'faultline-board-'));
const list = join(work, 'clients.csv');
beforeAll(async () => {
  writeFileSync(list, 'Customer,Domain,Package\nAnn,bakery.test,Gold\nBen,bikes.test,\nCas,not a domain,\n');
  const userData = freshFolder();
  await recordClients(userData, 400, Date.now());
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
    await page.getByText(/No report of .* is kept on this computer/u).waitFor();
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
    await page.getByLabel(t('window.schedule.daily')).check();
    await page.getByText(t('window.schedule.list', { name: 'clients.csv' })).waitFor();
    const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(windows).toBe(0);
    await app.evaluate(({ app: electron }) => void electron.emit('activate'));
    await expect.poll(windows).toBe(1);

    const again = app.windows().at(-1) ?? (await app.waitForEvent('window'));
    await again.getByRole('heading', { level: 1 }).waitFor();
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app: electron }) => electron.quit());
    await ended;
    running = await startApp({ userData: running.userData });
    await goTo(running.page, 'settings');
    await running.page.getByLabel(t('window.schedule.off')).check();
    await running.page.getByLabel(t('window.schedule.hour'), { exact: true }).waitFor({ state: 'detached' });
  });

  it('and nothing complained in all of that', () => {
    expect(running.complaints).toEqual([]);
  });
});
