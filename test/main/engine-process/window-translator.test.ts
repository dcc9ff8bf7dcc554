import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../diagnostics/index.ts';
import { message } from '../../../diagnostics/model/message.ts';
import { optionsFor } from '../../../diagnostics/model/questions.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { windowTranslator } from '../../../main/engine-process/window-translator.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { findResources } from '../../../main/services/resource-paths.ts';

const catalogues = await loadCatalogues(findResources());
const typed = /(?:^|[\s(])--[a-z]|faultline (?:judge|check|compare)\b|\{command\}/u;
/** Words of the terminal alone. */
const isOfTerminal = (key: string): boolean =>
  /^(?:cli|demo|app\.start|in_window|batch\.(?:argument|cancelling|description|list\.columns|option|result))\b/u.test(
    key,
  );

describe.each(languages)('the words of the window in %s', (language) => {
  const t = windowTranslator(createTranslator(language, catalogues));

  it('name no option to type', () => {
    const keys = Object.keys(catalogues[language]).filter((key) => !isOfTerminal(key));
    const left = keys.filter((key) => {
      const twin = `in_window.${key}`;
      return typed.test(catalogues[language][t.has(twin) ? twin : key] ?? '');
    });
    expect(left).toEqual([]);
  });

  it('have a twin only of what there is', () => {
    const twins = Object.keys(catalogues[language]).filter((key) => key.startsWith('in_window.'));
    expect(twins.length).toBeGreaterThan(25);
    expect(twins.filter((key) => !t.has(key.slice('in_window.'.length)))).toEqual([]);
  });

  it('name the answers to a question as people say them', () => {
    const said = t(message('question.app_error.how', { options: optionsFor('app_error') }));
    expect(said).not.toMatch(/--fact|app_error/u);
    expect(said).toContain(t.text('question.app_error.value.certificate'));
  });
});
