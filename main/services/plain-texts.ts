/**
 * The few words that are needed before the engine is up or without it: menu, dialogs, the launcher. Patterns with bare `{name}` places only
 * (`resources/locales/app.*.json`), so that main starts without the engine's own translator.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../diagnostics/model/vocabulary.ts';

export type PlainTexts = (key: string, values?: Readonly<Record<string, string>>) => string;

export function loadPlainTexts(resources: string, language: Language): PlainTexts {
  const file = join(resources, 'locales', `app.${language}.json`);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  return (key, values = {}) =>
    (texts[`app.${key}`] ?? key).replace(/\{(\w+)\}/gu, (place, name: string) => values[name] ?? place);
}
