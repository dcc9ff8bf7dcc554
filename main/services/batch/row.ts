/** What a batch keeps of each domain: enough for a table, a board and for going on after a crash. */
import { z } from 'zod';
import { summarise, summariseUnreported } from '../../../diagnostics/index.ts';
import { messageSchema, type Message } from '../../../diagnostics/model/message.ts';
import { problemSchema } from '../../../diagnostics/model/problem.ts';
import { statusSchema, type Report } from '../../../diagnostics/model/report.ts';
import { runSummarySchema, type RunSummary } from '../../../diagnostics/model/run-summary.ts';
import { list, timestamp } from '../../../diagnostics/model/schema-kit.ts';
import { decisionSchema } from '../../../diagnostics/model/scope.ts';
import type { Client } from './read-clients.ts';

const rowProblemSchema = problemSchema
  .pick({
    rule: true,
    rootCause: true,
    subject: true,
    service: true,
    faultDomain: true,
    side: true,
    confidence: true,
    headline: true,
  })
  .extend({ decision: decisionSchema });

export const batchRowSchema = z.object({
  /** Identity of the line in another run of the list. */
  key: z.string().max(2_300),
  line: z.int().positive(),
  domain: z.string().max(255),
  displayName: z.string().max(1_100),
  client: z.string().max(200),
  provider: z.string().max(200),
  product: z.string().max(200),
  tags: list(z.string().max(200)),
  /** `failed`: the check itself broke off; `reason` says why. */
  status: z.union([statusSchema, z.literal('failed')]),
  startedAt: timestamp,
  finishedAt: timestamp,
  /** Worst first. */
  problems: list(rowProblemSchema.readonly()),
  /** Why there is no verdict; null where there is one. */
  reason: messageSchema.nullable(),
  /** Its report below the folder that was given; null when none was kept. */
  file: z.string().max(300).nullable(),
  /** For history, board and monitoring; null in a journal of an earlier version. */
  summary: runSummarySchema.nullable().default(null),
});
export type BatchRow = Readonly<z.infer<typeof batchRowSchema>>;

/** Of this part of the batch. */
export type FinishedRow = BatchRow & { readonly summary: RunSummary };

type Said = Pick<
  BatchRow,
  'status' | 'startedAt' | 'finishedAt' | 'problems' | 'reason' | 'file' | 'summary'
>;

const rowOf = <T extends Said>(
  { key, line, target, client, provider, product, tags }: Client,
  said: T,
): T & Omit<BatchRow, keyof Said> => ({
  key,
  line,
  domain: target.domain,
  displayName: target.displayName,
  client,
  provider,
  product,
  tags,
  ...said,
});

const problemsOf = (report: Report): BatchRow['problems'] =>
  report.problems.map(
    ({ rule, rootCause, subject, service, faultDomain, side, confidence, headline, scope }) => ({
      rule,
      rootCause,
      subject,
      service,
      faultDomain,
      side,
      confidence,
      headline,
      decision: scope.decision,
    }),
  );

/** Healthy and faulty domains need no reason: the one has nothing, the other its problems. */
function reasonOf({ status, ending }: Report): Message | null {
  if (status === 'healthy' || status === 'problems_found') return null;
  return { key: `batch.reason.${ending === 'deadline_exceeded' ? 'too_slow' : status}`, values: {} };
}

const factsOf = ({ client, tags }: Client) => ({ client: client || null, tags });

export const rowOfReport = (client: Client, report: Report, file: string | null): FinishedRow =>
  rowOf(client, {
    status: report.status,
    startedAt: report.startedAt,
    finishedAt: report.finishedAt,
    problems: problemsOf(report),
    reason: reasonOf(report),
    file,
    summary: summarise(report, factsOf(client)),
  });

/** @param provider id of the pack that the line names; null for none. */
export const rowOfFailure = (
  client: Client,
  provider: string | null,
  reason: Message,
  at: string,
): FinishedRow =>
  rowOf(client, {
    status: 'failed',
    startedAt: at,
    finishedAt: at,
    problems: [],
    reason,
    file: null,
    summary: summariseUnreported({
      ...factsOf(client),
      domain: client.target.domain,
      provider,
      at,
      because: reason,
    }),
  });

/** The line of today's list, for what an earlier part of the batch found. */
export const withLine = (row: BatchRow, client: Client): BatchRow =>
  rowOf(client, {
    status: row.status,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    problems: row.problems,
    reason: row.reason,
    file: row.file,
    summary: row.summary,
  });
