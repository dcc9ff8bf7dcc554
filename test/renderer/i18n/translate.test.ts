import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { translateInto } from '../../../renderer/i18n/translate.ts';
import english from '../../../resources/locales/window.en.json' with { type: 'json' };

const renderer = new URL('../../../renderer/', import.meta.url).pathname;
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/u.test(name))
  .map((name) => readFileSync(join(renderer, name), 'utf8'))
  .join('\n');

/** Beginnings of keys whose end is a closed word: the compiler knows that each of them exists. */
const openKeys = [...sources.matchAll(/`(window\.[a-z_.]+\.)\$\{/gu)].map(([, beginning = '']) => beginning);

it('has no word that the window never says', () => {
  const unused = Object.keys(english).filter(
    (key) => !sources.includes(`'${key}'`) && !openKeys.some((beginning) => key.startsWith(beginning)),
  );
  expect(unused).toEqual([]);
});

describe.each([
  ['en', { fast: '320\u00a0ms', slow: '1.4\u00a0s', size: '4.8\u00a0MB' }],
  ['fr', { fast: '320\u00a0ms', slow: '1,4\u00a0s', size: '4,8\u202fMo' }],
  ['nl', { fast: '320\u00a0ms', slow: '1,4\u00a0s', size: '4,8\u00a0MB' }],
] as const)('figures in %s', (language, expected) => {
  const t = translateInto(language);
  it('follow the language', () => {
    expect({
      fast: t.duration(320.4),
      slow: t.duration(1_400),
      size: t.bytes(4_812_000).replace(' ', '\u00a0'),
    }).toEqual(expected);
  });
});

it.each([
  ['en', 0, 'No report is kept.'],
  ['en', 1, '1 report is kept (3 kB).'],
  ['fr', 2, '2 rapports sont conservés (3 kB).'],
  ['nl', 0, 'Er is geen rapport bewaard.'],
] as const)('counts in %s: %i', (language, reports, text) => {
  expect(translateInto(language)('window.privacy.amount', { reports, size: '3 kB' })).toBe(text);
});
