/** The whole result of a run, versioned. */
import { z } from 'zod';
import { list, milliseconds, timestamp } from './schema-kit.ts';
import { messageSchema } from './message.ts';
import { observationSchema, viewIdSchema, type Observation } from './observation.ts';
import { findingSchema } from './finding.ts';
import { problemSchema } from './problem.ts';
import { remarkSchema } from './remark.ts';
import { requestSchema } from './target.ts';
import { askedBySchema } from './check-request.ts';
import { networkDataSchema } from './network-data.ts';

export const REPORT_SCHEMA_VERSION = 1;

/** Marks on the seat that later results inherit (law 8). */
export const vantageStampSchema = z.enum([
  'tunnel',
  'proxy',
  'interception',
  'clock_wrong',
  'captive_portal',
  'dns_interception',
  'offline',
]);
export type VantageStamp = z.infer<typeof vantageStampSchema>;

const familyState = z.enum(['works', 'broken', 'absent', 'unknown']);
export const vantageSchema = z.object({
  ipv4: familyState,
  ipv6: familyState,
  stamps: list(vantageStampSchema),
  resolvers: list(z.string()),
  /** Time source minus local clock, median; null when it could not be measured. */
  clockOffsetMs: z.number().nullable(),
  platform: z.string(),
  runtime: z.string(),
  tlsLibrary: z.string(),
});
export type Vantage = Readonly<z.infer<typeof vantageSchema>>;

export const endingSchema = z.enum(['completed', 'cancelled', 'deadline_exceeded']);
export type Ending = z.infer<typeof endingSchema>;

/** `healthy` is said only when the services that were asked for were tested and answered. */
export const statusSchema = z.enum(['healthy', 'problems_found', 'could_not_diagnose', 'incomplete']);
export type Status = z.infer<typeof statusSchema>;

export const redactionSchema = z.object({
  redactor: z.string(),
  place: z.string(),
  charactersRemoved: z.number(),
});
export type Redaction = Readonly<z.infer<typeof redactionSchema>>;

/** A report of another seat that was laid beside this one. */
export const secondReportSchema = z.object({
  /** Mark of its observations. */
  view: viewIdSchema,
  report: z.string().max(60),
  startedAt: timestamp,
  finishedAt: timestamp,
});
export type SecondReport = Readonly<z.infer<typeof secondReportSchema>>;

/** Whether a report laid beside may speak (control C5), and how far apart in time both were made. */
export const viewStandingSchema = z.object({
  view: viewIdSchema,
  standing: z.enum(['counts', 'same_network', 'network_unclear', 'too_far_apart', 'offline']),
  gapMs: milliseconds,
  /** Time source minus local clock of that seat, median; null when it could not be measured. */
  clockOffsetMs: z.number().nullable(),
});
export type ViewStanding = Readonly<z.infer<typeof viewStandingSchema>>;

/** What the pure half of the pipeline makes of the observations. */
export const judgementSchema = z.object({
  status: statusSchema,
  vantage: vantageSchema,
  /** Absent without other reports beside this one. */
  views: list(viewStandingSchema).optional(),
  problems: list(problemSchema),
  findings: list(findingSchema),
  /** Verdicts that blame nobody; absent in reports of earlier versions. */
  remarks: list(remarkSchema).optional(),
  /** The provider pack that was used or recognised; null when none fits. */
  provider: z
    .object({ id: z.string(), version: z.string(), recognisedBy: messageSchema.nullable() })
    .readonly()
    .nullable(),
});
export type Judgement = Readonly<z.infer<typeof judgementSchema>>;

export const reportSchema = judgementSchema.extend({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  id: z.string().max(60),
  tool: z.object({ name: z.string(), version: z.string(), rules: z.string() }).readonly(),
  request: requestSchema,
  /** The desk's request that it was made for; absent when nobody asked. */
  askedBy: askedBySchema.optional(),
  startedAt: timestamp,
  finishedAt: timestamp,
  ending: endingSchema,
  /** The reference data the run used: needed to judge again. */
  networkData: networkDataSchema,
  /** Absent without other reports beside this one. */
  secondReports: list(secondReportSchema).optional(),
  observations: list(observationSchema),
  redactions: list(redactionSchema),
});
export type Report = Readonly<Omit<z.infer<typeof reportSchema>, 'observations'>> & {
  readonly observations: readonly Observation[];
};
