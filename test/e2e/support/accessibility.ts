/** What axe-core and the keyboard find in the page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Locator, Page } from 'playwright';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const options: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
  // The preview of a ticket stands in a frame that can run nothing, axe included.
  iframes: false,
};

/** What a theme can change; the rest of a page is the same in both. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** Each violation with the elements that it was seen on; empty when there is none. */
export async function violations(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  // Colours that are still on their way to others would be measured in between.
  await page.waitForTimeout(200);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const results = await page.evaluate(
    (given) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, given),
    (what === 'all' ? options : { ...options, runOnly: { type: 'rule', values: colourRules } }) as never,
  );
  return (results as unknown as axe.AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** Longer ways by the keyboard nobody goes. */
const MOST_STEPS = 120;

/** Goes by Tab alone to what is named; throws when it cannot be reached. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${String(target)}`);
}

export interface Stop {
  readonly name: string;
  /** Whether a person sees where the focus is. */
  readonly isMarked: boolean;
  readonly isInSight: boolean;
}

/** Every place where Tab stops, from the beginning of the page until it comes round. */
export async function stops(page: Page): Promise<readonly Stop[]> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('[data-stop]')) each.removeAttribute('data-stop');
    // Where Tab goes on from: the beginning of the page.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const found: Stop[] = [];
  const seen = new Set<string>();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (element === null || element === document.body) return null;
      element.dataset['stop'] ??= String(document.querySelectorAll('[data-stop]').length);
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return {
        key: element.dataset['stop'],
        name: `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.innerText).replaceAll(/\s+/gu, ' ').trim().slice(0, 60)}`,
        isMarked: (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
        isInSight: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      };
    });
    if (stop === null || seen.has(stop.key)) break;
    seen.add(stop.key);
    found.push({ name: stop.name, isMarked: stop.isMarked, isInSight: stop.isInSight });
  }
  return found;
}

/**
 * What reaches over the right edge of the page or of the part that scrolls it, the innermost first. Raw records and tables, which have
 * two dimensions, may scroll by themselves (WCAG 2.2, 1.4.10).
 */
export const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const isTooWide = [document.documentElement, ...document.querySelectorAll('main')].some(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    );
    if (!isTooWide) return [];
    const over = [...document.querySelectorAll('main *')].filter(
      (element) =>
        element.getBoundingClientRect().right > innerWidth && element.closest('.visually-hidden') === null,
    );
    return [
      'the page scrolls sideways',
      ...over
        .toReversed()
        .slice(0, 5)
        .map((element) => element.outerHTML.slice(0, 160)),
    ];
  });
