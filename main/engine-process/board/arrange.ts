/** The lines of the board: clients that the filter lets through, under the causes that they share. Pure. */
import { boardStates, type BoardState } from '../../contract/board.ts';
import { stateOfRank, type BoardClient, type RankedProblem } from './board-client.ts';

export interface Cause {
  readonly key: string;
  /** Everybody that it concerns, whatever the filter shows; the worst first. */
  readonly clients: readonly BoardClient[];
  readonly rank: number;
}

export type Line =
  /** `told`: the problem that the row tells; null without one. */
  | {
      readonly type: 'client';
      readonly client: BoardClient;
      readonly isBelow: boolean;
      readonly told: RankedProblem | null;
    }
  | { readonly type: 'cause'; readonly cause: Cause; readonly listed: number; readonly isOpen: boolean }
  | { readonly type: 'rest'; readonly state: BoardState; readonly listed: number; readonly isOpen: boolean };

/** Fewer share nothing. */
const SHARED_FROM = 2;

/** Causes that several clients share, the worst and widest first. `clients` come the worst first. */
export function sharedCauses(clients: readonly BoardClient[]): readonly Cause[] {
  const found = new Map<string, { clients: BoardClient[]; rank: number }>();
  for (const client of clients) {
    for (const { problem, rank } of client.problems) {
      const known = found.get(problem.sharedCauseKey);
      if (known === undefined) found.set(problem.sharedCauseKey, { clients: [client], rank });
      else {
        if (known.clients.at(-1) !== client) known.clients.push(client);
        known.rank = Math.min(known.rank, rank);
      }
    }
  }
  return [...found]
    .filter(([, cause]) => cause.clients.length >= SHARED_FROM)
    .map(([key, cause]) => ({ key, ...cause }))
    .sort((a, b) => a.rank - b.rank || b.clients.length - a.clients.length || (a.key < b.key ? -1 : 1));
}

interface Arrangement {
  readonly shown: readonly BoardClient[];
  readonly causes: readonly Cause[];
  /** Groups that the person has folded, by their id. */
  readonly closed: ReadonlySet<string>;
}

export const restId = (state: BoardState): string => `rest:${state}`;

/** The client's share of a cause, where nothing else that it has is worse. */
const worstBy = ({ problems }: BoardClient, key: string): RankedProblem | undefined =>
  problems.find(({ problem, rank }) => problem.sharedCauseKey === key && rank === problems[0]?.rank);

/** Every client stands once: under the worst cause that it shares when that is the worst that it has, else among those of its state. */
export function arrange({ shown, causes, closed }: Arrangement): readonly Line[] {
  const placed = new Map<BoardClient, Cause>();
  for (const cause of causes)
    for (const client of cause.clients)
      if (!placed.has(client) && worstBy(client, cause.key) !== undefined) placed.set(client, cause);
  const below = new Map<Cause | BoardState, BoardClient[]>();
  for (const client of shown) {
    const place = placed.get(client) ?? client.state;
    const known = below.get(place);
    if (known === undefined) below.set(place, [client]);
    else known.push(client);
  }
  const ofCauses = causes.map((cause) => {
    const listed = below.get(cause) ?? [];
    const isOpen = !closed.has(cause.key);
    const heading: Line = { type: 'cause', cause, listed: listed.length, isOpen };
    const lines = isOpen ? listed.map((client) => lineOf(client, true, worstBy(client, cause.key))) : [];
    return { state: stateOfRank(cause.rank), lines: listed.length === 0 ? [] : [heading, ...lines] };
  });
  const ofRest = boardStates.map((state) => {
    const listed = below.get(state) ?? [];
    const isOpen = !closed.has(restId(state));
    const heading: Line = { type: 'rest', state, listed: listed.length, isOpen };
    const lines = isOpen ? listed.map((client) => lineOf(client, true)) : [];
    return { state, lines: listed.length === 0 ? [] : [heading, ...lines] };
  });
  return boardStates.flatMap((state) =>
    [...ofCauses, ...ofRest].filter((group) => group.state === state).flatMap((group) => group.lines),
  );
}

const lineOf = (
  client: BoardClient,
  isBelow: boolean,
  told: RankedProblem | null = client.problems[0] ?? null,
): Line => ({ type: 'client', client, isBelow, told });

export const flat = (shown: readonly BoardClient[]): readonly Line[] =>
  shown.map((client) => lineOf(client, false));
