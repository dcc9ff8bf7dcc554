import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../diagnostics/attribution/rules/index.ts';
import { vantageStampSchema } from '../../../diagnostics/model/report.ts';
import { rootCauses } from '../../../diagnostics/model/root-causes.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { planners } from '../../../diagnostics/run/plan/index.ts';
import { attributionWords } from '../../support/attribution-words.ts';
import { accused } from './accused.ts';

const folder = new URL('../../../diagnostics/attribution/rules/', import.meta.url);
const source = readdirSync(folder)
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');
const literalsAfter = (pattern: RegExp): readonly string[] =>
  [
    ...new Set(
      [...source.matchAll(pattern)].flatMap((match) =>
        [...match[0].matchAll(/'([a-z_0-9]+)'/g)].map((each) => each[1]!),
      ),
    ),
  ].sort();

/** Ids of rivals are lower case; those of rules begin with R. */
const rivalIds = literalsAfter(/\bid: '[a-z_0-9]+'/g);

const stems = Object.entries(accused).flatMap(([cause, variants]) =>
  Object.entries(variants).map(([variant, domains]) => ({
    stem: `cause.${cause}${variant && `.${variant}`}`,
    domains: [...domains, 'undetermined'],
  })),
);
const wanted = [
  ...stems.flatMap(({ stem, domains }) => [
    ...['headline', 'reason', 'limits'].map((part) => `${stem}.${part}`),
    ...domains.map((domain) => `${stem}.next.${domain}`),
  ]),
  ...rivalIds.flatMap((id) => ['excluded', 'open', 'how'].map((part) => `rival.${id}.${part}`)),
  ...vantageStampSchema.options.filter((stamp) => stamp !== 'offline').map((stamp) => `stamp.${stamp}.how`),
  ...planners.map((planner) => `plan.${planner.id}`),
].sort();

interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly SyntaxNode[] }>>;
}
/** What a rule has to fill; `{serversCount, plural, …}` counts the names in a value by itself, and only for grammar. */
const gapsIn = (nodes: readonly SyntaxNode[]): readonly string[] =>
  nodes.flatMap(({ type, value, options = {} }) => [
    ...(type >= 1 && type <= 6 && !String(value).endsWith('Count') ? [String(value)] : []),
    ...Object.values(options).flatMap((each) => gapsIn(each.value)),
  ]);
const placeholders = (pattern: string, language: string): readonly string[] =>
  [
    ...new Set(
      gapsIn(
        new IntlMessageFormat(pattern, language, undefined, {
          ignoreTag: true,
        }).getAst() as unknown as readonly SyntaxNode[],
      ),
    ),
  ].sort();

describe('the words of attribution', () => {
  it.each(languages)('are complete in %s, and none is left over', (language) => {
    const own = Object.keys(attributionWords[language]).filter((key) => !key.startsWith('question.'));
    expect(own.sort()).toEqual(wanted);
  });

  it('have the same gaps in every language', () => {
    const gaps = (language: (typeof languages)[number]) =>
      Object.fromEntries(
        Object.entries(attributionWords[language]).map(([key, pattern]) => [
          key,
          placeholders(pattern, language),
        ]),
      );
    expect(gaps('fr')).toEqual(gaps('en'));
    expect(gaps('nl')).toEqual(gaps('en'));
  });

  it('open with one sentence', () => {
    for (const language of languages) {
      const headlines = Object.entries(attributionWords[language]).filter(([key]) =>
        key.endsWith('.headline'),
      );
      expect(headlines.filter(([, text]) => !text.endsWith('.') || /[.!?] \p{Lu}/u.test(text))).toEqual([]);
    }
  });

  it('know every root cause and every variant that a rule states', () => {
    expect(Object.keys(accused).sort()).toEqual(Object.keys(rootCauses).sort());
    const stated = literalsAfter(/\bvariant: [^;]*?,\n|\bconst \w*Variants?\b[^;]*;\n/g).filter(
      (each) => !each.includes('-'),
    );
    const known = new Set(Object.values(accused).flatMap((variants) => Object.keys(variants)));
    expect(stated.filter((variant) => !known.has(variant))).toEqual([]);
    expect([...known].filter((variant) => variant !== '' && !stated.includes(variant))).toEqual([]);
  });

  it('know every root cause of the catalogue of rules', () => {
    expect(rules.filter((rule) => !(rule.rootCause in accused))).toEqual([]);
  });
});
