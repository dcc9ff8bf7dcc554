/** What a person does with a verdict: answers a question, lays a second report beside it, throws one away. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, words as t, type RunningApp } from './support/app.ts';
import { button, goTo, pathPicture } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));

/** A server that is silent: from one seat nobody can tell a ban from an outage, so the report asks. */
function silentReport(folder: string): string {
  try {
    execFileSync(process.execPath, [cli, 'demo', '--fault', 'server-silent', '--out', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    // 1: problems were found, as the demo must
    if ((error as { status?: number }).status !== 1) throw error;
  }
  return join(folder, 'demo.faultline');
}

let folder = '';
let running: RunningApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-verdict-'));
  running = await startApp({ args: [silentReport(folder)] });
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const title = () => running.page.getByRole('heading', { level: 1 });

describe('a verdict', () => {
  it('that asks is judged again with the answer, and the title takes the focus', async () => {
    const { page } = running;
    await pathPicture(page).waitFor();
    const before = await title().textContent();
    const question = page.getByRole('group').filter({ has: page.locator('legend') });
    await question.getByRole('button').first().click();
    await page.getByText(t('window.report.answered')).waitFor();
    expect(await title().textContent()).not.toBe(before);
    expect(await title().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('shows the raw record behind a measurement when asked', async () => {
    const { page } = running;
    await page.locator('main details > summary').first().click();
    await page
      .getByRole('button', { name: t('window.evidence.raw') })
      .first()
      .click();
    await expect.poll(() => page.locator('main pre').first().textContent()).toContain('"startedAt"');
  });
});

describe('the history', () => {
  it('lays two reports side by side', async () => {
    const { page } = running;
    await running.call('reports:open-file', { language: 'en', path: inject('demoReport') });
    await goTo(page, 'reports');
    const choices = page.getByRole('checkbox');
    await choices.nth(0).check();
    await choices.nth(1).check();
    await button(page, t('window.reports.compare')).click();
    await page.getByText(t('window.compare.lead')).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(2);
    await button(page, t('window.compare.back')).click();
  });

  it('finds by a word, and says when it finds nothing', async () => {
    const { page } = running;
    const search = page.getByLabel(t('window.reports.search'));
    await search.fill('no such report');
    await page.getByText(t('window.reports.none_found', { search: 'no such report' })).waitFor();
    await search.fill('');
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(2);
  });

  it('throws a report away only after asking', async () => {
    const { page } = running;
    const remove = page.getByText(t('window.reports.delete'), { exact: true });
    await remove.first().click();
    await button(page, t('window.reports.delete_keep')).click();
    expect(await page.getByRole('checkbox').count()).toBe(2);
    await remove.first().click();
    await button(page, t('window.reports.delete_do')).click();
    await page.getByText(t('window.reports.deleted')).waitFor();
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(1);
    expect(await title().evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('complains of nothing meanwhile', () => {
    expect(running.complaints).toEqual([]);
  });
});
