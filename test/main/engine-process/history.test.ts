import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../diagnostics/index.ts';
import { createReportStore } from '../../../main/engine-process/report-store.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { historyFileIn, openHistory } from '../../../main/services/history/open-history.ts';
import { monthsBefore } from '../../../main/services/history/retention.ts';
import { openReportFile } from '../../../main/services/report-files.ts';
import { accepted } from '../../../main/services/said-error.ts';
import { findResources } from '../../../main/services/resource-paths.ts';
import { defaultSettings, saveSettings } from '../../../main/services/settings-store.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { aSummary } from '../../support/summary-factories.ts';
import { freshFolder, testEngine } from './test-engine.ts';

const options = { t: createTranslator('en', await loadCatalogues(findResources())), packs: [] };
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const idOf = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;

/** Three runs of one domain, the oldest half a year ago, and a file from somebody else of the same age. */
async function filled() {
  const folder = freshFolder();
  const history = openHistory(historyFileIn(folder), () => undefined);
  const store = createReportStore(folder, history);
  const ids: string[] = [];
  for (const [index, days] of [180, 40, 1].entries()) {
    const report = sampleReport({ id: idOf(index), startedAt: daysAgo(days), finishedAt: daysAgo(days) });
    ids.push(await store.add(report, 'own', options));
  }
  await store.addFile(
    accepted(await openReportFile(join(folder, 'reports', `${ids[0]}.faultline`))),
    options,
  );
  return { folder, ids, engine: await testEngine(folder) };
}

const reportsOf = async (engine: Awaited<ReturnType<typeof testEngine>>) =>
  (await engine.call('reports:list', { language: 'en', search: '' })).map(({ origin }) => origin);

describe('the past of a report', () => {
  it('tells since when and how often, in the language of the window', async () => {
    const { engine, ids } = await filled();
    const lines = await engine.call('history:past', { id: ids[2] ?? '', language: 'en' });
    expect(lines.map((line) => line.replaceAll(/Since .*?,/gu, 'Since …,'))).toEqual([
      expect.stringMatching(/Since …, seen by 3 checks\.$/u),
      'None of the 3 checks of this domain was without a problem.',
    ]);
    const dutch = await engine.call('history:past', { id: ids[2] ?? '', language: 'nl' });
    expect(dutch.at(-1)).toBe('Geen van de 3 controles van dit domein was zonder probleem.');
  });

  it('is nothing for a domain that was checked once', async () => {
    const folder = freshFolder();
    const store = createReportStore(
      folder,
      openHistory(historyFileIn(folder), () => undefined),
    );
    const id = await store.add(sampleReport({ id: idOf(1) }), 'own', options);
    expect(await (await testEngine(folder)).call('history:past', { id, language: 'en' })).toEqual([]);
  });
});

describe('keeping', () => {
  it('is for ever, unless the person wants otherwise', async () => {
    const { engine } = await filled();
    await engine.call('history:retain', undefined);
    expect(await engine.call('privacy:storage', undefined)).toMatchObject({ runs: 3, reports: 4 });
  });

  it('says what would go, and lets go of runs and reports that are older, but of no file that was opened', async () => {
    const { engine, folder, ids } = await filled();
    expect(await engine.call('history:older', { months: 3 })).toEqual({ runs: 1 });
    await saveSettings(folder, { ...defaultSettings, keepMonths: 3 });
    await engine.call('history:retain', undefined);
    expect(await engine.call('privacy:storage', undefined)).toMatchObject({ runs: 2, reports: 3 });
    expect(existsSync(join(folder, 'reports', `${ids[0]}.faultline`))).toBe(false);
    expect(await reportsOf(engine)).toEqual(['own', 'own', 'file']);
  });

  it.each([
    ['2026-03-31T12:00:00.000Z', 1, '2026-02-28T12:00:00.000Z'],
    ['2028-03-31T12:00:00.000Z', 1, '2028-02-29T12:00:00.000Z'],
    ['2026-01-15T00:00:00.000Z', 2, '2025-11-15T00:00:00.000Z'],
    ['2026-12-31T23:59:59.000Z', 12, '2025-12-31T23:59:59.000Z'],
  ])('counts from %s %i months back to %s', (now, months, before) => {
    expect(monthsBefore(Date.parse(now), months)).toBe(before);
  });
});

it('gives out one row a client, under the name of the settings', async () => {
  const folder = freshFolder();
  await openHistory(historyFileIn(folder), () => undefined).record([
    aSummary({ domain: 'a.test' }),
    aSummary({ domain: 'b.test' }),
  ]);
  await saveSettings(folder, { ...defaultSettings, reportName: 'Bureau Zuid' });
  const engine = await testEngine(folder);
  const page = await engine.call('history:file', { language: 'fr', format: 'html' });
  const table = await engine.call('history:file', { language: 'fr', format: 'csv' });
  expect(page.content).toContain('Bureau Zuid : état des domaines');
  expect(String(table.content).split('\r\n')).toHaveLength(4);
  expect([page.name, table.name]).toEqual([
    expect.stringMatching(/^faultline-\d{4}-\d\d-\d\d\.html$/u),
    expect.stringMatching(/\.csv$/u),
  ]);
});
