/** The board as the window asks for it: folded once for each set of runs, worded page by page. */
import type { DomainTrend } from '../../../diagnostics/model/domain-trend.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import { serviceSchema, sideSchema } from '../../../diagnostics/model/vocabulary.ts';
import {
  boardChanges,
  boardStates,
  type BoardFilter,
  type BoardRows,
  type BoardView,
  type ExpiryRows,
} from '../../contract/board.ts';
import type { InputOf } from '../../contract/channels.ts';
import { arrange, flat, sharedCauses, type Cause, type Line } from './arrange.ts';
import { boardClient, worstFirst, type BoardClient } from './board-client.ts';
import { calendarView, itemView, providerName, searchText, type BoardWords } from './board-views.ts';
import { calendarLines, sharedExpiries, type CalendarLine } from './expiry-calendar.ts';
import { passes } from './filter.ts';

/** The newest run of a domain, with what its runs tell together. */
export interface ClientState {
  readonly summary: RunSummary;
  readonly trend: DomainTrend;
}

export interface Board {
  readonly clients: readonly BoardClient[];
  readonly causes: readonly Cause[];
  /** Those that a filter lets through, the worst first. */
  shown(filter: BoardFilter, words: BoardWords): readonly BoardClient[];
  view(words: BoardWords): BoardView;
  rows(input: InputOf<'board:rows'>, words: BoardWords): BoardRows;
  expiries(input: InputOf<'board:expiries'>, words: BoardWords): ExpiryRows;
}

export function createBoard(states: readonly ClientState[]): Board {
  const clients = states.map(({ summary, trend }) => boardClient(summary, trend)).sort(worstFirst);
  const causes = sharedCauses(clients);
  const textOf = searchTexts();
  const shown = (filter: BoardFilter, words: BoardWords): readonly BoardClient[] =>
    clients.filter((client) => passes(client, filter, (each) => textOf(each, words)));
  const lines = lastOnly<{ readonly all: readonly Line[]; readonly clients: number }>();
  const calendar = lastOnly<readonly CalendarLine[]>();
  return {
    clients,
    causes,
    shown,
    view: (words) => viewOf(clients, words),
    rows: ({ language, filter, isGrouped, closed, offset, limit }, words) => {
      const { all, clients: count } = lines(JSON.stringify([language, filter, isGrouped, closed]), () => {
        const found = shown(filter, words);
        const folded = new Set(closed);
        return {
          all: isGrouped ? arrange({ shown: found, causes, closed: folded }) : flat(found),
          clients: found.length,
        };
      });
      const items = all.slice(offset, offset + limit).map((line) => itemView(line, words));
      return { total: all.length, clients: count, offset, items };
    },
    expiries: ({ language, filter, period, offset, limit }, words) => {
      const hour = Math.floor(words.now / HOUR);
      const all = calendar(JSON.stringify([language, filter, period, hour]), () =>
        calendarLines(sharedExpiries(shown(filter, words).map(({ summary }) => summary)), period, words.now),
      );
      const items = all.slice(offset, offset + limit).map((line) => calendarView(line, words));
      return { total: all.length, offset, items };
    },
  };
}

const HOUR = 3_600_000;

/** What was asked last stays at hand: the pages of a list come one after the other. */
function lastOnly<T>(): (question: string, make: () => T) => T {
  let last: { readonly question: string; readonly value: T } | null = null;
  return (question, make) => {
    if (last?.question !== question) last = { question, value: make() };
    return last.value;
  };
}

/** Wording thousands of rows for a search is done once for each language. */
function searchTexts(): (client: BoardClient, words: BoardWords) => string {
  const known = new Map<string, Map<BoardClient, string>>();
  return (client, words) => {
    const { language } = words.t;
    const texts = known.get(language) ?? new Map<BoardClient, string>();
    known.set(language, texts);
    const text = texts.get(client) ?? searchText(client, words);
    texts.set(client, text);
    return text;
  };
}

function viewOf(clients: readonly BoardClient[], { packs }: BoardWords): BoardView {
  const count = <K extends string>(
    keys: readonly K[],
    keyOf: (client: BoardClient) => K,
  ): Record<K, number> => {
    const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
    for (const client of clients) counts[keyOf(client)] += 1;
    return counts;
  };
  const present = <T>(of: (client: BoardClient) => readonly T[]): ReadonlySet<T> =>
    new Set(clients.flatMap(of));
  const sides = present(({ problems }) => problems.map(({ problem }) => problem.side));
  const services = present(({ problems }) => problems.map(({ problem }) => problem.service));
  const providers = [...present(({ summary }) => (summary.provider === null ? [] : [summary.provider]))];
  return {
    clients: clients.length,
    states: count(boardStates, ({ state }) => state),
    changes: count(boardChanges, ({ change }) => change),
    providers: providers
      .map((id) => ({ id, label: providerName(id, packs) }))
      .sort((a, b) => a.label.localeCompare(b.label)),
    sides: sideSchema.options.filter((side) => sides.has(side)),
    services: serviceSchema.options.filter((service) => services.has(service)),
    tags: [...present(({ summary }) => summary.tags)].sort((a, b) => a.localeCompare(b)).slice(0, TAGS),
    checkedAt: clients.reduce<string | null>(
      (newest, { summary }) => (newest === null || summary.finishedAt > newest ? summary.finishedAt : newest),
      null,
    ),
  };
}

/** More make no list that anybody chooses from; a search finds them. */
const TAGS = 200;
