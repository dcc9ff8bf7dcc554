import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../diagnostics/model/vocabulary.ts';

const read = (language: Language) =>
  JSON.parse(
    readFileSync(
      new URL(`../../../resources/locales/checks-network.${language}.json`, import.meta.url),
      'utf8',
    ),
  ) as Record<string, string>;
const english = read('en');
interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly SyntaxNode[] }>>;
}
/** Names of the values that a pattern uses (not what is counted for its grammar), those inside its branches included; throws when the syntax is wrong. */
const namesIn = (nodes: readonly SyntaxNode[]): readonly string[] =>
  nodes.flatMap(({ type, value, options = {} }) => [
    ...(type >= 1 && type <= 6 && !String(value).endsWith('Count') ? [String(value)] : []),
    ...Object.values(options).flatMap((branch) => namesIn(branch.value)),
  ]);
const gapsOf = (pattern: string, language: string): readonly string[] => {
  const format = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
  return [...new Set(namesIn(format.getAst() as unknown as readonly SyntaxNode[]))].sort();
};

describe('texts of the network checks', () => {
  it.each(languages)('have the same keys and the same gaps in %s', (language) => {
    const texts = read(language);
    expect(Object.keys(texts)).toEqual(Object.keys(english));
    for (const [key, pattern] of Object.entries(texts))
      expect([key, gapsOf(pattern, language)]).toEqual([key, gapsOf(english[key]!, 'en')]);
  });

  it('use no straight apostrophe, which quotes in ICU messages', () => {
    expect(
      languages.flatMap((language) => Object.values(read(language))).filter((text) => text.includes("'")),
    ).toEqual([]);
  });
});
