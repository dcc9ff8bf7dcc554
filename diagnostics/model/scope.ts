/** What a provider's published policy says about one problem or request. */
import { z } from 'zod';
import { messageSchema } from './message.ts';
import { list, timestamp } from './schema-kit.ts';

export const decisionSchema = z.enum([
  'supported',
  'conditional',
  'billable',
  'not_supported',
  'unmentioned',
  'no_policy',
]);

export const responsibleSchema = z.enum([
  'provider',
  'customer',
  'third_party',
  'access_provider',
  'unknown',
]);
export type Responsible = z.infer<typeof responsibleSchema>;

/** Text written in a pack by people, in one to three languages; shown in the reader's language, else English, else the first. */
export const localizedTextSchema = z
  .strictObject({ en: z.string().max(2000), fr: z.string().max(2000), nl: z.string().max(2000) })
  .partial();
export type LocalizedText = Readonly<z.infer<typeof localizedTextSchema>>;

/** A rule of a policy that did not decide, with what it would have said. */
const otherRuleSchema = z.object({ rule: z.string(), section: z.string(), decision: decisionSchema });

export const missingFactSchema = z.object({
  key: z.string(),
  question: localizedTextSchema,
  /** Closed choices; empty for a number, a time or free text. */
  values: list(z.string()),
  /** What the answer would settle. Only facts that affect the decision make it `conditional`. */
  affects: z.enum(['decision', 'priority', 'credit']),
});
export type MissingFact = Readonly<z.infer<typeof missingFactSchema>>;

export const channelChoiceSchema = z.object({
  id: z.string(),
  kind: z.enum(['ticket', 'email', 'phone', 'whatsapp', 'chat', 'form', 'portal', 'website']),
  /** How to use it, in the pack's own words. */
  text: localizedTextSchema,
  /** Null when the policy names the channel without an address. */
  address: z.string().nullable(),
  hours: localizedTextSchema.nullable(),
  /** What using the channel costs, whatever the decision. */
  price: z
    .object({ text: localizedTextSchema, amount: z.number().nullable(), currency: z.string().nullable() })
    .readonly()
    .nullable(),
});
export type ChannelChoice = Readonly<z.infer<typeof channelChoiceSchema>>;

export const slaCreditSchema = z.object({
  /** The clause that grants it. */
  section: z.string(),
  /** Share of the subscription after the cap, in per cent; null while a fact is missing. */
  percent: z.number().nullable(),
  /** Money, rounded to the cent; null when the subscription price is not known. */
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  capped: z.boolean(),
  /** The arithmetic, one line a step. */
  steps: list(messageSchema),
});
export type SlaCredit = Readonly<z.infer<typeof slaCreditSchema>>;

export const scopeDecisionSchema = z.object({
  decision: decisionSchema,
  /** Who has to act. */
  responsible: responsibleSchema,
  provider: z.string().nullable(),
  product: z.string().nullable(),
  tier: z.string().nullable(),
  topic: z.string(),
  /**
   * The rule that decided, the section of the document, and our own wording of it. Null when no policy says anything.
   * When a fact is missing it is the first rule that may apply.
   */
  clause: z
    .object({
      rule: z.string(),
      section: z.string(),
      /** Footnotes and other sections that belong to the rule. */
      alsoSections: list(z.string()),
      text: localizedTextSchema,
      document: z.string(),
      version: z.string(),
    })
    .readonly()
    .nullable(),
  /** How a contradiction in the document was settled, and which rules stood back; null when none did. */
  reading: z
    .object({ text: localizedTextSchema, overruled: list(otherRuleSchema) })
    .readonly()
    .nullable(),
  /** Conditions that hold it back or that the customer must meet first. */
  conditions: list(localizedTextSchema),
  firstStep: localizedTextSchema.nullable(),
  /** Who may ask for it; null when the policy does not restrict it. */
  whoMayAsk: localizedTextSchema.nullable(),
  /** Deciding facts that are not known: ask, never guess. Each key can be given with `--fact`. */
  missingFacts: list(missingFactSchema.readonly()),
  /** While facts are missing: what each possible set of answers leads to. */
  outcomes: list(otherRuleSchema.extend({ when: list(z.string()) }).readonly()),
  cost: z
    .object({ text: localizedTextSchema, amount: z.number().nullable(), currency: z.string().nullable() })
    .readonly()
    .nullable(),
  /** The channel to use first; null when the policy names none. */
  channel: channelChoiceSchema.readonly().nullable(),
  otherChannels: list(channelChoiceSchema.readonly()),
  priority: z.string().nullable(),
  /** What the provider means by that priority. */
  priorityText: localizedTextSchema.nullable(),
  /** First answer due by the provider's own hours; null when the policy gives no time. */
  firstAnswerDue: timestamp.nullable(),
  /** How that time was reckoned. */
  dueReason: messageSchema.readonly().nullable(),
  /** The reckoning in steps; absent in reports of earlier versions. */
  dueSteps: list(messageSchema).optional(),
  /** Other times that the policy promises, such as the replacement of hardware; `due` is null when it runs from an unknown moment. */
  promises: list(
    z.object({ text: localizedTextSchema, section: z.string(), due: timestamp.nullable() }).readonly(),
  ),
  slaCredit: slaCreditSchema.readonly().nullable(),
});
export type ScopeDecision = Readonly<z.infer<typeof scopeDecisionSchema>>;
