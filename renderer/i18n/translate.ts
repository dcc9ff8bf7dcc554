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
  /** “Sun 22 November 2026”. */
  day(time: string): string;
  /** “Monday”; 0 is Sunday. */
  weekday(day: number): string;
  /** “November 2026”. */
  month(time: string): string;
  /** “14.2”, at most one digit behind the point. */
  figure(value: number): string;
  /** “1 h 5 min”, “42 s”. */
  span(ms: number): string;
  /** “5,000”. */
  count(value: number): string;
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
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
  const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
  return Object.assign(translate, {
    language,
    dateTime: (time: string) => dateTime.format(new Date(time)),
    day: (time: string) => day.format(new Date(time)),
    month: (time: string) => month.format(new Date(time)),
    // 4 January 2026 is a Sunday
    weekday: (number: number) => weekday.format(new Date(2026, 0, 4 + number)),
    ...unitsOf(locale),
  });
}

/** Symbols of units are the same in the three languages, kilobytes apart; the figures are not. */
function unitsOf(locale: string): Pick<Translate, 'count' | 'figure' | 'span' | 'duration' | 'bytes'> {
  const figure = (digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const whole = figure(0);
  const tenths = figure(1);
  const size = (unit: string, digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits });
  const kilobytes = size('kilobyte', 0);
  const megabytes = size('megabyte', 1);
  return {
    count: (value) => whole.format(value),
    figure: (value) => (value < 10 ? tenths : whole).format(value),
    span,
    duration: (ms) => (ms < 1000 ? `${whole.format(ms)}\u00a0ms` : `${tenths.format(ms / 1000)}\u00a0s`),
    bytes: (value) => (value < 1e6 ? kilobytes.format(value / 1000) : megabytes.format(value / 1e6)),
  };
}

/** How long something will still take, in the one or two units that matter; the symbols are the same in the three languages. */
function span(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const from = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(from, from + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value}\u00a0${unit}`)
    .join(' ');
}
