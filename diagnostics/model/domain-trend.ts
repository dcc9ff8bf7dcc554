/** What the runs of one domain tell together: since when, how often, and what is new. Folded run by run, so that it costs nothing to read. */
import { z } from 'zod';
import { list, timestamp } from './schema-kit.ts';
import { summarisedProblemSchema } from './run-summary.ts';

export const problemTrendSchema = z.object({
  /** As the latest run that saw it told it. */
  problem: summarisedProblemSchema,
  /** Start of the first run that ever saw it. */
  firstSeen: timestamp,
  /** Start of the run with which it came, or came back. */
  since: timestamp,
  lastSeen: timestamp,
  /** Since when the side is the one that it is. */
  sideSince: timestamp,
  /** First run that looked and did not see it any more; null while it lasts. */
  endedAt: timestamp.nullable(),
  /** Runs that saw it, all in all. */
  runs: z.int().positive(),
  /** How many times it came: 2 when it went and came back once. */
  times: z.int().positive(),
});
export type ProblemTrend = Readonly<z.infer<typeof problemTrendSchema>>;

export const domainTrendSchema = z.object({
  domain: z.string(),
  runs: z.int().positive(),
  firstSeen: timestamp,
  lastSeen: timestamp,
  /** Last run that looked at everything it was asked for and found nothing wrong; null when there was none. */
  lastGood: timestamp.nullable(),
  /** Since when every run was good; null when the latest was not. */
  goodSince: timestamp.nullable(),
  /** Since when no run came to a diagnosis; null when the latest did. */
  undiagnosedSince: timestamp.nullable(),
  /** The latest run came to a diagnosis, the one before did not. */
  isDiagnosedAgain: z.boolean(),
  /** Problems that last first, then those that ended, the latest first. */
  problems: list(problemTrendSchema),
});
export type DomainTrend = Readonly<z.infer<typeof domainTrendSchema>>;

/** What the latest run brought that the one before did not have. Nothing, for the first run of a domain. */
export interface RunChange {
  readonly isFirst: boolean;
  readonly appeared: readonly ProblemTrend[];
  readonly gone: readonly ProblemTrend[];
  /** The same problem, now on another side. */
  readonly sideChanged: readonly ProblemTrend[];
  /** No diagnosis any more, or a diagnosis again. */
  readonly diagnosis: 'lost' | 'back' | null;
}
