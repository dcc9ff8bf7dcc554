/** A list that lives in the engine, fetched in pages as it comes into sight: however long it is, no message and no task is. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Range } from '../parts/long-list-range.ts';

/** Rows of one page. */
const PAGE = 60;

export interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}
export interface PageWish {
  readonly offset: number;
  readonly limit: number;
}

interface Known<T extends Page<Item>, Item> {
  /** What was asked. */
  readonly question: string;
  readonly first: T;
  readonly pages: ReadonlyMap<number, readonly Item[]>;
}

export interface Pages<T, Item> {
  /** The first page as it came; null while nothing has come. */
  readonly first: T | null;
  readonly total: number;
  readonly itemAt: (index: number) => Item | null;
  /** Tells which rows are in sight. */
  readonly see: (range: Range) => void;
}

/** `load` gives null when it was refused. What was there stays in sight until the answer to a new question has come. */
export function usePages<T extends Page<Item>, Item>(
  question: string,
  load: (wish: PageWish) => Promise<T | null>,
): Pages<T, Item> {
  const [known, setKnown] = useState<Known<T, Item> | null>(null);
  const seen = useRef<Range>({ from: 0, to: PAGE });
  const asked = useRef(new Set<string>());
  const latest = useRef(load);
  const current = useRef(question);
  useEffect(() => {
    latest.current = load;
  });

  const fetchPage = useCallback(async (about: string, page: number): Promise<void> => {
    const ticket = `${about} ${page}`;
    if (asked.current.has(ticket)) return;
    asked.current.add(ticket);
    const answer = await latest.current({ offset: page * PAGE, limit: PAGE });
    if (answer === null) asked.current.delete(ticket);
    if (answer === null || current.current !== about) return;
    setKnown((before) => {
      const isSame = before !== null && before.question === about;
      const pages = new Map(isSame ? before.pages : []);
      pages.set(page, answer.items);
      return { question: about, first: isSame && page !== 0 ? before.first : answer, pages };
    });
  }, []);
  const fetchSeen = useCallback(
    (about: string): void => {
      const { from, to } = seen.current;
      for (let page = Math.floor(from / PAGE); page * PAGE < Math.max(to, 1); page += 1)
        void fetchPage(about, page);
    },
    [fetchPage],
  );
  useEffect(() => {
    current.current = question;
    asked.current.clear();
    fetchSeen(question);
  }, [question, fetchSeen]);

  return {
    first: known?.first ?? null,
    total: known?.first.total ?? 0,
    itemAt: (index) => known?.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null,
    see: (range) => {
      seen.current = range;
      fetchSeen(current.current);
    },
  };
}
