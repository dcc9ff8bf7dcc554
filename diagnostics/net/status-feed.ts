/**
 * Reads the feed of a status page: Statuspage's `summary.json` (also given by its kin), Atom (RFC 4287) and RSS 2.0.
 * The text comes from a stranger: it is read by position, never by a pattern that could run away, and everything is bounded.
 */
import type { StatusEntry } from '../model/observations/status-feed.ts';
import { clipText, visibleText } from './wire-text.ts';

export interface StatusFeed {
  readonly format: 'statuspage' | 'atom' | 'rss' | 'unknown';
  readonly entries: readonly StatusEntry[];
}

const MAX_ENTRIES = 20;
const MAX_COMPONENTS = 20;

const short = (text: string, length: number): string =>
  clipText(visibleText(text.replace(/\s+/g, ' ').trim()), length);

function timeOf(value: unknown): string | undefined {
  const at = typeof value === 'string' ? Date.parse(value.slice(0, 60)) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.slice(0, 200).map(fieldsOf) : [];
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 5_000) : '');

const times = (started: unknown, updated: unknown): Pick<StatusEntry, 'startedAt' | 'updatedAt'> => {
  const [startedAt, updatedAt] = [timeOf(started), timeOf(updated)];
  return { ...(startedAt && { startedAt }), ...(updatedAt && { updatedAt }) };
};

/** States in which Statuspage counts an incident, or work under way, as over or not yet begun. */
const closedStates: ReadonlySet<string> = new Set(['resolved', 'postmortem', 'completed', 'scheduled']);

const fromIncident = (incident: Fields): StatusEntry => ({
  title: short(textOf(incident['name']), 300),
  text: short(textOf(listOf(incident['incident_updates'])[0]?.['body']), 600),
  ...times(
    incident['started_at'] ?? incident['scheduled_for'] ?? incident['created_at'],
    incident['updated_at'],
  ),
  isOpen: !closedStates.has(textOf(incident['status'])),
  components: listOf(incident['components'])
    .slice(0, MAX_COMPONENTS)
    .map((each) => short(textOf(each['name']), 200)),
});

function fromJson(text: string): StatusFeed | undefined {
  try {
    const feed = fieldsOf(JSON.parse(text));
    if (!Array.isArray(feed['incidents'])) return undefined;
    const all = [...listOf(feed['incidents']), ...listOf(feed['scheduled_maintenances'])];
    return { format: 'statuspage', entries: all.slice(0, MAX_ENTRIES).map(fromIncident) };
  } catch {
    return undefined;
  }
}

/** What stands between `<name …>` and `</name>`, from a position on. */
function elementAt(
  text: string,
  name: string,
  from: number,
): { readonly inner: string; readonly end: number } | undefined {
  const opening = text.indexOf(`<${name}`, from);
  const start = opening < 0 ? -1 : text.indexOf('>', opening);
  const end = start < 0 ? -1 : text.indexOf(`</${name}>`, start);
  return end < 0 ? undefined : { inner: text.slice(start + 1, end), end };
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,6})|([a-z]{2,6}));/g,
    (whole, code: string | undefined, name: string | undefined) =>
      code === undefined
        ? (entities[name ?? ''] ?? whole)
        : String.fromCodePoint(Math.min(Number(code), 0x10_ff_ff)),
  );

/** Feeds hold their HTML as CDATA or with its brackets written as entities: decoded first, tags taken out after. */
const plain = (markup: string): string =>
  decoded(markup.replaceAll('<![CDATA[', '').replaceAll(']]>', '')).replace(/<[^<>]{0,300}>/g, ' ');

/** The newest update stands first in the feeds of status pages, so that its word counts: English, French and Dutch. */
const isOver = (title: string, text: string): boolean =>
  /\b(?:resolved|completed|restored|fixed|closed|résolue?s?|terminée?s?|rétablie?s?|opgelost|afgerond|hersteld|verholpen)\b/iu.test(
    `${title} ${text.slice(0, 200)}`,
  );

function fromMarkup(text: string, name: 'entry' | 'item'): readonly StatusEntry[] {
  const entries: StatusEntry[] = [];
  let from = 0;
  while (entries.length < MAX_ENTRIES) {
    const element = elementAt(text, name, from);
    if (!element) break;
    from = element.end;
    const field = (...names: readonly string[]): string =>
      plain(
        names.map((each) => elementAt(element.inner, each, 0)?.inner).find((each) => each !== undefined) ??
          '',
      );
    const title = short(field('title'), 300);
    const words = short(field('content', 'description', 'summary'), 600);
    entries.push({
      title,
      text: words,
      ...times(field('published', 'pubDate').trim(), field('updated', 'pubDate').trim()),
      isOpen: !isOver(title, words),
      components: [],
    });
  }
  return entries;
}

export function readStatusFeed(text: string): StatusFeed {
  const start = text.trimStart();
  if (start.startsWith('{')) return fromJson(start) ?? { format: 'unknown', entries: [] };
  if (start.includes('<feed')) return { format: 'atom', entries: fromMarkup(start, 'entry') };
  if (start.includes('<rss')) return { format: 'rss', entries: fromMarkup(start, 'item') };
  return { format: 'unknown', entries: [] };
}
