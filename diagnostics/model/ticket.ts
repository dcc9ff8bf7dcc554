/** What is sent, or done, about one problem: plain text in one language, laid out by the renderers. */
import { z } from 'zod';
import { list, timestamp } from './schema-kit.ts';
import {
  confidenceSchema,
  faultDomainSchema,
  languageSchema,
  serviceSchema,
  sideSchema,
} from './vocabulary.ts';

export const TICKET_SCHEMA_VERSION = 1;

/** A ticket for the hosting provider, steps for the customer, or a letter to whoever else runs the broken part. */
export const ticketKindSchema = z.enum(['provider_ticket', 'self_help', 'third_party_letter']);
export type TicketKind = z.infer<typeof ticketKindSchema>;

const ticketSectionSchema = z.object({
  id: z.string(),
  label: z.string(),
  paragraphs: list(z.string()),
  items: list(z.string()),
});

/** Something that the desk asks for. Without a value the person is asked: it is never left blank. */
export const ticketFieldSchema = z.object({
  id: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  required: z.boolean(),
  /** What to write there; null when a value is given. */
  prompt: z.string().nullable(),
  /** Section of the policy that asks for it; null for what every desk needs. */
  section: z.string().nullable(),
});
export type TicketField = Readonly<z.infer<typeof ticketFieldSchema>>;

export const ticketSchema = z.object({
  schemaVersion: z.literal(TICKET_SCHEMA_VERSION),
  kind: ticketKindSchema,
  language: languageSchema,
  /** The same fault of the same thing has the same fingerprint in every run: a desk folds repeats by it. */
  fingerprint: z.string(),
  report: z.string(),
  createdAt: timestamp,
  subject: z.string(),
  recipient: z.object({ party: z.string(), name: z.string() }).readonly(),
  channel: z.object({ text: z.string(), address: z.string().nullable() }).readonly().nullable(),
  department: z.enum(['technical', 'billing', 'domains', 'abuse']),
  priority: z.object({ id: z.string().nullable(), text: z.string(), reason: z.string() }).readonly(),
  problem: z
    .object({
      rule: z.string(),
      rootCause: z.string(),
      subject: z.string(),
      service: serviceSchema.nullable(),
      side: sideSchema,
      faultDomain: faultDomainSchema,
      confidence: confidenceSchema,
    })
    .readonly(),
  sections: list(ticketSectionSchema.readonly()),
  fields: list(ticketFieldSchema.readonly()),
  /** For the person who sends it, not for the desk: what never to write, what to tick, where secrets may go. */
  advice: list(z.string()),
  attachments: list(
    z.object({ name: z.string(), mediaType: z.string(), description: z.string() }).readonly(),
  ),
});
export type Ticket = Readonly<z.infer<typeof ticketSchema>>;
