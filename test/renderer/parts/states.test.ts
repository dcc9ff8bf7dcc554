/** States differ in shape and in words, not only in colour. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { outcomeSchema } from '../../../diagnostics/model/vocabulary.ts';
import { OutcomeBadge } from '../../../renderer/parts/badges.tsx';
import { TranslateContext } from '../../../renderer/i18n/use-translate.ts';
import { translateInto } from '../../../renderer/i18n/translate.ts';
import { StatusIcon, type StatusShape } from '../../../renderer/parts/status-icon.tsx';
import { Waterfall } from '../../../renderer/parts/waterfall.tsx';
import { operation } from '../support/operations.ts';

const withoutClasses = (markup: string): string => markup.replace(/ class="[^"]*"/gu, '');

const shapes: readonly StatusShape[] = [
  'works',
  'broken',
  'suspected',
  'unclear',
  'check_failed',
  'not_tested',
  'not_applicable',
  'running',
  'waiting',
];

it('draws every state in another shape', () => {
  const drawn = shapes.map((shape) =>
    withoutClasses(renderToStaticMarkup(createElement(StatusIcon, { shape }))),
  );
  expect(new Set(drawn).size).toBe(shapes.length);
});

it('draws every outcome in another shape, and says it', () => {
  const drawn = outcomeSchema.options.map((outcome) =>
    withoutClasses(
      renderToStaticMarkup(createElement(OutcomeBadge, { outcome, level: 'error', text: 'in words' })),
    ),
  );
  expect(new Set(drawn).size).toBe(outcomeSchema.options.length);
  expect(drawn.filter((markup) => !markup.includes('in words'))).toEqual([]);
});

describe.each([
  ['en', 'Website: 2 of 3 done, 1 without result'],
  ['fr', 'Site web : 2 sur 3, 1 sans résultat'],
  ['nl', 'Website: 2 van 3 klaar, 1 zonder resultaat'],
] as const)('the waterfall in %s', (language, label) => {
  const areas = new Map([
    [
      'web' as const,
      [
        operation({ id: 'a' }),
        operation({ id: 'b', state: 'failed', outcome: 'no answer in time' }),
        operation({ id: 'c', state: 'running', durationMs: null }),
      ],
    ],
  ]);
  const markup = renderToStaticMarkup(
    createElement(
      TranslateContext,
      { value: translateInto(language) },
      createElement(Waterfall, { areas, nowMs: 500 }),
    ),
  );

  it('says in words what it shows', () => {
    expect(markup).toContain(`role="img" aria-label="${label}"`);
  });

  it('names what came of an operation', () => {
    expect(markup).toMatch(
      /<title>connection to www\.example\.test port 443\u00a0?: no answer in time<\/title>/u,
    );
  });

  it('draws answered, failed and running operations in other shapes', () => {
    const bars = [...markup.matchAll(/<g class="([^"]*)">/gu)].map(([, names]) => names);
    expect(new Set(bars.slice(0, 3)).size).toBe(3);
  });
});
