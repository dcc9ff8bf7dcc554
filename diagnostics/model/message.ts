/** Text for people is never stored: a key of `resources/locales` and the values that fill it are. */
import { z } from 'zod';
import { list } from './schema-kit.ts';

export const messageSchema = z.object({
  key: z.string().min(1).max(200),
  values: z.record(z.string(), z.union([z.string().max(2000), z.number(), z.boolean()])).readonly(),
});
export type Message = Readonly<z.infer<typeof messageSchema>>;

export function message(key: string, values: Message['values'] = {}): Message {
  return { key, values };
}

/** Where a statement comes from: an observation, an RFC 6901 pointer into it, and the text found there. */
export const evidenceSchema = z.object({
  observation: z.string(),
  pointer: z.string().max(300),
  excerpt: z.string().max(500),
});
export type Evidence = Readonly<z.infer<typeof evidenceSchema>>;
export const evidenceListSchema = list(evidenceSchema);
