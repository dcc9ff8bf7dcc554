/** Files from strangers in the running app: they get a sentence, or they are shown as the inert text that they are. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parseReportJson, readBundle } from '../../diagnostics/index.ts';
import { makeZip } from '../diagnostics/report/make-zip.ts';
import { startApp, words as t, type RunningApp } from './support/app.ts';
import { unfold } from './support/screens.ts';
import { button, dropFile, goTo, pathPicture, showReport } from './support/window.ts';

let running: RunningApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-hostile-'));
  running = await startApp();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** As large as it is empty: a few kilobytes that become a gigabyte. */
const bomb = (): Uint8Array => {
  const content = Buffer.alloc(64 * 1024 * 1024);
  const deflated = deflateRawSync(content, { level: 9 });
  return makeZip(
    Array.from({ length: 16 }, (_item, index) => ({
      name: index === 0 ? 'manifest.json' : `evidence/${index}.json`,
      content: Buffer.alloc(0),
      deflated,
      statedSize: 10,
    })),
  );
};
const outside = (name: string): Uint8Array => makeZip([{ name, content: Buffer.from('caught') }]);

it.each<readonly [string, () => string | Uint8Array]>([
  ['a zip bomb', bomb],
  ['a name that leads out of the folder', () => outside('../../../../../../tmp/faultline-caught')],
  ['an absolute name', () => outside('/tmp/faultline-caught')],
  ['a name with drive and backslashes', () => outside('C:\\..\\..\\faultline-caught')],
  ['JSON of a hundred megabytes', () => `{"a":"${'x'.repeat(100 * 1024 * 1024)}"}`],
  ['JSON of a million brackets', () => `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
  [
    'JSON with a prototype in it',
    () => '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  ],
])('%s ends in a sentence and leaves nothing behind', async (what, content) => {
  const { app, page, userData } = running;
  await goTo(page, 'start');
  await dropFile(page, write(`${what.replaceAll(/\W/gu, '-')}.faultline`, content()));
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: 20_000 });
  expect(await alert.innerText()).not.toContain('mistake in Faultline');
  expect({
    caught: existsSync('/tmp/faultline-caught'),
    reports: existsSync(join(userData, 'reports'))
      ? readdirSync(join(userData, 'reports')).filter((name) => name.endsWith('.faultline'))
      : [],
    polluted: await app.evaluate(() => 'polluted' in {}),
  }).toEqual({ caught: false, reports: [], polluted: false });
  await page.getByRole('button', { name: t('window.close') }).click();
});

const attack =
  '"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script><a href="javascript:window.hurt=1">x</a>\u202e\u0007';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Every text under one name of field, with the attack behind it. */
const attacked = (value: Json, field: string): Json => {
  if (Array.isArray(value)) return value.map((each: Json) => attacked(each, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === field && typeof each === 'string' ? each + attack : attacked(each, field),
    ]),
  );
};
const fieldsOf = (value: Json): ReadonlySet<string> => {
  const found = new Set<string>();
  const walk = (each: Json): void => {
    if (typeof each !== 'object' || each === null) return;
    for (const [name, inner] of Object.entries(each)) {
      if (typeof inner === 'string' && Number.isNaN(Number(name))) found.add(name);
      walk(inner);
    }
  };
  walk(value);
  return found;
};

async function demoReport(): Promise<{ readonly [key: string]: Json }> {
  const read = await readBundle(readFileSync(inject('demoReport')));
  if (!read.ok) throw new Error('the demo wrote no report');
  return JSON.parse(JSON.stringify(read.report)) as { readonly [key: string]: Json };
}

const attackedAll = (report: Json, fields: readonly string[]): Json => {
  let changed = report;
  for (const field of fields) changed = attacked(changed, field);
  return changed;
};

/** The fields that may hold such a text: halves what a report cannot be read with, until one field is left. */
function open(report: Json, fields: readonly string[]): readonly string[] {
  if (parseReportJson(JSON.stringify(attackedAll(report, fields))).ok) return fields;
  if (fields.length < 2) return [];
  const middle = Math.floor(fields.length / 2);
  return [...open(report, fields.slice(0, middle)), ...open(report, fields.slice(middle))];
}

/** The demo's report with an attack in every text that it may hold, the words of servers among them. */
async function hostileReport(): Promise<{ readonly path: string; readonly count: number }> {
  const report = await demoReport();
  // Names of the report and of its maker stand in the table of contents of a bundle as well, which refuses such texts.
  const fields = [...fieldsOf(report)].filter((name) => !['id', 'name', 'version', 'rules'].includes(name));
  // Each kind of observation once is enough to find out.
  const observations = report['observations'] as readonly { readonly kind: string }[];
  const few = [...new Map(observations.map((each) => [each.kind, each])).values()];
  const chosen = open({ ...report, observations: few }, fields);
  return {
    path: write('hostile.faultline', JSON.stringify(attackedAll(report, chosen))),
    count: chosen.length,
  };
}

it('a report that could be taken and never read again is refused at once', async () => {
  const { page } = running;
  const report = await demoReport();
  await goTo(page, 'start');
  await dropFile(page, write('named.faultline', JSON.stringify({ ...report, id: 'x'.repeat(70) })));
  await page.getByRole('alert').waitFor();
  expect(await running.call('reports:list', { language: 'en', search: '' })).toEqual({ ok: true, value: [] });
});

it('a report with an attack in every text shows text', async () => {
  const { page, app } = running;
  const { path, count } = await hostileReport();
  expect(count).toBeGreaterThan(20);
  await showReport(running, path);
  await unfold(page);
  const harm = () =>
    page.evaluate(() => ({
      hurt: 'hurt' in globalThis,
      elements: document.querySelectorAll('main img, main script, main a[href^="javascript"], main object')
        .length,
      // Characters that ring, or that turn the direction of writing.
      steering: ['\u0007', '\u202e'].some((character) => document.body.innerText.includes(character)),
      shown: document.body.innerText.includes('onerror'),
    }));
  expect(await harm()).toEqual({
    hurt: false,
    elements: 0,
    steering: false,
    shown: expect.any(Boolean) as boolean,
  });
  // Such a report may hold no problem any more; what it has is opened.
  const press = async (found: Locator): Promise<void> => {
    if ((await found.count()) > 0) await found.first().click();
    await page.waitForTimeout(300);
  };
  await press(page.getByRole('button', { name: 'Raw record of' }));
  expect(await harm()).toMatchObject({ hurt: false, elements: 0, steering: false });
  await press(page.getByRole('button', { name: /^(?:Write the|Show the steps)/u }));
  await press(button(page, t('window.ticket.look.page')));
  expect(await page.locator('iframe:not([sandbox=""])').count()).toBe(0);
  expect(await harm()).toMatchObject({ hurt: false, elements: 0 });
  await goTo(page, 'reports');
  expect(await harm()).toMatchObject({ hurt: false, elements: 0, steering: false });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

it('the app is as well as before', async () => {
  await showReport(running, inject('demoReport'));
  expect(await pathPicture(running.page).count()).toBe(1);
  expect(running.complaints).toEqual([]);
});
