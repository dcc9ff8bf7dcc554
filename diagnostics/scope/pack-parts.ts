/** Small schemas that every part of a provider pack is made of. Packs come from strangers: everything is bounded, unknown keys are refused. */
import { z } from 'zod';
import { list } from '../model/schema-kit.ts';

/** Our own words, in all three languages: a pack that lacks one would leave some reader without an answer. */
export const packTextSchema = z.strictObject({
  en: z.string().min(1).max(2000),
  fr: z.string().min(1).max(2000),
  nl: z.string().min(1).max(2000),
});
export type PackText = Readonly<z.infer<typeof packTextSchema>>;

/** The second argument of `regex` names the format: `lint` turns it into a sentence. */
export const idSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'id');

/** Dotted name of a topic or fact: `tls.certificate.install`. */
export const dottedSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9_]+(?:\.[a-z0-9_]+)*$/u, 'dotted');

/** A topic of `topics.json`, or `*` for all of them. */
export const topicPatternSchema = z.union([z.literal('*'), dottedSchema]);

/** A place in the provider's document, written so that a reader finds it at once: `C. Shared Web Hosting / Not supported / 7`. */
export const sectionSchema = z.string().min(1).max(200);

export const costSchema = z.strictObject({
  text: packTextSchema,
  /** Null when the document names a charge without a figure. */
  amount: z.number().nonnegative().nullable(),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u, 'currency')
    .nullable(),
});

const factValue = z.string().min(1).max(100);

export const conditionSchema = z
  .strictObject({
    fact: dottedSchema,
    equals: factValue.optional(),
    in: list(factValue).optional(),
    not: factValue.optional(),
    notIn: list(factValue).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    moreThan: z.number().optional(),
    lessThan: z.number().optional(),
    /**
     * What to do when the fact is not known. `ask` (the usual): the decision waits for it. `no`: the rule is an exception
     * that holds only when the fact is known, so nobody is asked. `yes`: it holds unless the fact says otherwise.
     */
    ifUnknown: z.enum(['ask', 'no', 'yes']).optional(),
  })
  .readonly();
export type Condition = z.infer<typeof conditionSchema>;

export const operators = [
  'equals',
  'in',
  'not',
  'notIn',
  'atLeast',
  'atMost',
  'moreThan',
  'lessThan',
] as const;
export type Operator = (typeof operators)[number];

export const factDefinitionSchema = z.strictObject({
  key: dottedSchema,
  question: packTextSchema,
  kind: z.enum(['choice', 'number', 'time', 'text']),
  /** The choices; empty for every other kind. */
  values: list(factValue),
});
export type FactDefinition = Readonly<z.infer<typeof factDefinitionSchema>>;
