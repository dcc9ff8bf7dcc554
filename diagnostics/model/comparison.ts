/** Two reports on one target, side by side: what differs, and what that decides. */
import { z } from 'zod';
import { list, milliseconds, timestamp } from './schema-kit.ts';
import { statusSchema, vantageSchema, viewStandingSchema, type Report } from './report.ts';
import { outcomeSchema } from './vocabulary.ts';

const seatSchema = z.object({
  report: z.string().max(60),
  startedAt: timestamp,
  finishedAt: timestamp,
  status: statusSchema,
  vantage: vantageSchema,
});

/** `open`: a connection stood. Others as in `PortState`. */
const portSeen = z.enum([
  'open',
  'refused',
  'silent',
  'unreachable',
  'blocked_locally',
  'unconfirmed',
  'unknown',
]);

export const comparisonSchema = z.object({
  schemaVersion: z.literal(1),
  target: z.string().max(1100),
  first: seatSchema,
  second: seatSchema,
  standing: viewStandingSchema.shape.standing,
  gapMs: milliseconds,
  /** Ports of the target that answer at one seat and not at the other. */
  ports: list(z.object({ address: z.string(), port: z.number(), first: portSeen, second: portSeen })),
  /** Checks that end differently; null where the check has nothing to say of that subject at that seat. */
  findings: list(
    z.object({
      check: z.string(),
      subject: z.string(),
      first: outcomeSchema.nullable(),
      second: outcomeSchema.nullable(),
    }),
  ),
  /** Indexes into `merged.problems` of what the second seat changed: new, surer, or on another side than the first report alone says. */
  decided: list(z.int().nonnegative()),
  merged: z
    .looseObject({})
    .describe('The first report, judged with the second beside it: see the schema `report`.'),
});
export type Comparison = Readonly<Omit<z.infer<typeof comparisonSchema>, 'merged'>> & {
  readonly merged: Report;
};
