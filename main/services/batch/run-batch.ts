/** Checks the clients of a list, many at a time. One that breaks costs itself; one that is cut off is not told of, so that it is checked again. */
import { createHash } from 'node:crypto';
import { message } from '../../../diagnostics/model/message.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { SaidError } from '../said-error.ts';
import type { Client } from './read-clients.ts';
import { rowOfFailure, rowOfReport, type BatchRow, type FinishedRow } from './row.ts';

export interface BatchOptions {
  readonly clients: readonly Client[];
  /** Domains that are under way together. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  check(client: Client, signal: AbortSignal): Promise<Report>;
  /** Keeps the report; returns where it lies below the folder of reports, or null. */
  save(client: Client, report: Report): Promise<string | null>;
  onStarted(client: Client): void;
  /** Id of the pack that the line names; null for none. */
  providerOf(client: Client): string | null;
  /** Awaited, so that a row counts as finished only when it is safe. */
  onFinished(row: FinishedRow): Promise<void>;
}

const REASON_LENGTH = 300;

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
      const row = await checkOne(client, { ...options, signal });
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

/** Null for one that was cut off. */
async function checkOne(client: Client, options: BatchOptions): Promise<FinishedRow | null> {
  try {
    const report = await options.check(client, options.signal);
    if (report.ending === 'cancelled') return null;
    return rowOfReport(client, report, await options.save(client, report));
  } catch (error) {
    if (options.signal.aborted) return null;
    const at = new Date(options.now()).toISOString();
    return rowOfFailure(client, options.providerOf(client), wordsOf(error), at);
  }
}

function wordsOf(error: unknown) {
  if (error instanceof SaidError) return error.said;
  const text = error instanceof Error ? error.message : String(error);
  return message('batch.reason.failed', { text: text.slice(0, REASON_LENGTH) });
}
