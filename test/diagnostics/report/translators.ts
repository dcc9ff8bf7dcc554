/** Translators over the shipped locales, in a fixed zone. */
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { createTranslator } from '../../../diagnostics/report/i18n/translator.ts';
import type { Language } from '../../../diagnostics/model/vocabulary.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const catalogues = await loadCatalogues(resources);
export const translatorOf = (language: Language) =>
  createTranslator(language, catalogues, { timeZone: 'Europe/Brussels' });
