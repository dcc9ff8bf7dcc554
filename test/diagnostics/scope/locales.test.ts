import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { ask } from './library.ts';
import { localesDirectory, readJson, scopeDirectory } from './library.ts';

type Texts = Readonly<Record<string, string>>;
const texts = await Promise.all(
  languages.map(async (language) => ({
    language,
    texts: (await readJson(path.join(localesDirectory, `scope.${language}.json`))) as Texts,
  })),
);

test('the three languages have the same keys, and every text is well-formed', () => {
  const [first] = texts;
  for (const one of texts) {
    expect(Object.keys(one.texts)).toEqual(Object.keys(first?.texts ?? {}));
    for (const text of Object.values(one.texts))
      expect(() => new IntlMessageFormat(text, one.language)).not.toThrow();
  }
});

test('every key in the code has a text, and every text a key in the code', async () => {
  const files = (await readdir(scopeDirectory)).filter((name) => name.endsWith('.ts'));
  const code = (
    await Promise.all(files.map(async (name) => readFile(path.join(scopeDirectory, name), 'utf8')))
  ).join('\n');
  // The rest of a computed key stands in quotes elsewhere: `scope.lint.unknown${kind}` with 'Topic'.
  const unused = Object.keys(texts[0]?.texts ?? {}).filter((key) => {
    const last = key.slice(key.lastIndexOf('.') + 1);
    const parts = [key, `'${last}'`, `'${last.replace(/^unknown|^minimum|^maximum/u, '')}'`];
    return !parts.some((part) => code.includes(part));
  });
  const literal = [...code.matchAll(/'(scope\.[a-z]+\.[a-zA-Z]+)'/gu)].map(([, key]) => key ?? '');
  expect({ unused, missing: literal.filter((key) => texts[0]?.texts[key] === undefined) }).toEqual({
    unused: [],
    missing: [],
  });
});

test('the reckoning of a due time and a credit read well in every language', () => {
  const due = ask('clarkconnect', 'support.contact', {
    tier: 'level-1',
    at: '2025-01-15T16:00:00Z',
  }).dueReason;
  const facts = { 'outage.minutes': '60', 'subscription.period': 'year', 'subscription.fee': '100' };
  const step = ask('haisoft', 'network.provider', { product: 'virtual-server', facts }).slaCredit?.steps[0];
  const read = ({ language, texts: all }: (typeof texts)[number], message: typeof due | typeof step) =>
    new IntlMessageFormat(all[message?.key ?? ''] ?? '', language).format({ ...message?.values });
  expect(texts.map((one) => [read(one, due), read(one, step)])).toEqual([
    [
      '1 opening day from 2025-01-15T16:00:00.000Z, counted only in the opening hours mon tue wed thu fri 10:00-19:00 (America/Toronto), without the holidays of CA, CA-ON.',
      '1 full period of 60 minutes × 0.27 % of the yearly fee = 0.27 %',
    ],
    [
      '1 jour d’ouverture à partir de 2025-01-15T16:00:00.000Z, comptés seulement aux heures d’ouverture mon tue wed thu fri 10:00-19:00 (America/Toronto), hors jours fériés CA, CA-ON.',
      '1 période entière de 60 minutes × 0,27 % de l’abonnement annuel = 0,27 %',
    ],
    [
      '1 openingsdag vanaf 2025-01-15T16:00:00.000Z, alleen geteld in de openingsuren mon tue wed thu fri 10:00-19:00 (America/Toronto), zonder de feestdagen van CA, CA-ON.',
      '1 volle periode van 60 minuten × 0,27 % van het jaarbedrag = 0,27 %',
    ],
  ]);
});
