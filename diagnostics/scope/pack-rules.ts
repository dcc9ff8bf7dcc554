/** Scope rules and worked examples of a provider pack. */
import { z } from 'zod';
import { list } from '../model/schema-kit.ts';
import { decisionSchema, responsibleSchema } from '../model/scope.ts';
import { faultDomainSchema } from '../model/vocabulary.ts';
import {
  conditionSchema,
  costSchema,
  dottedSchema,
  idSchema,
  packTextSchema,
  sectionSchema,
  topicPatternSchema,
} from './pack-parts.ts';

const ruleDecisionSchema = decisionSchema.exclude(['no_policy']);

export const ruleSchema = z.strictObject({
  id: idSchema,
  section: sectionSchema,
  /** The same line in the list of another tier: tier id to its own section. */
  sectionByTier: z.record(idSchema, sectionSchema).readonly().optional(),
  /** Footnotes, and lines that say the same elsewhere. */
  alsoSections: list(sectionSchema).optional(),
  /** What the line is about; a topic covers its descendants, `*` everything. */
  topics: list(topicPatternSchema),
  /** Root causes that it is about whatever their topic. */
  rootCauses: list(z.string().max(100)).optional(),
  products: list(idSchema).optional(),
  tiers: list(idSchema).optional(),
  /** About the request itself (who asks, whether the licence runs) rather than its subject: read before all other rules. */
  guard: z.literal(true).optional(),
  /** Holds only when the diagnosis found the cause in one of these domains. */
  faultDomains: list(faultDomainSchema).optional(),
  when: list(conditionSchema).optional(),
  decision: ruleDecisionSchema,
  responsible: responsibleSchema,
  text: packTextSchema,
  conditions: list(packTextSchema).optional(),
  firstStep: packTextSchema.optional(),
  whoMayAsk: packTextSchema.optional(),
  /** A price of its own, or the id of an entry of `costs`. */
  cost: z.union([idSchema, costSchema]).optional(),
  channel: idSchema.optional(),
  priority: idSchema.optional(),
  /** Id of the service level whose credit applies. */
  sla: idSchema.optional(),
});
export type Rule = Readonly<z.infer<typeof ruleSchema>>;

/** What settles a contradiction, most important first; ties go to the rule that is written first. */
export const precedences = ['cause', 'topic', 'product', 'tier'] as const;
export type Precedence = (typeof precedences)[number];

export const readingRuleSchema = z.strictObject({
  text: packTextSchema,
  precedence: list(z.enum(precedences)),
});

export const exampleSchema = z.strictObject({
  name: z.string().min(1).max(200),
  given: z.strictObject({
    product: idSchema.optional(),
    tier: idSchema.optional(),
    topic: dottedSchema,
    rootCause: z.string().max(100).optional(),
    faultDomain: faultDomainSchema.optional(),
    facts: z.record(z.string(), z.string()).readonly().optional(),
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  expect: z.strictObject({
    decision: ruleDecisionSchema,
    rule: idSchema.optional(),
    section: sectionSchema.optional(),
    responsible: responsibleSchema.optional(),
    missingFacts: list(z.string()).optional(),
    channel: idSchema.nullable().optional(),
    priority: idSchema.nullable().optional(),
    firstAnswerDue: z.iso.datetime({ precision: 3 }).nullable().optional(),
    creditPercent: z.number().nullable().optional(),
    creditAmount: z.number().nullable().optional(),
  }),
});
export type Example = Readonly<z.infer<typeof exampleSchema>>;
