/** Every text exists in all three languages, with the same placeholders, and is valid ICU MessageFormat. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages } from '../diagnostics/model/vocabulary.ts';

const folder = new URL('../resources/locales/', import.meta.url).pathname;
const areas = [...new Set(readdirSync(folder).map((name) => name.split('.')[0] ?? ''))].sort();
const read = (area: string, language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, `${area}.${language}.json`), 'utf8')) as Record<string, string>;

interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Record<string, { readonly value: readonly SyntaxNode[] }>;
}

/** Names and types of the arguments, in branches too; element 0 is literal text, 7 the `#` of a plural. */
function placeholders(nodes: readonly SyntaxNode[]): readonly string[] {
  const found = nodes.flatMap((node) => [
    ...(node.type === 0 || node.type === 7 ? [] : [`${node.type}:${String(node.value)}`]),
    ...Object.values(node.options ?? {}).flatMap((branch) => placeholders(branch.value)),
  ]);
  return [...new Set(found)].sort();
}

function shapeOf(pattern: string): readonly string[] {
  try {
    return placeholders(
      new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst() as readonly SyntaxNode[],
    );
  } catch (error) {
    return [`invalid: ${error instanceof Error ? error.message : String(error)} in ${pattern}`];
  }
}

/** `{serversCount, plural, …}` where `servers` stands in the same text: grammar, which each language has where it needs it. */
const withoutGrammar = (shape: readonly string[]): readonly string[] =>
  shape.filter((argument) => {
    const counted = /^6:(\w+)Count$/.exec(argument)?.[1];
    return counted === undefined || !shape.some((each) => each === `1:${counted}`);
  });

describe.each(areas)('locale area %s', (area) => {
  const english = read(area, 'en');

  it.each(languages)('has the same keys in %s', (language) => {
    expect(Object.keys(read(area, language)).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(languages)('is valid with the same placeholders in %s', (language) => {
    const shapes = (source: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(source).map(([key, pattern]) => [key, withoutGrammar(shapeOf(pattern))]),
      );
    const found = shapes(read(area, language));
    expect(Object.entries(found).filter(([, shape]) => shape[0]?.startsWith('invalid'))).toEqual([]);
    expect(found).toEqual(shapes(english));
  });

  it.each(languages)(
    'has no empty text and no straight apostrophe that ICU would swallow in %s',
    (language) => {
      const suspicious = Object.entries(read(area, language)).filter(
        ([, text]) => text.trim() === '' || /'[{}]/u.test(text),
      );
      expect(suspicious).toEqual([]);
    },
  );
});

it('has every key in one area only', () => {
  const keys = areas.flatMap((area) => Object.keys(read(area, 'en')));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
