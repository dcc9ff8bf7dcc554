/** Facts of one connection on which HTTP/2 is offered beside HTTP/1.1 (RFC 9113). */
import { z } from 'zod';
import { list, milliseconds } from '../schema-kit.ts';
import { connectionShape, httpHeaderSchema } from './dialogues.ts';
import { failureSchema } from '../failure.ts';
import { tlsSessionSchema } from './tls.ts';

export const http2Input = z.object({
  /** Absolute https URL of the page; the file for researchers (RFC 9116) is asked for over the same connection. */
  url: z.string().max(4000),
});

const answerSchema = z.object({
  path: z.string().max(4000),
  status: z.int().optional(),
  headers: list(httpHeaderSchema).optional(),
  /** Start of the body as text. */
  bodyStart: z.string().max(20_000).optional(),
  failure: failureSchema.optional(),
});
export type WebAnswer = Readonly<z.infer<typeof answerSchema>>;

export const http2Data = z.object({
  ...connectionShape,
  /** `alpn` in it says which protocol the server chose of the two. */
  tls: tlsSessionSchema.optional(),
  /** From our preface to the server's SETTINGS, with which it must begin (section 3.4); absent where none came. */
  settingsMs: milliseconds.optional(),
  /** The page over HTTP/2; absent where the server chose HTTP/1.1. */
  page: answerSchema.optional(),
  /** `/.well-known/security.txt`, over whichever protocol was chosen. */
  securityText: answerSchema.optional(),
});
