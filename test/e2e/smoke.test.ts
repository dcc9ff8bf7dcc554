/** The app from its start to a verdict: the source tree's, or a package when FAULTLINE_PACKAGED names its program. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from './support/app.ts';
import { startPackaged, type PackagedApp } from './support/packaged.ts';

const packaged = process.env['FAULTLINE_PACKAGED'];

async function startSource(): Promise<PackagedApp> {
  const app = await startApp();
  return { evaluate: (expression) => app.page.evaluate(expression), close: () => app.close() };
}

describe('the app', () => {
  let app: PackagedApp;
  beforeAll(async () => {
    app = packaged === undefined ? await startSource() : await startPackaged(packaged);
  });
  afterAll(() => app.close());

  const clickOn = (words: RegExp) =>
    app.evaluate(
      `[...document.querySelectorAll('button, a')].find((each) => ${words}.test(each.textContent)).click()`,
    );
  const shows = async (words: RegExp): Promise<string> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const text = String(await app.evaluate(`document.querySelector('main')?.innerText ?? ''`));
      if (words.test(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return 'it was not shown';
  };

  it('runs the demo without any network and ends in a verdict with its side and its clause', async () => {
    await shows(/demo/iu);
    await clickOn(/demo/iu);
    const text = await shows(/certificate of lighthouse-bakery\.test expired/iu);
    expect(text).toContain('The hosting provider’s.');
    expect(text).toContain('Demo Hosting support guide, section 3. Certificates / 1');
  });

  it('keeps it in the history', async () => {
    await clickOn(/^Reports$/u);
    expect(await shows(/lighthouse-bakery\.test/u)).toContain('lighthouse-bakery.test');
  });

  it('has found its database', async () => {
    const storage = `window.api.call('privacy:storage').then(({ ok, value }) => JSON.stringify([ok, value?.reports, value?.runs]))`;
    expect(await app.evaluate(storage)).toBe('[true,1,0]');
  });

  it('has nothing of Node in its page', async () => {
    expect(await app.evaluate('[typeof process, typeof require, typeof module].join()')).toBe(
      'undefined,undefined,undefined',
    );
  });
});
