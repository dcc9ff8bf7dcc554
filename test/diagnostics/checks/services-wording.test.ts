/** Every sentence of the service checks exists in every language, with the same gaps, and none is left over from a check that is gone. */
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../diagnostics/model/vocabulary.ts';

const readTexts = (language: Language): Record<string, string> =>
  JSON.parse(
    readFileSync(
      new URL(`../../../resources/locales/checks-services.${language}.json`, import.meta.url),
      'utf8',
    ),
  ) as Record<string, string>;
const serviceTexts = { en: readTexts('en'), fr: readTexts('fr'), nl: readTexts('nl') };
const checks = new URL('../../../diagnostics/checks/', import.meta.url);
/** The DNS side of mail is worded in another file set. */
const isWordedHere = (id: string): boolean => serviceTexts.en[`check.${id}.name`] !== undefined;

interface Source {
  readonly id: string;
  readonly code: string;
}

const sources: readonly Source[] = ['reach', 'tls', 'web', 'mail', 'ftp', 'ssh'].flatMap((area) =>
  readdirSync(new URL(`${area}/`, checks))
    .map((file) => ({
      id: file.replace(/\.ts$/, ''),
      code: readFileSync(new URL(`${area}/${file}`, checks), 'utf8'),
    }))
    .filter(({ id, code }) => code.includes(`'${id}'`) && (area !== 'mail' || isWordedHere(id))),
);

interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: unknown;
}

/** Names of the gaps of a pattern (not what is counted for its grammar), those inside plural and select branches included. */
const gapsIn = (parts: readonly SyntaxNode[]): readonly string[] =>
  parts.flatMap((part) => {
    const branches = Object.values(
      (part.options ?? {}) as Record<string, { readonly value: readonly SyntaxNode[] }>,
    );
    const isGap = part.type >= 1 && part.type <= 6 && typeof part.value === 'string';
    const own = isGap && !String(part.value).endsWith('Count') ? [String(part.value)] : [];
    return [...own, ...branches.flatMap(({ value }) => gapsIn(value))];
  });
const gapsOf = (pattern: string, language: string): readonly string[] =>
  [
    ...new Set(
      gapsIn(
        new IntlMessageFormat(pattern, language, undefined, {
          ignoreTag: true,
        }).getAst() as readonly SyntaxNode[],
      ),
    ),
  ].sort();

describe('wording of the service checks', () => {
  const keys = Object.keys(serviceTexts.en);

  it('holds the same keys in every language', () => {
    for (const language of languages) expect(Object.keys(serviceTexts[language])).toEqual(keys);
  });

  it.each(keys)('%s has the same gaps in every language', (key) => {
    const gaps = languages.map((language) => gapsOf(serviceTexts[language][key]!, language));
    expect(gaps).toEqual(languages.map(() => gaps[0]));
  });

  it.each(sources)('$id has a name and words for every variant in its code', ({ id, code }) => {
    const own = keys
      .filter((key) => key.startsWith(`check.${id}.`))
      .map((key) => key.slice(`check.${id}.`.length));
    expect(own).toContain('name');
    const variants = [...code.matchAll(/variant: '(\w+)'/g)].map((match) => match[1]);
    for (const variant of variants) expect(own.map((key) => key.split('.')[1])).toContain(variant);
  });

  it('words no check that does not exist', () => {
    const worded = [...new Set(keys.flatMap((key) => /^check\.([\w-]+)\.name$/.exec(key)?.[1] ?? []))].sort();
    expect(worded).toEqual(sources.map(({ id }) => id).sort());
  });
});
