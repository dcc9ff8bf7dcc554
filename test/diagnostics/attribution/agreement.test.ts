/** One name or several in the same gap: every sentence agrees with how many there are, in all three languages. */
import { describe, expect, it } from 'vitest';
import { languages, type Language } from '../../../diagnostics/model/vocabulary.ts';
import { createTranslator } from '../../../diagnostics/report/i18n/translator.ts';
import { attributionWords } from '../../support/attribution-words.ts';

/** Gaps that rules fill with a list when several servers, names or ports fail in the same way. */
const listGaps = ['ports', 'servers', 'lists', 'codes'];

/** What stands for exactly one thing right before a gap, or right behind it, in each language. */
const forOne: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:port|name server|code) ⟦|⟧ (?:does|is|has|answers|fails|gives|offers|belongs)\b/iu,
  fr: /\b(?:le port|au port|un serveur de noms) ⟦|⟧ (?:ne |y )?(?:répond|est|a|donne|échoue|propose|appartient)\b/iu,
  nl: /\b(?:poort|naamserver) ⟦|⟧ (?:is|heeft|werkt|antwoordt|geeft|biedt|hoort|wordt)\b/iu,
};

const inNumber = (language: Language, key: string, count: number): string =>
  createTranslator(
    language,
    attributionWords,
  )({
    key,
    values: Object.fromEntries(
      (attributionWords[language][key]?.match(/\w+(?=[,}])/gu) ?? []).map((gap) => [
        gap,
        listGaps.includes(gap) ? `⟦${Array(count).fill('x').join(', ')}⟧` : 'x',
      ]),
    ),
  });

describe('sentences about several', () => {
  it.each(languages)('have no words for one around a list, in %s', (language) => {
    const keys = Object.keys(attributionWords[language]).filter((key) =>
      listGaps.some((gap) => attributionWords[language][key]?.includes(`{${gap}}`)),
    );
    const spoken = keys.map((key) => `${key}: ${inNumber(language, key, 2)}`);
    expect(spoken.filter((text) => forOne[language].test(text))).toEqual([]);
    expect(spoken.filter((text) => text.includes('⟦')).length).toBeGreaterThan(20);
  });

  it.each([
    [
      'cause.dns.server_silent.reason',
      'subject',
      {
        en: ['a.test stayed silent', 'a.test, b.test stayed silent'],
        fr: ['a.test est resté muet', 'a.test, b.test sont restés muets'],
        nl: ['a.test zweeg', 'a.test, b.test zwegen'],
      },
    ],
    [
      'cause.dns.server_silent.next.hosting_provider',
      'subject',
      {
        en: ['its name server a.test does not', 'its name servers a.test, b.test do not'],
        fr: [
          'son serveur de noms a.test ne répond pas',
          'ses serveurs de noms a.test, b.test ne répondent pas',
        ],
        nl: ['zijn naamserver a.test antwoordt', 'zijn naamservers a.test, b.test antwoorden'],
      },
    ],
    [
      'cause.network.name_filtered.reason',
      'subject',
      {
        en: ['as soon as a.test is named', 'as soon as a.test, b.test are named'],
        fr: ['dès que a.test est nommé', 'dès que a.test, b.test sont nommés'],
        nl: ['zodra a.test wordt genoemd', 'zodra a.test, b.test worden genoemd'],
      },
    ],
    [
      'cause.mail.starttls_stripped.next.hosting_provider',
      'subject',
      {
        en: ['a.test offers no', 'a.test, b.test offer no'],
        fr: ['a.test ne propose pas', 'a.test, b.test ne proposent pas'],
        nl: ['a.test biedt geen', 'a.test, b.test bieden geen'],
      },
    ],
    [
      'cause.mail.dkim.key_missing.next.hosting_provider',
      'name',
      {
        en: ['the key a.test is missing', 'the keys a.test, b.test are missing'],
        fr: ['la clé a.test manque ou est', 'les clés a.test, b.test manquent ou sont'],
        nl: ['de sleutel a.test ontbreekt of is', 'de sleutels a.test, b.test ontbreken of zijn'],
      },
    ],
  ])('%s agrees with its names', (key, gap, expected) => {
    for (const language of languages) {
      const t = createTranslator(language, attributionWords);
      const others = { subject: 'x', host: 'x', name: 'x', zone: 'x' };
      const [one, several] = expected[language];
      expect(t.text(key, { ...others, [gap]: 'a.test' })).toContain(one);
      expect(t.text(key, { ...others, [gap]: 'a.test, b.test' })).toContain(several);
    }
  });
});
