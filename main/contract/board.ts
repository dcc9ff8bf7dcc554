/** The board: many clients at a glance. Rows are made where the data lies and come in pages, so that no message is large however many there are. */
import { z } from 'zod';
import {
  serviceSchema,
  sideSchema,
  type Confidence,
  type Service,
  type Side,
} from '../../diagnostics/model/vocabulary.ts';
import type { Choice } from './views.ts';

/**
 * How a client stands, the worst first. `suspected`: something is wrong and nobody can be named for sure; `failed`: the check itself could not
 * be made; `could_not_tell`: it was made and decides nothing; `not_tested`: it was not made, or not to its end.
 */
export const boardStates = [
  'broken',
  'suspected',
  'failed',
  'could_not_tell',
  'not_tested',
  'healthy',
] as const;
export type BoardState = (typeof boardStates)[number];

/** Against the run before: problems that came, went, or are now on another side. `first`: there was none; `unknown`: one of both tells nothing. */
export const boardChanges = ['new', 'worse', 'moved', 'better', 'gone', 'same', 'first', 'unknown'] as const;
export type BoardChange = (typeof boardChanges)[number];

const word = z.string().max(200);
export const boardFilterSchema = z.strictObject({
  text: word,
  state: z.enum(boardStates).nullable(),
  change: z.enum(boardChanges).nullable(),
  provider: word.nullable(),
  side: sideSchema.nullable(),
  service: serviceSchema.nullable(),
  tag: word.nullable(),
});
export type BoardFilter = Readonly<z.infer<typeof boardFilterSchema>>;

/** Rows of one message at most. */
const PAGE_AT_MOST = 200;
export const pageSchema = z.strictObject({
  offset: z.int().min(0),
  limit: z.int().min(1).max(PAGE_AT_MOST),
});

/** What the choices above the list offer, and how many there are of what. */
export interface BoardView {
  readonly clients: number;
  readonly states: Readonly<Record<BoardState, number>>;
  readonly changes: Readonly<Record<BoardChange, number>>;
  readonly providers: readonly Choice[];
  readonly sides: readonly Side[];
  readonly services: readonly Service[];
  readonly tags: readonly string[];
  /** End of the newest run; null while there is none. */
  readonly checkedAt: string | null;
}

export interface BoardClientView {
  readonly type: 'client';
  /** Unique on the board. */
  readonly id: string;
  readonly displayName: string;
  readonly client: string;
  readonly provider: string;
  readonly tags: readonly string[];
  readonly state: BoardState;
  /** What is wrong, or why nothing can be said. */
  readonly headline: string;
  /** Of the worst problem; null without one. */
  readonly side: Side | null;
  readonly confidence: Confidence | null;
  /** Problems beside the worst one. */
  readonly more: number;
  readonly change: BoardChange;
  readonly soonest: {
    readonly at: string;
    readonly days: number;
    readonly isOver: boolean;
    readonly kind: ExpiryKind;
  } | null;
  readonly checkedAt: string | null;
  /** Stored report behind the row; null when none is kept. */
  readonly report: string | null;
  /** Number of the worst problem in that report. */
  readonly problem: number | null;
}

export interface BoardGroupView {
  readonly type: 'group';
  readonly id: string;
  /** `cause`: clients with one and the same cause; `rest`: those of one state without a shared cause. */
  readonly kind: 'cause' | 'rest';
  readonly state: BoardState;
  /** What is shared and what is wrong with it; empty for the rest. */
  readonly headline: string;
  readonly side: Side | null;
  /** Report and problem by which one ticket for all of them is written; null when no report is kept. */
  readonly ticket: { readonly report: string; readonly problem: number } | null;
  /** All that are concerned; `listed` of them stand below, the others under a cause that is worse. */
  readonly clients: number;
  readonly listed: number;
  readonly isOpen: boolean;
}
export type BoardItem = BoardClientView | BoardGroupView;

export interface BoardRows {
  /** Lines of the whole list, headings included. */
  readonly total: number;
  /** Clients that the filter lets through. */
  readonly clients: number;
  readonly offset: number;
  readonly items: readonly BoardItem[];
}

export type ExpiryKind = 'certificate' | 'domain';
export interface ExpiryView {
  readonly type: 'expiry';
  readonly id: string;
  readonly kind: ExpiryKind;
  readonly at: string;
  /** Days of the calendar until then: 0 is today, -1 yesterday. */
  readonly days: number;
  readonly isOver: boolean;
  /** Names in the certificate, or the domain. */
  readonly name: string;
  readonly moreNames: number;
  readonly clients: readonly string[];
  readonly moreClients: number;
  readonly report: string | null;
}
export interface ExpiryPeriodView {
  readonly type: 'period';
  readonly id: string;
  /** First day of the week or month; null for what is over. */
  readonly from: string | null;
  readonly count: number;
}
export interface ExpiryRows {
  readonly total: number;
  readonly offset: number;
  readonly items: readonly (ExpiryView | ExpiryPeriodView)[];
}

export const columnRoles = ['domain', 'client', 'provider', 'product', 'tags'] as const;
export type ColumnRole = (typeof columnRoles)[number];
/** What the person corrected: number of the column from 1, empty for none. */
export const columnChoiceSchema = z.partialRecord(z.enum(columnRoles), z.string().regex(/^\d{0,4}$/u));
export type ColumnChoice = Readonly<z.infer<typeof columnChoiceSchema>>;

/** A list of clients as it was understood, to be looked at before anything is checked. */
export interface BatchListView {
  readonly path: string;
  readonly name: string;
  readonly clients: number;
  readonly columns: readonly Choice[];
  /** Number of the column that holds it, from 1; empty for none. */
  readonly roles: Readonly<Record<ColumnRole, string>>;
  /** The first few, as they will be checked. */
  readonly sample: readonly {
    readonly domain: string;
    readonly client: string;
    readonly provider: string;
    readonly product: string;
    readonly tags: string;
  }[];
  /** Lines that are left out, the first few with their reason. */
  readonly refused: readonly string[];
  readonly refusedCount: number;
}

export interface BatchProgressView {
  /** Name of the list. */
  readonly name: string;
  readonly total: number;
  readonly done: number;
  readonly faulty: number;
  /** Domains a second, of the last while; null while nothing can be said. */
  readonly perSecond: number | null;
  readonly remainingMs: number | null;
  readonly isStopping: boolean;
}

export interface BatchStateView {
  /** Null while none is under way. */
  readonly progress: BatchProgressView | null;
  /** The latest batch, when it did not come to its end. */
  readonly unfinished: { readonly name: string; readonly done: number; readonly total: number } | null;
  /** Name of the list that a schedule would go through; null before the first batch. */
  readonly list: string | null;
}

export type BatchEnding = 'completed' | 'cancelled' | 'offline' | 'failed';

/** What the board is told without asking. */
export type BoardPush =
  /** Other runs count now. */
  | { readonly type: 'changed' }
  | { readonly type: 'progress'; readonly progress: BatchProgressView }
  | { readonly type: 'ended'; readonly ending: BatchEnding; readonly isScheduled: boolean };
