/** Runs a check the way a reader sees it: `outcome.variant subject`, after looking that its words and its evidence are sound. */
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect } from 'vitest';
import type { Check } from '../../diagnostics/checks/check.ts';
import type { Assertion } from '../../diagnostics/model/finding.ts';
import type { Facts } from '../../diagnostics/model/view/facts.ts';
import { valueAt } from '../../diagnostics/model/view/pointing.ts';
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';

const folder = new URL('../../resources/locales/', import.meta.url);
const readTexts = (language: Language): Record<string, string> =>
  Object.assign(
    {},
    ...readdirSync(folder)
      .filter((file) => file.endsWith(`.${language}.json`))
      .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>),
  ) as Record<string, string>;
const texts = Object.fromEntries(languages.map((language) => [language, readTexts(language)])) as Record<
  Language,
  Record<string, string>
>;

/** Every language has the sentence, and the values fill all of its gaps. */
function expectWorded({ message }: Assertion): void {
  for (const language of languages) {
    const pattern = texts[language][message.key];
    expect(pattern, `${language}: ${message.key}`).toBeTypeOf('string');
    new IntlMessageFormat(pattern!, language, undefined, { ignoreTag: true }).format({ ...message.values });
  }
}

/** Every pointer leads to something, and the excerpt is what stands there. */
function expectGrounded({ evidence }: Assertion, facts: Facts): void {
  for (const { observation: id, pointer, excerpt } of evidence) {
    const value = valueAt(
      facts.observations.find((each) => each.id === id),
      pointer,
    );
    expect(value, `${id}${pointer}`).toBeDefined();
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (pointer !== '/failure') expect(excerpt).toBe(text.slice(0, 500));
  }
}

export function assertionsOf(check: Check, facts: Facts): readonly Assertion[] {
  const assertions = check.evaluate(facts);
  for (const assertion of assertions) {
    expectWorded(assertion);
    expectGrounded(assertion, facts);
    expect(assertion.message.key.startsWith(`check.${check.id}.${assertion.outcome}`)).toBe(true);
  }
  expect(new Set(assertions.map((each) => each.subject)).size).toBe(assertions.length);
  return assertions;
}

export const judge = (check: Check, facts: Facts): readonly string[] =>
  assertionsOf(check, facts).map(
    ({ message, subject }) => `${message.key.slice(`check.${check.id}.`.length)} ${subject}`,
  );
