/** What a person with a screen reader, without a mouse, with large type or with a bad stomach for motion meets. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { recordClients } from '../support/board-clients.ts';
import { freshFolder, startApp, words as t, type RunningApp } from './support/app.ts';
import { overflow, stops, tabTo, violations } from './support/accessibility.ts';
import { screens, unfold, type Stage } from './support/screens.ts';
import { answerDialogs, button, goTo, pathPicture, push, resize, showReport } from './support/window.ts';

let running: RunningApp;
let stage: Stage;
beforeAll(async () => {
  const userData = freshFolder();
  await recordClients(userData, 200, Date.now());
  running = await startApp({ userData });
  await showReport(running, inject('askingReport'));
  stage = { running, report: await showReport(running, inject('demoReport')), t };
});
afterAll(() => running.close());

describe.each(screens)('the screen $id', ({ show, leave }) => {
  it('has no violation in either theme, and nothing hidden at the right at 200 %', async () => {
    const { app, page } = running;
    await show(stage);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await violations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await violations(page, 'colours');
    await resize(app, 800, 600, 2);
    await page.waitForFunction(() => innerWidth <= 400);
    const hidden = await overflow(page);
    await resize(app, 1200, 800, 1);
    await page.waitForFunction(() => innerWidth >= 1200);
    await leave?.(stage);
    expect({ light, dark, hidden }).toEqual({ light: [], dark: [], hidden: [] });
  });
});

describe('by the keyboard alone', () => {
  it.each([
    'start',
    'report',
    'ticket',
    'reports',
    'desk',
    'asked',
    'request',
    'board',
    'board-calendar',
    'provider',
    'settings',
  ])('every control of %s is reached in the order of reading, and one sees where one is', async (id) => {
    const { page } = running;
    await screens.find((screen) => screen.id === id)?.show(stage);
    const reached = await stops(page);
    const lost = reached.filter(({ isMarked, isInSight }) => !isMarked || !isInSight);
    expect(lost).toEqual([]);
    const order = await page.evaluate(() => {
      const all = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary'),
      ];
      const wanted = all.filter(
        (element) =>
          element.checkVisibility() &&
          !element.matches(':disabled') &&
          // Of a group of radio buttons Tab reaches the chosen one.
          !(element.matches('[type=radio]') && !element.matches(':checked')),
      );
      return {
        missed: wanted
          .filter((element) => element.dataset['stop'] === undefined)
          .map((element) => element.outerHTML.slice(0, 120)),
        steps: wanted.map((element) => Number(element.dataset['stop'])),
      };
    });
    expect(order.missed).toEqual([]);
    expect(order.steps).toEqual(order.steps.toSorted((left, right) => left - right));
  });

  it('one gets from the start to a saved ticket', async () => {
    const { app, page } = running;
    const folder = mkdtempSync(join(tmpdir(), 'faultline-keyboard-'));
    await answerDialogs(app, { save: join(folder, 'ticket.txt') });
    await goTo(page, 'start');
    await page.getByLabel(t('window.start.target')).waitFor();

    await tabTo(page, button(page, t('window.start.demo')));
    await page.keyboard.press('Enter');
    await pathPicture(page).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');

    await tabTo(page, button(page, t('window.problem.write_ticket')).first());
    await page.keyboard.press('Enter');
    const format = page.getByLabel(t('window.ticket.format'));
    await tabTo(page, format);
    // As people choose from a list: by the first letter.
    await page.keyboard.type(t('window.ticket.format.txt').slice(0, 2));
    expect(await format.inputValue()).toBe('txt');
    await tabTo(page, button(page, t('window.ticket.save')));
    await page.keyboard.press('Space');
    await page.getByText(t('window.saved', { path: join(folder, 'ticket.txt') })).waitFor();
    expect(readdirSync(folder)).toEqual(['ticket.txt']);
    rmSync(folder, { recursive: true });
  });

  it('a dialog keeps the focus, Escape leaves it, and the focus returns to where it came from', async () => {
    const { page } = running;
    await goTo(page, 'settings');
    const opener = button(page, t('window.privacy.delete_all'));
    await tabTo(page, opener);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('who asks for less motion', () => {
  it('gets none', async () => {
    const { app, page } = running;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await push(app, 'report:show', { id: stage.report });
    await pathPicture(page).waitFor();
    await unfold(page);
    expect(
      await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return parseFloat(transitionDuration) > 0 || animationName !== 'none'
            ? [element.outerHTML.slice(0, 100)]
            : [];
        }),
      ),
    ).toEqual([]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('and with motion, none lasts longer than 150 ms', async () => {
    const { page } = running;
    const slow = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        getComputedStyle(element)
          .transitionDuration.split(',')
          .some((duration) => parseFloat(duration) > 0.15)
          ? [element.outerHTML.slice(0, 100)]
          : [],
      ),
    );
    expect(slow).toEqual([]);
  });
});

describe('a screen reader', () => {
  it('hears the language of the window, its title, its parts and each verdict of the picture', async () => {
    const { app, page } = running;
    await push(app, 'report:show', { id: stage.report });
    await pathPicture(page).waitFor();
    expect(
      await page.evaluate(() => ({
        language: document.documentElement.lang,
        title: document.title,
        headings: document.querySelectorAll('h1').length,
        parts: ['nav', 'main', 'h1'].filter((part) => document.querySelector(part) === null),
      })),
    ).toEqual({
      language: 'en',
      title: expect.stringContaining('Faultline') as string,
      headings: 1,
      parts: [],
    });
    const picture = await pathPicture(page).evaluate((svg) => svg.querySelector('title')?.textContent ?? '');
    expect(picture.length).toBeGreaterThan(80);
  });

  it('and nothing complained in all of that', () => {
    expect(running.complaints).toEqual([]);
  });
});
