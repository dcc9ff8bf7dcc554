/**
 * What is kept of a run for a board, a history or an export: a page of facts in place of a whole report. It holds no measurement, and no
 * text but keys and values, so that it is worded in the reader's language.
 */
import { z } from 'zod';
import { list, timestamp } from './schema-kit.ts';
import { messageSchema } from './message.ts';
import { endingSchema, statusSchema } from './report.ts';
import { decisionSchema, responsibleSchema } from './scope.ts';
import { confidenceSchema, faultDomainSchema, levelSchema, serviceSchema, sideSchema } from './vocabulary.ts';

export const RUN_SUMMARY_VERSION = 1;

/** In what a root cause lies. `seat`: this computer and its connection. `domain`: one customer's own domain, and nobody else's. */
export const sharedKindSchema = z.enum([
  'certificate',
  'machine',
  'service',
  'host',
  'name_servers',
  'address',
  'incident',
  'seat',
  'domain',
]);
export type SharedKind = z.infer<typeof sharedKindSchema>;

export const summarisedProblemSchema = z.object({
  /** Rule of the catalogue, e.g. R55. */
  rule: z.string().max(20),
  rootCause: z.string().max(100),
  topic: z.string(),
  subject: z.string().max(1200),
  service: serviceSchema.nullable(),
  side: sideSchema,
  faultDomain: faultDomainSchema,
  confidence: confidenceSchema,
  /** Of the findings that it explains, the weightiest (`resources/levels.json`, provider packs). */
  level: levelSchema,
  headline: messageSchema.readonly(),
  decision: decisionSchema,
  responsible: responsibleSchema,
  /** Section of the provider's document that decided; null when no policy says anything. */
  clause: z.string().nullable(),
  /** First answer due by the provider's own hours; null when the policy gives no time. */
  firstAnswerDue: timestamp.nullable(),
  /** In what it lies: `name` is for people, such as the names of a certificate or an address. */
  sharedIn: z.object({ kind: sharedKindSchema, name: z.string().max(600) }).readonly(),
  /** Equal for two runs exactly when the same root cause lies in the same thing. */
  sharedCauseKey: z.string().max(800),
});
export type SummarisedProblem = Readonly<z.infer<typeof summarisedProblemSchema>>;

export const expirySchema = z.object({
  kind: z.enum(['certificate', 'domain']),
  /** The end of its validity, as it says itself. */
  at: z.string().max(40),
  /** Names in the certificate, cut at 20; or the domain. */
  names: list(z.string().max(500)),
  /** `name:port` of the servers that showed it; empty for a domain. */
  shownBy: list(z.string().max(1200)),
  /** SHA-256 of the certificate; null for a domain. */
  fingerprint: z.string().max(120).nullable(),
});
export type Expiry = Readonly<z.infer<typeof expirySchema>>;

export const runSummarySchema = z.object({
  schemaVersion: z.literal(RUN_SUMMARY_VERSION),
  /** Id of the report; null when the run did not come to one. */
  report: z.string().max(60).nullable(),
  /** ASCII form, lower case: what runs of one domain are found by. What was typed, when it is no domain. */
  domain: z.string().max(300),
  displayName: z.string().max(1100),
  /** As the reseller's list names the client; null outside of one. */
  client: z.string().max(300).nullable(),
  tags: list(z.string().max(100)),
  provider: z.string().max(100).nullable(),
  product: z.string().max(100).nullable(),
  /** What the run looked at: it says nothing of other services. */
  services: list(serviceSchema),
  startedAt: timestamp,
  finishedAt: timestamp,
  status: statusSchema,
  ending: endingSchema,
  problems: list(summarisedProblemSchema),
  expiries: list(expirySchema),
  /** Why there is no whole diagnosis; null when there is one. */
  undiagnosed: messageSchema.readonly().nullable(),
});
export type RunSummary = Readonly<z.infer<typeof runSummarySchema>>;
