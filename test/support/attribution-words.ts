/** The words of attribution in all languages, and the demand that a verdict can be said in each of them. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Message } from '../../diagnostics/model/message.ts';
import type { Attribution } from '../../diagnostics/model/problem.ts';
import { findingNumbers } from '../../diagnostics/report/phone-code-table.ts';
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';
import {
  createTranslator,
  type Catalogue,
  type Catalogues,
} from '../../diagnostics/report/i18n/translator.ts';

const readArea = (area: string, language: Language): Catalogue =>
  JSON.parse(
    readFileSync(new URL(`../../resources/locales/${area}.${language}.json`, import.meta.url), 'utf8'),
  ) as Catalogue;
const read = (language: Language): Catalogue => ({
  ...readArea('attribution', language),
  ...readArea('questions', language),
});

export const attributionWords: Catalogues = { en: read('en'), fr: read('fr'), nl: read('nl') };

const translators = languages.map((language) =>
  createTranslator(language, attributionWords, { timeZone: 'UTC' }),
);

const messagesOf = (problem: Attribution): readonly Message[] => [
  problem.headline,
  problem.reason,
  problem.limits,
  problem.nextStep,
  ...problem.rivals.map((each) => each.because),
  ...problem.missingControls.map((each) => each.how),
];

/** Every message of the problem has its sentence in every language, and its values fill all gaps. */
export function expectWorded(problem: Attribution): void {
  if (/^R\d+$/u.test(problem.rule))
    expect(findingNumbers, 'numbers of phone codes').toHaveProperty([`${problem.rule} ${problem.rootCause}`]);
  for (const said of messagesOf(problem)) {
    for (const translate of translators) {
      const text = translate(said);
      // A sentence that cannot be made comes out as its key.
      expect(text.startsWith(said.key), `${translate.language}: ${said.key}`).toBe(false);
    }
  }
}
