/**
 * The flow of a support desk with the real app at both of the lab's seats: the desk asks, the customer agrees and the checks run in the
 * customer's own network, the desk lays the answer beside its own look. `lab -- desk --apps` starts this file at each seat of a broken world,
 * the customer's and the desk's at the same time; no machine without the lab has such seats.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SeatOfApp } from '../support/seat-of-app.ts';
import { startApp, words as t, type RunningApp } from './support/app.ts';
import { answerDialogs, button, dropFile, goTo, pathPicture } from './support/window.ts';

const here = JSON.parse(process.env['FAULTLINE_LAB_SEAT'] ?? '{}') as Partial<SeatOfApp>;
const { seat, id = '', folder = '', network = '', pack = '', pictures } = here;
const [asked, answer, own] = ['asked.faultline-request', 'answer.faultline', 'own.faultline'].map((name) =>
  join(folder, name),
) as [string, string, string];

/** For the other seat to come so far, ms. */
const LONGEST_WAIT = 75_000;
vi.setConfig({ testTimeout: LONGEST_WAIT + 15_000 });
async function exists(file: string): Promise<void> {
  await expect.poll(() => existsSync(file), { timeout: LONGEST_WAIT }).toBe(true);
}

/** What both reports together say of the web server. */
const decided = {
  banned: {
    headline: 'The server shop.test works, but it does not let your address in.',
    side: 'Whose side\nThe hosting provider’s.',
    sure: 'How sure\nProven:',
    why: 'A server does this when its firewall has shut out your address',
  },
  stopped: {
    headline: 'The server shop.test does not answer, neither here nor elsewhere.',
    side: 'Whose side\nThe hosting provider’s.',
    sure: 'How sure\nLikely:',
    why: 'It does not answer from other places on the internet either',
  },
} as const;

let running: RunningApp;

/** What a person reads, all of it. */
const said = (): Promise<string> => running.page.getByRole('main').innerText();
const absent = (text: string, wanted: readonly string[]): readonly string[] =>
  wanted.filter((each) => !text.includes(each));

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  await running.page.screenshot({ path: join(pictures, `${id}-${seat}-${name}.png`) });
}

async function save(file: string, name: string): Promise<void> {
  await answerDialogs(running.app, { save: file });
  await button(running.page, name).click();
  await running.page.getByText(t('window.saved', { path: file })).waitFor();
}

/** As shipped to a customer of this provider: its pack is on the shelf. */
async function startHere(): Promise<void> {
  running = await startApp({ userData: join(folder, `${seat}-app`), args: [`--network=${network}`] });
  const { app, page } = running;
  await goTo(page, 'providers');
  await answerDialogs(app, { open: pack });
  await button(page, t('window.providers.import')).click();
  await page.getByText(t('window.providers.imported', { id: 'lab-hosting' })).waitFor();
}

describe.skipIf(seat !== 'customer')('the customer', () => {
  beforeAll(startHere);
  afterAll(() => running.close());

  it('reads who asks for what before anything runs', async () => {
    await exists(asked);
    await dropFile(running.page, asked);
    await button(running.page, t('window.request.accept')).waitFor();
    await picture('asked');
    expect(
      absent(await said(), ['shop.test', 'Ann, Lab Hosting', 'T-1042', 'Lab Hosting', 'Web, Mail']),
    ).toEqual([]);
    expect(await running.call('reports:list', { language: 'en', search: '' })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('agrees, and saves what was found from here', async () => {
    const { page } = running;
    await button(page, t('window.request.accept')).click();
    await pathPicture(page).waitFor({ timeout: LONGEST_WAIT });
    await picture('report');
    expect(absent(await said(), [t('window.report.answers', { reference: 'T-1042' })])).toEqual([]);
    await save(answer, t('window.report.save'));
  });

  it('was shown nothing that the page complained of', () => expect(running.complaints).toEqual([]));
});

describe.skipIf(seat !== 'desk')('the desk', () => {
  beforeAll(startHere);
  afterAll(() => running.close());

  it('asks', async () => {
    const { page } = running;
    await goTo(page, 'desk');
    await page.getByLabel(t('window.ask.domain')).fill('shop.test');
    await page.getByLabel(t('window.ask.from'), { exact: true }).fill('Ann, Lab Hosting');
    await page.getByLabel(t('window.ask.reference'), { exact: true }).fill('T-1042');
    const form = page.locator('form').filter({ has: page.getByLabel(t('window.ask.domain')) });
    await form.getByLabel(t('window.ask.symptom')).selectOption('site_down');
    await form.getByLabel(t('window.provider.label')).selectOption('lab-hosting');
    for (const other of ['DNS', 'FTP', 'SSH']) await form.getByLabel(other).uncheck();
    await picture('ask');
    await button(page, t('window.ask.go')).click();
    await button(page, t('window.asked.save')).waitFor();
    await save(asked, t('window.asked.save'));
    expect(existsSync(asked)).toBe(true);
  });

  it('sees the answer bound to its request', async () => {
    await exists(answer);
    await dropFile(running.page, answer);
    await pathPicture(running.page).waitFor();
    await picture('answer');
    const opened = running.page.getByRole('region', { name: t('window.opened.title') });
    expect(absent(await opened.innerText(), [t('window.binding.bound'), 'T-1042'])).toEqual([]);
  });

  it('lays its own look beside it, and reads what both decide', async () => {
    const { page } = running;
    await exists(own);
    await goTo(page, 'start');
    await dropFile(page, own);
    await pathPicture(page).waitFor();
    await goTo(page, 'reports');
    const boxes = page.getByRole('list').getByRole('checkbox');
    await boxes.nth(1).waitFor();
    for (const box of await boxes.all()) await box.check();
    await button(page, t('window.reports.compare')).click();
    await button(page, t('window.compare.swap')).waitFor();
    await picture('compared');
    const { headline, ...lines } = decided[id as keyof typeof decided];
    const title = `${headline} (By the second report.)`;
    expect(
      absent(await said(), [title, 'counts as a second look', 'a report file (request T-1042)']),
    ).toEqual([]);
    const problem = page.getByRole('region', { name: title, exact: true });
    const rows = (await problem.innerText()).replaceAll(/\n+/gu, '\n');
    expect(absent(rows, Object.values(lines))).toEqual([]);
  });

  it('was shown nothing that the page complained of', () => expect(running.complaints).toEqual([]));
});
