import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { targetSchema } from '../../../diagnostics/model/target.ts';
import { understandTarget } from '../../../diagnostics/run/understand-target.ts';
import { messagesOf, refused, understood } from './typed-targets.ts';

const localeOf = (language: string): Readonly<Record<string, string>> =>
  JSON.parse(
    readFileSync(new URL(`../../../resources/locales/target.${language}.json`, import.meta.url), 'utf8'),
  ) as Record<string, string>;

describe('understandTarget', () => {
  it.each(understood)('understands %j', (typed, expected) => {
    const result = understandTarget(typed);
    if (!result.ok) throw new Error(`refused: ${result.error.key}`);
    const { target } = result;
    const notes = target.notes.map(({ key }) => key.replace('target.note.', ''));
    const all = {
      domain: target.domain,
      registrable: target.registrableDomain,
      path: target.path,
      user: target.user,
      typed: target.typed,
      notes,
    };
    expect(all).toMatchObject(expected);
    expect(notes[0] === 'taken').toBe(typed.trim() !== target.domain);
    expect(targetSchema.parse(target)).toEqual(target);
  });

  it.each(refused)('refuses %j', (typed, reason) => {
    const result = understandTarget(typed);
    if (result.ok) throw new Error(`understood: ${result.target.domain}`);
    expect(result.error.key).toBe(`target.error.${reason}`);
  });

  it('shows the Unicode form to people', () => {
    const result = understandTarget('xn--mnchen-3ya.de');
    expect(result.ok && result.target.displayName).toBe('münchen.de');
  });
});

describe('its messages', () => {
  const english = localeOf('en');
  const all = [...understood, ...refused].flatMap(([typed]) => messagesOf(typed));

  it('are each reached by the tables above and no other is written', () => {
    const written = Object.keys(english).filter((key) => key.startsWith('target.'));
    expect([...new Set(all.map(({ key }) => key))].toSorted()).toEqual(written.toSorted());
  });

  it.each(['en', 'fr', 'nl'])('can be said in %s with the values given', (language) => {
    const locale = localeOf(language);
    expect(Object.keys(locale)).toEqual(Object.keys(english));
    for (const { key, values } of all) {
      const text = String(new IntlMessageFormat(locale[key] ?? '', language).format({ ...values }));
      expect(text).not.toBe('');
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it.each(['fr', 'nl'])('take the same values in %s', (language) => {
    const placeholders = (text = ''): readonly string[] => [...new Set(text.match(/\{\w+/g))].toSorted();
    const locale = localeOf(language);
    for (const [key, text] of Object.entries(english))
      expect([key, ...placeholders(locale[key])]).toEqual([key, ...placeholders(text)]);
  });
});
