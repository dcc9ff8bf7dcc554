/** How the person left the board: a look at a report and back must not lose it. */
import { create } from 'zustand';
import type { BoardFilter } from '../../main/contract/board.ts';

interface BoardState {
  readonly filter: BoardFilter;
  readonly isGrouped: boolean;
  /** Groups that are folded. */
  readonly closed: readonly string[];
  readonly period: 'week' | 'month';
}

/** Lets everybody through. */
export const emptyFilter: BoardFilter = {
  text: '',
  state: null,
  change: null,
  provider: null,
  side: null,
  service: null,
  tag: null,
};

export const useBoardState = create<BoardState & { readonly set: (change: Partial<BoardState>) => void }>(
  (set) => ({ filter: emptyFilter, isGrouped: true, closed: [], period: 'week', set }),
);
