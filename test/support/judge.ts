/** Runs a check the way a reader sees it: `outcome.variant subject`, after looking that its words and its evidence are sound. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Check } from '../../diagnostics/checks/check.ts';
import type { Assertion } from '../../diagnostics/model/finding.ts';
import type { Message } from '../../diagnostics/model/message.ts';
import type { Facts } from '../../diagnostics/model/view/facts.ts';
import { valueAt } from '../../diagnostics/model/view/pointing.ts';
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';
import {
  createTranslator,
  type Catalogue,
  type Catalogues,
} from '../../diagnostics/report/i18n/translator.ts';
import { aFacts, type FactsPartial } from './factories.ts';

const folder = new URL('../../resources/locales/', import.meta.url);
const readTexts = (language: Language): Catalogue =>
  Object.assign(
    {},
    ...readdirSync(folder)
      .filter((file) => file.endsWith(`.${language}.json`))
      .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Catalogue),
  ) as Catalogue;
const texts: Catalogues = { en: readTexts('en'), fr: readTexts('fr'), nl: readTexts('nl') };
const translators = new Map(
  languages.map((language) => [language, createTranslator(language, texts, { timeZone: 'UTC' })]),
);

/** The language has the sentence, and the values fill all of its gaps: one that cannot be made comes out as its key. */
export function sentence(language: Language, said: Message): string {
  const text = translators.get(language)!(said);
  expect(text.startsWith(said.key), `${language}: ${said.key}`).toBe(false);
  return text;
}

/** Every pointer leads to something, and the excerpt is what stands there. */
function expectGrounded({ evidence, subject }: Assertion, facts: Facts): void {
  for (const { observation: id, pointer, excerpt } of evidence) {
    const value = valueAt(
      facts.observations.find((each) => each.id === id),
      pointer,
    );
    expect(value, `${subject}: ${id} ${pointer}`).toBeDefined();
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (pointer !== '/failure') expect(excerpt).toBe(text.slice(0, 500));
  }
}

/** Assertions of a check after looking that they are worded everywhere, grounded in what was observed, and about one subject each. */
export function assertionsOf(check: Check, facts: Facts): readonly Assertion[] {
  const assertions = check.evaluate(facts);
  for (const assertion of assertions) {
    for (const language of languages) sentence(language, assertion.message);
    expectGrounded(assertion, facts);
    expect(
      assertion.outcome === 'failed' && assertion.evidence.length === 0,
      `${assertion.subject} failed without evidence`,
    ).toBe(false);
    expect(assertion.message.key.startsWith(`check.${check.id}.${assertion.outcome}`)).toBe(true);
  }
  expect(new Set(assertions.map((each) => each.subject)).size).toBe(assertions.length);
  return assertions;
}

export const judge = (check: Check, facts: Facts): readonly string[] =>
  assertionsOf(check, facts).map(
    ({ message, subject }) => `${message.key.slice(`check.${check.id}.`.length)} ${subject}`,
  );

export const judgeAll = (
  check: Check,
  observations: FactsPartial['observations'],
  partial: Omit<FactsPartial, 'observations'> = {},
): readonly string[] => judge(check, aFacts({ ...partial, ...(observations ? { observations } : {}) }));
