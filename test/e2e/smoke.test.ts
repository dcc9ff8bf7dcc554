import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from './support/app.ts';

/** Also of a package: FAULTLINE_PACKAGED names its program (`npm run package`). */
const packaged = process.env['FAULTLINE_PACKAGED'];

describe('the demo in the app', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startApp(packaged === undefined ? {} : { packaged });
  });
  afterAll(() => running.close());

  it('runs without any network and ends in a verdict with its side and its clause', async () => {
    const { page } = running;
    await page.getByRole('button', { name: /demo/iu }).first().click();
    const verdict = page.getByRole('heading', {
      level: 1,
      name: /certificate of lighthouse-bakery\.test expired/iu,
    });
    await verdict.waitFor({ timeout: 40_000 });
    const text = await page.locator('main').innerText();
    expect(text).toContain('The hosting provider’s.');
    expect(text).toContain('Demo Hosting support guide, section 3. Certificates / 1');
  });

  it('is kept in the history', async () => {
    const { page } = running;
    await page.getByRole('navigation').getByText('Reports').click();
    const entry = page.locator('main').getByText('lighthouse-bakery.test').first();
    await entry.waitFor();
    expect(await entry.isVisible()).toBe(true);
  });
});
