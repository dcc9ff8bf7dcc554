/** One root cause with the symptoms that it explains, the side it lies on and how sure that is. */
import { z } from 'zod';
import { list } from './schema-kit.ts';
import { evidenceListSchema, messageSchema } from './message.ts';
import {
  confidenceSchema,
  controlSchema,
  faultDomainSchema,
  serviceSchema,
  sideSchema,
} from './vocabulary.ts';
import { scopeDecisionSchema } from './scope.ts';

export const missingControlSchema = z.object({
  control: controlSchema,
  /** What would decide, and how the person can get it. */
  how: messageSchema.readonly(),
});
export type MissingControl = Readonly<z.infer<typeof missingControlSchema>>;

export const rivalSchema = z.object({
  faultDomain: faultDomainSchema,
  /** True when a control excluded it; then `because` says which measurement did. */
  excluded: z.boolean(),
  because: messageSchema.readonly(),
  evidence: evidenceListSchema,
});
export type Rival = Readonly<z.infer<typeof rivalSchema>>;

/** Attribution alone, before the policy is asked. */
export const attributionSchema = z.object({
  /** Rule of the catalogue, e.g. R55. */
  rule: z.string().max(20),
  rootCause: z.string().max(100),
  /** What is broken: a domain, `host:port`, an address, or `this computer`'s key `local`. */
  subject: z.string().max(1200),
  service: serviceSchema.nullable(),
  faultDomain: faultDomainSchema,
  side: sideSchema,
  confidence: confidenceSchema,
  headline: messageSchema.readonly(),
  reason: messageSchema.readonly(),
  nextStep: messageSchema.readonly(),
  /** What this does not prove. */
  limits: messageSchema.readonly(),
  /** Ids (`check subject`) of the findings that it explains. */
  symptoms: list(z.string()),
  evidence: evidenceListSchema,
  evidenceAgainst: evidenceListSchema,
  missingControls: list(missingControlSchema),
  rivals: list(rivalSchema),
});
export type Attribution = Readonly<z.infer<typeof attributionSchema>>;

export const problemSchema = attributionSchema.extend({
  /** What the problem is about in the words of the scope rules. */
  topic: z.string(),
  scope: scopeDecisionSchema,
  /** What the customer reads out on the telephone, `6MK3-RFF4`; absent in reports of earlier versions. */
  phoneCode: z.string().max(9).optional(),
});
export type Problem = Readonly<z.infer<typeof problemSchema>>;
