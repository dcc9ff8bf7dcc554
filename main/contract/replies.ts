/** Answers that whoever helps a customer pastes, and phone codes that a customer reads out, as the window shows and asks for them. */
import { z } from 'zod';
import type { RowView } from './views.ts';

export interface ReplyView {
  /** Exactly what is pasted, in the customer's language. */
  readonly text: string;
  /** What only the provider can look up; no part of it. */
  readonly forDesk: readonly string[];
}

export interface CodeView {
  /** As it is written: `6MK3-RFF4`. */
  readonly code: string;
  readonly rows: readonly RowView[];
  readonly reply: ReplyView;
}

const language = z.enum(['en', 'fr', 'nl']);
const id = z.string().min(1).max(100);

export const replySchema = z.strictObject({
  language,
  id,
  /** 0 as well for a report without problems. */
  problem: z.int().min(0).max(999),
  replyLanguage: language,
});

export const codeSchema = z.strictObject({
  language,
  code: z.string().max(200),
  replyLanguage: language,
  /** Whose policy is asked; null where the code alone has to do. */
  provider: id.nullable(),
  product: id.nullable(),
});
