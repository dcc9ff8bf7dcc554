/** What a check says of the observations. */
import { z } from 'zod';
import { evidenceListSchema, messageSchema } from './message.ts';
import { levelSchema, outcomeSchema } from './vocabulary.ts';

export const findingSchema = z.object({
  /** Kebab-case noun of the failing state; equals the check's file name. */
  check: z.string().max(100),
  /** What was looked at: a domain, `host:port`, `address:port` or a server name. */
  subject: z.string().max(1200),
  outcome: outcomeSchema,
  level: levelSchema,
  message: messageSchema.readonly(),
  evidence: evidenceListSchema,
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

/** What a pure check returns; the engine adds the check's id and its level and so makes a finding. */
export type Assertion = Pick<Finding, 'subject' | 'outcome' | 'message' | 'evidence'>;

/** Names one finding within a report. */
export const findingId = (finding: Pick<Finding, 'check' | 'subject'>): string =>
  `${finding.check} ${finding.subject}`;
