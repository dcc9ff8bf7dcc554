import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { createTranslator } from '../../../diagnostics/report/i18n/translator.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
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

const catalogues = await loadCatalogues(path.dirname(localesDirectory));
const translators = languages.map((language) => createTranslator(language, catalogues, { timeZone: 'UTC' }));

test('the reckoning of a due time and a credit read well in every language', () => {
  const { dueReason, dueSteps = [] } = ask('clarkconnect', 'support.contact', {
    tier: 'level-1',
    at: '2026-12-24T22:30:00Z',
  });
  const facts = { 'outage.minutes': '60', 'subscription.period': 'year', 'subscription.fee': '100' };
  const credit = ask('haisoft', 'network.provider', { product: 'virtual-server', facts }).slaCredit;
  const steps = [...(dueReason === null ? [] : [dueReason]), ...dueSteps, ...(credit?.steps ?? [])];
  expect(translators.map((t) => steps.map(t))).toEqual([
    [
      '1 opening day from 24 December 2026, 22:30:00 UTC, counted only in the opening hours (America/Toronto).',
      'open Monday to Friday, 10:00-19:00',
      'closed on public holidays: Canada',
      'closed on public holidays: Ontario',
      'closed on Friday, 25 December 2026 (public holiday)',
      'closed on Monday, 28 December 2026 (public holiday)',
      '1 opening day later, at the same time: Tuesday, 29 December 2026, 17:30',
      '1 full period of 60 minutes × 0.27 % of the yearly fee = 0.27 %',
      '0.27 % of 100 EUR = 0.27 EUR',
    ],
    [
      '1 jour d’ouverture à partir du 24 décembre 2026, 22:30:00 UTC, compté seulement aux heures d’ouverture (America/Toronto).',
      'ouvert du lundi au vendredi, 10:00-19:00',
      'fermé les jours fériés : Canada',
      'fermé les jours fériés : Ontario',
      'fermé le vendredi 25 décembre 2026 (jour férié)',
      'fermé le lundi 28 décembre 2026 (jour férié)',
      '1 jour d’ouverture plus tard, à la même heure : mardi 29 décembre 2026, 17:30',
      '1 période entière de 60 minutes × 0,27 % de l’abonnement annuel = 0,27 %',
      '0,27 % de 100 EUR = 0,27 EUR',
    ],
    [
      '1 openingsdag vanaf 24 december 2026, 22:30:00 UTC, alleen geteld in de openingsuren (America/Toronto).',
      'open van maandag tot vrijdag, 10:00-19:00',
      'gesloten op feestdagen: Canada',
      'gesloten op feestdagen: Ontario',
      'gesloten op vrijdag 25 december 2026 (feestdag)',
      'gesloten op maandag 28 december 2026 (feestdag)',
      '1 openingsdag later, op hetzelfde uur: dinsdag 29 december 2026, 17:30',
      '1 volle periode van 60 minuten × 0,27 % van het jaarbedrag = 0,27 %',
      '0,27 % van 100 EUR = 0,27 EUR',
    ],
  ]);
});

test('opening time that counted is added up line by line, over the start of summer time too', () => {
  const { dueSteps = [] } = ask('haisoft', 'server.hardware', {
    product: 'virtual-server',
    at: '2026-03-27T15:30:00Z',
  });
  expect(translators.map((t) => dueSteps.map(t))).toEqual([
    [
      'open Monday to Friday, 10:00-12:00',
      'open Monday to Friday, 14:00-17:00',
      'Friday, 27 March 2026, 16:30-17:00: 30 minutes',
      'Monday, 30 March 2026, 10:00-11:30: 90 minutes',
      '30 + 90 = 120 minutes = 2 hours',
    ],
    [
      'ouvert du lundi au vendredi, 10:00-12:00',
      'ouvert du lundi au vendredi, 14:00-17:00',
      'vendredi 27 mars 2026, 16:30-17:00 : 30 minutes',
      'lundi 30 mars 2026, 10:00-11:30 : 90 minutes',
      '30 + 90 = 120 minutes = 2 heures',
    ],
    [
      'open van maandag tot vrijdag, 10:00-12:00',
      'open van maandag tot vrijdag, 14:00-17:00',
      'vrijdag 27 maart 2026, 16:30-17:00: 30 minuten',
      'maandag 30 maart 2026, 10:00-11:30: 90 minuten',
      '30 + 90 = 120 minuten = 2 uur',
    ],
  ]);
});
