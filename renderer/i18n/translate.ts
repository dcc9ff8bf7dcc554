/**
 * The window's own words. What was diagnosed arrives as finished sentences (`main/contract/views.ts`); this is only for
 * headings, buttons and states that teach.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../resources/locales/window.en.json' with { type: 'json' };
import fr from '../../resources/locales/window.fr.json' with { type: 'json' };
import nl from '../../resources/locales/window.nl.json' with { type: 'json' };

export type Language = 'en' | 'fr' | 'nl';
/** A key that does not exist, or that a language lacks, does not compile. */
export type Key = keyof typeof en;
type Values = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, fr, nl };
/** 24-hour clock, day before month, as in the reports. */
const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr', nl: 'nl' };

export interface Translate {
  (key: Key, values?: Values): string;
  readonly language: Language;
  /** “22 November 2026 at 10:15”. */
  dateTime(time: string): string;
  /** “320 ms” below a second, else “1.4 s”. */
  duration(ms: number): string;
  /** “3.4 MB”. */
  bytes(value: number): string;
}

const translators = new Map<Language, Translate>();

/** One for each language, made once. */
export function translateInto(language: Language): Translate {
  const known = translators.get(language) ?? create(language);
  translators.set(language, known);
  return known;
}

function create(language: Language): Translate {
  const locale = localeOf[language];
  const compiled = new Map<Key, IntlMessageFormat>();
  const translate = (key: Key, values?: Values): string => {
    const pattern = catalogues[language][key];
    if (values === undefined) return pattern;
    const format =
      compiled.get(key) ?? new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true });
    compiled.set(key, format);
    return String(format.format(values));
  };
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  return Object.assign(translate, {
    language,
    dateTime: (time: string) => dateTime.format(new Date(time)),
    ...unitsOf(locale),
  });
}

/** Symbols of units are the same in the three languages, kilobytes apart; the figures are not. */
function unitsOf(locale: string): Pick<Translate, 'duration' | 'bytes'> {
  const figure = (digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const whole = figure(0);
  const tenths = figure(1);
  const size = (unit: string, digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits });
  const kilobytes = size('kilobyte', 0);
  const megabytes = size('megabyte', 1);
  return {
    duration: (ms) => (ms < 1000 ? `${whole.format(ms)}\u00a0ms` : `${tenths.format(ms / 1000)}\u00a0s`),
    bytes: (value) => (value < 1e6 ? kilobytes.format(value / 1000) : megabytes.format(value / 1e6)),
  };
}
