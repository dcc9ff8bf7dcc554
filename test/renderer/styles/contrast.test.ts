/** The colours of the window in both themes, by the formula of WCAG 2.2 (relative luminance, contrast ratio). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
const pairs = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gu)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

const channel = (hex: string): number => {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const luminance = (color: string): number =>
  0.2126 * channel(color.slice(1, 3)) +
  0.7152 * channel(color.slice(3, 5)) +
  0.0722 * channel(color.slice(5, 7));

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['surface', 'surface-raised', 'surface-sunken', 'surface-hover'] as const;
const statuses = ['good', 'bad', 'warn', 'unclear'] as const;
/** Foreground, background, least ratio: 4.5 for text (1.4.3), 3 for the borders of controls (1.4.11). */
const rules: readonly (readonly [string, string, number])[] = [
  ...surfaces.flatMap((surface) => [
    ['ink', surface, 4.5] as const,
    ['ink-soft', surface, 4.5] as const,
    ['accent', surface, 4.5] as const,
    ['line-strong', surface, 3] as const,
  ]),
  ...statuses.flatMap((status) => [
    [status, 'surface', 4.5] as const,
    [status, 'surface-raised', 4.5] as const,
    [status, `${status}-soft`, 4.5] as const,
    ['ink', `${status}-soft`, 4.5] as const,
    ['ink-soft', `${status}-soft`, 4.5] as const,
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['ink', 'accent-soft', 4.5],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const color = (name: string): string => {
    const found = pairs.get(name);
    if (found === undefined) throw new Error(`no colour ${name}`);
    return found[theme];
  };

  it.each(rules)('%s can be read on %s', (front, back, least) => {
    expect(contrast(color(front), color(back))).toBeGreaterThanOrEqual(least);
  });
});
