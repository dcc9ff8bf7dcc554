/** The provider pack: one data file per hosting provider, with its published support policy and the facts of its platform. */
import { z } from 'zod';
import { list } from '../model/schema-kit.ts';
import { languageSchema, levelSchema } from '../model/vocabulary.ts';
import { recipientForm } from './age-recipient.ts';
import { identitySchema, recommendedSettingSchema } from './pack-identity.ts';
import { costSchema, factDefinitionSchema, idSchema, packTextSchema, sectionSchema } from './pack-parts.ts';
import { exampleSchema, readingRuleSchema, ruleSchema } from './pack-rules.ts';
import {
  channelSchema,
  hoursSchema,
  prioritySchema,
  productSchema,
  promiseSchema,
  slaSchema,
  ticketSchema,
} from './pack-service.ts';

const PACK_SCHEMA_VERSION = 1;

const documentSchema = z.strictObject({
  title: z.string().min(1).max(200),
  publisher: z.string().min(1).max(200),
  /** Language of the version that was read. */
  language: languageSchema,
  /** Which language version decides in a dispute; null when the document does not say. */
  prevails: languageSchema.nullable(),
  lastModified: z.iso.date().nullable(),
  /** Our copy, or where it stands on the web. */
  sourceName: z.string().min(1).max(300),
  /** What the document says of its own force. */
  force: packTextSchema.nullable(),
});

export const packSchema = z
  .strictObject({
    $schema: z.string().max(300).optional(),
    schemaVersion: z.literal(PACK_SCHEMA_VERSION),
    id: idSchema,
    name: z.string().min(1).max(100),
    /** Of this file: a date, raised with every change. Stands in every decision. */
    version: z.iso.date(),
    document: documentSchema,
    identity: identitySchema,
    recommendedSettings: list(recommendedSettingSchema),
    products: list(productSchema),
    hours: list(hoursSchema),
    /** The first that fits product and tier is used. */
    channels: list(channelSchema),
    /** The first that fits is used, unless the rule names one. */
    priorities: list(prioritySchema),
    promises: list(promiseSchema),
    sla: list(slaSchema),
    ticket: ticketSchema,
    /** The desk’s age recipient: reports can be sealed for it, so that nobody else reads them. Never its identity. */
    reportRecipient: z.string().regex(recipientForm, 'recipient').nullable().optional(),
    costs: z.record(idSchema, costSchema).readonly(),
    readingRule: readingRuleSchema,
    definitions: list(z.strictObject({ id: idSchema, section: sectionSchema, text: packTextSchema })),
    /** Facts of this provider only; the shared ones stand in `facts.json`. */
    facts: list(factDefinitionSchema),
    /** Overrides of `resources/levels.json`: check id to level. */
    levels: z.record(z.string().max(100), levelSchema).readonly(),
    rules: list(ruleSchema),
    examples: list(exampleSchema),
  })
  .readonly();
export type ProviderPack = z.infer<typeof packSchema>;

/** JSON Schema 2020-12 for editors, as `faultline provider schema` prints it. */
export function packJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(packSchema, { target: 'draft-2020-12', io: 'input' }),
    title: 'Faultline provider pack',
  };
}
