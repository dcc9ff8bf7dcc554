/** What the app remembers of checks: shown, kept as long as is wanted, and given out. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTranslator } from '../../diagnostics/index.ts';
import { createReportStore } from '../../main/engine-process/report-store.ts';
import { loadCatalogues } from '../../main/services/catalogues.ts';
import { historyFileIn, openHistory } from '../../main/services/history/open-history.ts';
import { findResources } from '../../main/services/resource-paths.ts';
import { sampleReport } from '../diagnostics/report/sample-report.ts';
import { freshFolder, startApp, words as t, type RunningApp } from './support/app.ts';
import { button, goTo } from './support/window.ts';

let running: RunningApp | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

const options = { t: createTranslator('en', await loadCatalogues(findResources())), packs: [] };
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** The same problem half a year ago and now, written by Node 24; Electron reads it. */
async function withPast(): Promise<RunningApp> {
  const userData = freshFolder();
  const store = createReportStore(
    userData,
    openHistory(historyFileIn(userData), () => undefined),
  );
  for (const [index, days] of [180, 1].entries()) {
    const at = daysAgo(days);
    const id = `00000000-0000-4000-8000-00000000000${index}`;
    await store.add(sampleReport({ id, startedAt: at, finishedAt: at }), 'own', options);
  }
  running = await startApp({ userData });
  return running;
}

describe('the history', () => {
  it('says in a report since when its problem exists', async () => {
    const { page } = await withPast();
    await goTo(page, 'reports');
    await page.locator('li button').first().click();
    const past = page.getByRole('region', { name: t('window.report.past') });
    await past.waitFor();
    expect(await past.innerText()).toContain('seen by 2 checks');
  });

  it('lets go of what is older than wanted, after having said what that is', async () => {
    const app = await withPast();
    const { page } = app;
    await goTo(page, 'settings');
    const keep = page.getByLabel(t('window.history.keep'));
    await keep.selectOption({ label: t('window.history.keep_months', { months: 3 }) });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 check is older than 3 months').waitFor();
    await dialog.getByRole('button', { name: t('window.cancel') }).click();
    expect(await keep.inputValue()).toBe('');
    await keep.selectOption({ label: t('window.history.keep_months', { months: 3 }) });
    await dialog.getByRole('button', { name: t('window.history.forget_now') }).click();
    await expect.poll(() => keep.inputValue()).toBe('3');
    expect(await app.call('privacy:storage', undefined)).toMatchObject({ value: { runs: 1, reports: 1 } });
  });

  it('leaves as a page with the reseller’s own name, by the system’s dialog', async () => {
    const { app, page, userData } = await withPast();
    const path = join(userData, 'clients.html');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await goTo(page, 'settings');
    await page.getByLabel(t('window.history.name')).fill('Bureau Zuid');
    await page.getByLabel(t('window.history.format')).selectOption('html');
    await button(page, t('window.history.export')).click();
    await page.getByText(t('window.saved', { path })).waitFor();
    expect(readFileSync(path, 'utf8')).toContain('Bureau Zuid: state of the domains');
  });

  it('that was damaged is set aside, said, and begun anew; the reports stay', async () => {
    const userData = freshFolder();
    const store = createReportStore(
      userData,
      openHistory(historyFileIn(userData), () => undefined),
    );
    await store.add(sampleReport({ id: '00000000-0000-4000-8000-000000000001' }), 'own', options);
    mkdirSync(userData, { recursive: true });
    writeFileSync(historyFileIn(userData), 'no database'.repeat(1_000));
    running = await startApp({ userData });
    await goTo(running.page, 'reports');
    await running.page.getByText(/The history was damaged/u).waitFor();
    expect(await running.call('reports:list', { language: 'en', search: '' })).toMatchObject({
      value: [{ origin: 'own' }],
    });
  });
});
