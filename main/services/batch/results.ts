/** The result of a batch as data: one object for programs, one line a domain for spreadsheets. */
import type { Message } from '../../../diagnostics/model/message.ts';
import type { ClientList } from './read-clients.ts';
import type { BatchRow } from './row.ts';

/** `offline`: this computer lost the internet on the way. */
export type BatchEnding = 'completed' | 'cancelled' | 'offline';

export interface BatchResult {
  readonly list: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly ending: BatchEnding;
  /** In the order of the list. */
  readonly rows: readonly BatchRow[];
  readonly refused: ClientList['refused'];
  /** Domains of the list. */
  readonly total: number;
}

const countOf = ({ rows }: BatchResult, status: BatchRow['status']): number =>
  rows.filter((row) => row.status === status).length;

export const countsOf = (result: BatchResult) => ({
  total: result.total,
  finished: result.rows.length,
  healthy: countOf(result, 'healthy'),
  withProblems: countOf(result, 'problems_found'),
  undiagnosed:
    countOf(result, 'could_not_diagnose') + countOf(result, 'incomplete') + countOf(result, 'failed'),
  refused: result.refused.length,
});

/** What programs read. Messages come with their text beside key and values. */
export function resultJson(result: BatchResult, t: (said: Message) => string): unknown {
  const { list, startedAt, finishedAt, ending, rows, refused } = result;
  return {
    schemaVersion: 1,
    list,
    startedAt,
    finishedAt,
    ending,
    counts: countsOf(result),
    domains: rows.map((row) => rowJson(row, t)),
    refused: refused.map(({ line, text, reason }) => ({ line, text, reason: t(reason) })),
  };
}

export function rowJson(row: BatchRow, t: (said: Message) => string): unknown {
  const { key: _key, summary: _summary, problems, reason, ...rest } = row;
  return {
    ...rest,
    problems: problems.map((problem) => ({ ...problem, text: t(problem.headline) })),
    reason: reason === null ? null : t(reason),
  };
}

export const csvFields = [
  'line',
  'domain',
  'client',
  'provider',
  'product',
  'tags',
  'status',
  'problems',
  'side',
  'confidence',
  'rootCause',
  'decision',
  'text',
  'checkedAt',
  'report',
] as const;

/** The worst problem of each domain, with the number of all. */
export function csvRecord(row: BatchRow, t: (said: Message) => string): readonly (string | number)[] {
  const [worst] = row.problems;
  const said = worst?.headline ?? row.reason;
  return [
    row.line,
    row.domain,
    row.client,
    row.provider,
    row.product,
    row.tags.join(', '),
    row.status,
    row.problems.length,
    worst?.side ?? '',
    worst?.confidence ?? '',
    worst?.rootCause ?? '',
    worst?.decision ?? '',
    said === null ? '' : t(said),
    row.finishedAt,
    row.file ?? '',
  ];
}
