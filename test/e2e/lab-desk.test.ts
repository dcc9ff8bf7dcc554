/**
 * Both seats of a ban and of an outage, measured in the lab (`npm run lab -- desk --keep FOLDER`), opened in the app and laid side by side.
 * Runs only where FAULTLINE_LAB_REPORTS names that folder: no machine without the lab has such reports.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, words as t, type RunningApp } from './support/app.ts';
import { button, goTo } from './support/window.ts';

const folder = process.env['FAULTLINE_LAB_REPORTS'] ?? '';

describe.skipIf(folder === '')('what two seats decide, in the app', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startApp();
  });
  afterAll(() => running.close());

  async function open(name: string): Promise<string> {
    const opened = await running.call('reports:open-file', { language: 'en', path: join(folder, name) });
    if (!opened.ok) throw new Error(opened.error.text);
    return opened.value.id;
  }

  it.each([
    ['banned', /address .*(?:blocked|shut out|refuse)/iu, /How sure: Proven/u],
    ['stopped', /(?:down|does not answer anyone|nobody)/iu, /How sure: Likely/u],
  ])('%s', async (id, headline, sure) => {
    const { page } = running;
    const [customers, desks] = [await open(`${id}-customer.faultline`), await open(`${id}-desk.faultline`)];
    await goTo(page, 'start');
    await goTo(page, 'reports');
    const entries = await running.call('reports:list', { language: 'en', search: '' });
    if (!entries.ok) throw new Error(entries.error.text);
    const boxes = page.getByRole('list').getByRole('checkbox');
    // the customer's first: it is the seat that has the trouble
    for (const wanted of [customers, desks])
      await boxes.nth(entries.value.findIndex((entry) => entry.id === wanted)).check();
    await button(page, t('window.reports.compare')).click();
    await button(page, t('window.compare.swap')).waitFor();
    const said = await page.getByRole('main').innerText();
    const decided = said.slice(said.indexOf('(By the second report.)') - 300);
    expect({
      isNamed: said.includes('shop.test, from a report file'),
      counts: said.includes('counts as a second look'),
      headline: headline.test(decided),
      sure: sure.test(decided),
    }).toEqual({ isNamed: true, counts: true, headline: true, sure: true });
  });
});
