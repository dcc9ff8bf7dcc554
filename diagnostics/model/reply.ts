/** A short answer that whoever helps a customer pastes into a message: no greeting, in the customer's language, nothing promised that the verdict does not hold. */
import { z } from 'zod';
import { list } from './schema-kit.ts';
import { languageSchema } from './vocabulary.ts';

export const REPLY_SCHEMA_VERSION = 1;

/** In the order in which they are read. `ask`: what only the customer knows; `surer`: what would decide. */
const replyPartSchema = z.object({
  id: z.enum(['found', 'side', 'coverage', 'clause', 'cost', 'first_step', 'next', 'ask', 'surer', 'due']),
  text: z.string(),
  items: list(z.string()),
});
export type ReplyPart = Readonly<z.infer<typeof replyPartSchema>>;

export const replySchema = z.object({
  schemaVersion: z.literal(REPLY_SCHEMA_VERSION),
  language: languageSchema,
  /** Null for a reply to a phone code. */
  report: z.string().nullable(),
  /** Of the problem that it is about; absent when nothing was found. */
  phoneCode: z.string().optional(),
  parts: list(replyPartSchema.readonly()),
  /** What only the provider can look up, for whoever writes the reply; no part of it. */
  forDesk: list(z.string()),
});
export type Reply = Readonly<z.infer<typeof replySchema>>;
