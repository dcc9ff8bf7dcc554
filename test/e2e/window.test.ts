/** What a person chooses, drops and stops: the settings, files, provider packs, a run that is cut short. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { translateInto } from '../../renderer/i18n/translate.ts';
import { startApp, words, type RunningApp } from './support/app.ts';
import { button, dropFile, goTo, startDemo } from './support/window.ts';

const pack = fileURLToPath(new URL('../../resources/demo/demo-hosting.pack.json', import.meta.url));

/** Two files may measure at once on a slow machine. */
const slowly = { timeout: 20_000 };

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

const write = (name: string, text: string): string => {
  const path = join(running.userData, name);
  writeFileSync(path, text);
  return path;
};

const notice = (role: 'alert' | 'status') => running.page.locator(`main [role=${role}]`).first();

describe('settings', () => {
  it('change language and theme at once and keep both for the next start', async () => {
    const french = translateInto('fr');
    await goTo(running.page, 'settings');
    await running.page.getByLabel(words('window.settings.language'), { exact: true }).selectOption('fr');
    await running.page.getByRole('heading', { level: 1, name: french('window.rail.settings') }).waitFor();
    await running.page.getByLabel(french('window.settings.theme'), { exact: true }).selectOption('dark');
    await running.page.locator(':root[data-theme="dark"][lang="fr"]').waitFor({ state: 'attached' });

    const { userData } = running;
    await running.close({ keepsFolder: true });
    running = await startApp({ userData });
    await running.page.getByRole('heading', { level: 1, name: french('window.start.title') }).waitFor();
    const kept = await running.page.evaluate(() => document.documentElement.dataset['theme']);
    expect(kept).toBe('dark');
  });

  it('change the language of the window at once', async () => {
    await goTo(running.page, 'settings', translateInto('fr'));
    await running.page
      .getByLabel(translateInto('fr')('window.settings.language'), { exact: true })
      .selectOption('en');
    const resolvers = running.page.getByLabel(words('window.settings.resolvers'));
    await resolvers.waitFor();
    expect(await resolvers.count()).toBe(1);
  });

  it.each([
    ['resolver', 'resolvers', 'not an address', '“not”'],
    ['host that answers', 'anchors', '10.0.0.1:443', '“10.0.0.1:443”'],
  ] as const)('say what is wrong with a %s, and keep the old ones', async (_, kind, typed, said) => {
    await goTo(running.page, 'settings');
    const field = running.page.getByLabel(words(`window.settings.${kind}`));
    await field.fill(typed);
    await running.page.getByRole('button', { name: words('window.settings.save_addresses') }).click();
    await notice('alert').filter({ hasText: said }).waitFor();
    await field.fill('');
    const start = await running.call('app:start', undefined);
    expect(start.ok && start.value.settings[kind]).toEqual([]);
  });
});

describe('a dropped file', () => {
  it('is shown when it is a report', async () => {
    await goTo(running.page, 'start');
    await dropFile(running.page, inject('demoReport'));
    const headline = running.page.getByRole('heading', { level: 1 });
    await expect.poll(() => headline.textContent(), slowly).toContain('lighthouse-bakery.test');
  });

  it.each([
    ['broken.faultline', 'PK\u0003\u0004 nothing of a report'],
    ['note.txt', 'milk, bread'],
    ['broken.json', '{ "schemaVersion": 1'],
    ['empty.json', '{}'],
  ])('is refused in words when it is %s', async (name, text) => {
    await goTo(running.page, 'start');
    await dropFile(running.page, write(name, text));
    await notice('alert').waitFor();
    expect(((await notice('alert').textContent()) ?? '').length).toBeGreaterThan(20);
    await running.page.getByRole('button', { name: words('window.close') }).click();
  });

  it('is added when it is a provider pack, which can be removed again', async () => {
    const path = join(running.userData, 'my-host.json');
    cpSync(pack, path);
    const name = (JSON.parse(readFileSync(pack, 'utf8')) as { readonly name: string }).name;
    await dropFile(running.page, path);
    await running.page.getByRole('heading', { level: 2, name }).waitFor();
    await running.page.getByRole('button', { name: words('window.providers.remove') }).click();
    await running.page
      .getByRole('dialog')
      .getByRole('button', { name: words('window.providers.remove') })
      .click();
    await running.page.getByRole('heading', { name: words('window.providers.empty_title') }).waitFor();
    await expect
      .poll(() => running.page.locator('main ul').getByText(name, { exact: true }).count(), slowly)
      .toBe(0);
  });
});

it('stops a run at once and shows what was found until then', async () => {
  await startDemo(running.page);
  await running.page.getByRole('button', { name: words('window.run.stop') }).click();
  const cut = running.page.getByText(words('window.notice.cancelled'));
  await expect.poll(() => cut.count(), slowly).toBeGreaterThan(0);
});

it('deletes everything after asking, and starts afresh', async () => {
  const { page } = running;
  await goTo(page, 'settings');
  await button(page, words('window.privacy.delete_all')).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('window.privacy.delete_now') })
    .click();
  await page.getByText(words('window.privacy.deleted')).waitFor();
  const reports = await running.call('reports:list', { language: 'en', search: '' });
  const start = await running.call('app:start', undefined);
  expect({ reports: reports.ok && reports.value, theme: start.ok && start.value.settings.theme }).toEqual({
    reports: [],
    theme: 'system',
  });
  await page.locator(':root[data-theme="system"]').waitFor({ state: 'attached' });
});

it('complains of nothing meanwhile', () => {
  expect(running.complaints).toEqual([]);
});
