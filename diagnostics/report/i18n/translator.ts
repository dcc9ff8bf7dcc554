/** Turns message keys and values into text in one language: ICU MessageFormat, numbers and dates by locale. Pure. */
import { IntlMessageFormat, type Formats } from 'intl-messageformat';
import type { Message } from '../../model/message.ts';
import type { LocalizedText } from '../../model/scope.ts';
import type { Language } from '../../model/vocabulary.ts';
import { nameList, siteOf } from '../../model/view/name-list.ts';
import { inertLine } from './inert-text.ts';

/** Key to ICU pattern, all areas of one language together. */
export type Catalogue = Readonly<Record<string, string>>;
export type Catalogues = Readonly<Record<Language, Catalogue>>;
type Values = Message['values'];

export interface Translator {
  /** Values are inert text. An unknown key comes out as itself, so that nothing is lost and everybody sees it. */
  (message: Message): string;
  readonly language: Language;
  /** The same for a key that the code itself chose. */
  text(key: string, values?: Values): string;
  has(key: string): boolean;
  /** Text from a pack: the reader's language, else English, else the first there is. */
  localized(text: LocalizedText): string;
  /** Wall-clock time with date and zone. */
  dateTime(time: string): string;
  /** The same moment in UTC. */
  dateTimeUtc(time: string): string;
  /** A moment of somebody else's day, to the minute, with the weekday and the zone in words: when a desk will have answered. */
  dateTimeIn(time: string, timeZone: string): string;
}

export interface TranslatorOptions {
  /** IANA zone for times; the machine's own when absent. */
  readonly timeZone?: string | undefined;
}

/** 24-hour clock, day before month: no reader takes 03/04 for the wrong day. */
const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr', nl: 'nl' };

export function createTranslator(
  language: Language,
  catalogues: Catalogues,
  options: TranslatorOptions = {},
): Translator {
  const catalogue = catalogues[language];
  const compiled = new Map<string, CompiledMessage>();
  const text = (key: string, values: Values = {}): string => {
    const pattern = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (pattern === undefined) return inertLine(key);
    const known = compiled.get(key) ?? compile(pattern, language, options.timeZone);
    compiled.set(key, known);
    const said = key.endsWith('.headline') ? ofOneSubject(values, moreText) : values;
    return known(said) ?? unformatted(key, said);
  };
  const moreText = (count: number): string => text('report.names_more', { count });
  return Object.assign((message: Message) => text(message.key, message.values), {
    language,
    text,
    has: (key: string) => Object.hasOwn(catalogue, key),
    localized: (localized: LocalizedText) => localizedText(localized, language),
    dateTime: (time: string) => dateTime(time, language, options.timeZone),
    dateTimeUtc: (time: string) => dateTime(time, language, 'UTC'),
    dateTimeIn: (time: string, timeZone: string) => dateTimeIn(time, language, timeZone),
  });
}

const subjectNames: ReadonlySet<string> = new Set(['subject', 'host', 'name']);

/** A headline is a sentence about one thing, in any grammar: it calls it by the first name, and says how many others there are. */
const ofOneSubject = (values: Values, moreText: (count: number) => string): Values =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (!subjectNames.has(key)) return [key, value];
      const { names, ofAll } = nameList(String(value));
      if (names.length === 1) return [key, value];
      const others = new Set(names.map(siteOf)).size - 1;
      return [key, `${names[0]!}${others === 0 ? '' : ` ${moreText(others)}`}${ofAll}`];
    }),
  );

type CompiledMessage = (values: Values) => string | null;

/** Null from the result means that values were missing: shown by the caller, never thrown at the reader. */
function compile(pattern: string, language: Language, timeZone: string | undefined): CompiledMessage {
  try {
    const format = new IntlMessageFormat(pattern, localeOf[language], zoned(timeZone), { ignoreTag: true });
    const syntax = format.getAst();
    const times = new Set(argumentsOf(syntax, timeElements));
    const numbers = argumentsOf(syntax, pluralElements);
    // a report that was made before a text had the choice: its `other` branch speaks
    const choices = Object.fromEntries([...argumentsOf(syntax, selectElements)].map((name) => [name, '']));
    return (values) => {
      try {
        return String(
          format.format({ ...choices, ...countsOfNames(values, numbers), ...prepared(values, times) }),
        );
      } catch {
        return null;
      }
    };
  } catch {
    return () => null;
  }
}

interface SyntaxNode {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: unknown;
}

/** Types in the ICU syntax tree: `{x, date}` and `{x, time}`, `{x, select}`, `{x, plural}`. Plural and select hold branches. */
const timeElements: readonly number[] = [3, 4];
const selectElements: readonly number[] = [5];
const pluralElements: readonly number[] = [6];

/** Names of the arguments of these types, in branches too. */
function argumentsOf(parts: readonly SyntaxNode[], types: readonly number[]): readonly string[] {
  return parts.flatMap((part) => {
    const own = types.includes(part.type) && typeof part.value === 'string' ? [part.value] : [];
    const branches = Object.values((part.options ?? {}) as Record<string, { readonly value?: unknown }>);
    const inner = branches.flatMap(({ value }) =>
      Array.isArray(value) ? argumentsOf(value as SyntaxNode[], types) : [],
    );
    return [...own, ...inner];
  });
}

/**
 * `{serversCount, plural, one {does} other {do}}`: how many names the value `servers` holds, for every text whose grammar depends on it.
 * Counted here, so that no rule has to say twice how many it named, and reports stored before read as well.
 */
function countsOfNames(values: Values, numbers: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    numbers.flatMap((number) => {
      const list = number.endsWith('Count') ? values[number.slice(0, -'Count'.length)] : undefined;
      return list === undefined ? [] : [[number, nameList(String(list)).names.length]];
    }),
  );
}

/** Strings become inert; RFC 3339 strings become dates where the pattern formats one. */
function prepared(values: Values, times: ReadonlySet<string>): Record<string, string | number | Date> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, string | number | Date] => {
      if (times.has(name) && typeof value === 'string') return [name, new Date(value)];
      return [name, typeof value === 'number' ? value : inertLine(String(value))];
    }),
  );
}

function unformatted(key: string, values: Values): string {
  const given = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return inertLine(given.length === 0 ? key : `${key} (${given.join(', ')})`);
}

/** Hours have two digits in every sentence, as in `dateTime`. */
function zoned(timeZone: string | undefined): Partial<Formats> {
  const zone = timeZone === undefined ? {} : { timeZone };
  const inAllLengths = <T>(style: T) => ({ short: style, medium: style, long: style, full: style });
  return { date: inAllLengths(zone), time: inAllLengths({ ...zone, hour: '2-digit' as const }) };
}

function localizedText(text: LocalizedText, language: Language): string {
  return inertLine(text[language] ?? text.en ?? Object.values(text)[0] ?? '');
}

function dateTime(time: string, language: Language, timeZone: string | undefined): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return inertLine(time);
  return new Intl.DateTimeFormat(localeOf[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(date);
}

/** Zones come from packs, which are data of strangers: an unknown one gives the moment in UTC. */
function dateTimeIn(time: string, language: Language, timeZone: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return inertLine(time);
  try {
    const parts = new Intl.DateTimeFormat(localeOf[language], {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'longGeneric',
      timeZone,
    }).formatToParts(date);
    const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
    const clock = parts.filter(({ type }) => type !== 'timeZoneName');
    return inertLine(
      `${clock
        .map(({ value }) => value)
        .join('')
        .trimEnd()} (${zone})`,
    );
  } catch {
    return dateTime(time, language, 'UTC');
  }
}
