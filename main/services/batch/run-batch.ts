/** Checks the clients of a list, many at a time. */
import { createHash } from 'node:crypto';
import type { BatchCheck } from './check-client.ts';
import type { Client } from './read-clients.ts';
import type { BatchRow, FinishedRow } from './row.ts';

export interface BatchOptions {
  readonly clients: readonly Client[];
  /** Domains that are under way together. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
  readonly check: BatchCheck['check'];
  onStarted(client: Client): void;
  /** Awaited, so that a row counts as finished only when it is safe. */
  onFinished(row: FinishedRow): Promise<void>;
}

/**
 * Rejects when a row cannot be kept (a full disk): going on would only lose more. Stops when this computer loses the internet, since
 * nothing more can be told of anybody then; what was under way is not told of.
 */
export async function runBatch(options: BatchOptions): Promise<'done' | 'stopped' | 'offline'> {
  const waiting = spread(options.clients)[Symbol.iterator]();
  const offline = new AbortController();
  const signal = AbortSignal.any([options.signal, offline.signal]);
  const work = async (): Promise<void> => {
    for (const client of waiting) {
      if (signal.aborted) return;
      options.onStarted(client);
      const row = await options.check(client, signal);
      if (row !== null && isOffline(row))
        offline.abort(new DOMException('this computer is offline', 'AbortError'));
      if (row !== null && !offline.signal.aborted) await options.onFinished(row);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, work));
  if (offline.signal.aborted) return 'offline';
  return options.signal.aborted ? 'stopped' : 'done';
}

const SHORT_LIST = 50;
/** Lists are sorted by server as often as not: in another order, always the same, the clients of one server do not wait for each other. */
function spread(clients: readonly Client[]): readonly Client[] {
  if (clients.length <= SHORT_LIST) return clients;
  const place = (key: string): string => createHash('sha256').update(key).digest('hex');
  const placed = clients.map((client) => ({ client, at: place(client.key) }));
  return placed.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ client }) => client);
}

const isOffline = ({ problems }: BatchRow): boolean =>
  problems.some(({ rootCause }) => rootCause === 'network.offline');
