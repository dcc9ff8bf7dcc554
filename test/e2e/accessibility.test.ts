/** Every screen in both themes by axe (WCAG 2.2 A and AA), and the whole way from the start to a saved ticket without a mouse. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startApp, words, type RunningApp } from './support/app.ts';
import { menu, prepareTour, startDemo, tour } from './support/tour.ts';

const axe = readFileSync(
  fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)),
  'utf8',
);

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
  await prepareTour(running, words, inject('demoReport'));
});
afterAll(() => running.close());

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** Rule and place of each violation; the inspector's evaluation is bound by no policy of the page. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
  )) as readonly Violation[];
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

async function useTheme(theme: 'light' | 'dark'): Promise<void> {
  await menu(running, 'settings');
  await running.page.getByLabel(words('window.settings.theme'), { exact: true }).selectOption(theme);
  await running.page.locator(`:root[data-theme="${theme}"]`).waitFor({ state: 'attached' });
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  beforeAll(() => useTheme(theme));

  it.each(Object.keys(tour))('axe finds nothing on the screen “%s”', async (screen) => {
    await tour[screen]?.(running, words);
    expect(await violations(running.page)).toEqual([]);
    await running.page.keyboard.press('Escape');
  });

  it('axe finds nothing on a run', async () => {
    await startDemo(running, words);
    const found = await violations(running.page);
    expect(found).toEqual([]);
    await running.page
      .getByRole('button', { name: words('window.problem.write_ticket') })
      .first()
      .waitFor();
  });
});

describe('by keyboard alone', () => {
  /** Presses Tab until the control with this name has the focus: what cannot be reached fails here. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 120; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        const label = element instanceof HTMLSelectElement ? element.labels[0]?.textContent : undefined;
        return (label ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
      });
      if (focused === name) return;
    }
    throw new Error(`Tab never came to “${name}”.`);
  }

  it('leads from the start to a saved ticket', async () => {
    const { page, app, userData } = running;
    const path = join(userData, 'ticket.txt');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await menu(running, 'start');
    await page.getByRole('radio').first().waitFor();
    await tabTo(page, words('window.start.demo'));
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: words('window.problem.write_ticket') })
      .first()
      .waitFor();
    await tabTo(page, words('window.problem.write_ticket'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: words('window.ticket.title.provider_ticket') }).waitFor();
    await tabTo(page, words('window.ticket.format'));
    await page.keyboard.type(words('window.ticket.format.txt').slice(0, 4));
    await tabTo(page, words('window.ticket.save'));
    await page.keyboard.press('Enter');
    await expect.poll(() => existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain('lighthouse-bakery.test');
  });

  it('shows where the focus is', async () => {
    const { page } = running;
    await menu(running, 'start');
    await page.getByRole('radio').first().waitFor();
    await tabTo(page, words('window.start.demo'));
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(outline).toBe('solid');
  });
});

it('can be read at 200 % in a small window without scrolling sideways', async () => {
  const { app, page } = running;
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(800, 700);
    window?.webContents.setZoomFactor(2);
  });
  const wide: string[] = [];
  for (const [screen, visit] of Object.entries(tour)) {
    await visit(running, words);
    const excess = await page.evaluate(() => {
      const main = document.querySelector('main');
      return main === null ? 0 : main.scrollWidth - main.clientWidth;
    });
    if (excess > 0) wide.push(`${screen}: ${excess} px`);
    await page.keyboard.press('Escape');
  }
  expect(wide).toEqual([]);
});

it('complains of nothing meanwhile', () => {
  expect(running.complaints).toEqual([]);
});
