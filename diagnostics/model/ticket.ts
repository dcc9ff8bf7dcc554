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

export const TICKET_SCHEMA_VERSION = 2;

/** A ticket for the hosting provider, steps for the customer, or a letter to whoever else runs the broken part. */
export const ticketKindSchema = z.enum(['provider_ticket', 'self_help', 'third_party_letter']);
export type TicketKind = z.infer<typeof ticketKindSchema>;

export const ticketRankSchema = z.enum(['low', 'medium', 'high']);
export type TicketRank = z.infer<typeof ticketRankSchema>;

const ticketSectionSchema = z.object({
  id: z.string(),
  label: z.string(),
  paragraphs: list(z.string()),
  items: list(z.string()),
});

/** Something that the desk asks for. Without a value the person is asked: it is never left blank. */
export const ticketFieldSchema = z.object({
  id: z.string(),
  /** Fact that answers it (`--fact KEY=VALUE`); null when the diagnosis knows it, or when it is told by another way than in writing. */
  key: z.string().nullable(),
  label: z.string(),
  value: z.string().nullable(),
  required: z.boolean(),
  /** What to write there; null when nothing is left to say. */
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
  /** `address`: a mailbox, when the policy names one. */
  recipient: z.object({ party: z.string(), name: z.string(), address: z.string().nullable() }).readonly(),
  channel: z.object({ text: z.string(), address: z.string().nullable() }).readonly().nullable(),
  department: z.enum(['technical', 'billing', 'domains', 'abuse']),
  /** `rank` is for forms with three steps; `id` and `text` are the policy's own. */
  priority: z
    .object({
      id: z.string().nullable(),
      rank: ticketRankSchema,
      text: z.string(),
      reason: z.string(),
    })
    .readonly(),
  /** Names of the product and of the support level, as the provider calls them; null when not known. */
  level: z.object({ product: z.string().nullable(), tier: z.string().nullable() }).readonly(),
  /** First answer due by the policy; null when it gives no time, or when this is not for the desk. */
  due: z.object({ at: timestamp, text: z.string() }).readonly().nullable(),
  problem: z
    .object({
      rule: z.string(),
      rootCause: z.string(),
      subject: z.string(),
      service: serviceSchema.nullable(),
      side: sideSchema,
      faultDomain: faultDomainSchema,
      confidence: confidenceSchema,
      /** The same in eight characters, for the telephone; absent where this version has no number for the rule. */
      phoneCode: z.string().optional(),
    })
    .readonly(),
  sections: list(ticketSectionSchema.readonly()),
  fields: list(ticketFieldSchema.readonly()),
  /** How it is sent, for the person who sends it: recipient, channel, hours, price, due time. No part of what leaves. */
  delivery: list(ticketSectionSchema.readonly()),
  /** Web address of the channel (https only), and a draft for the mail program. */
  links: z.object({ portal: z.string().nullable(), mailTo: z.string().nullable() }).readonly(),
  /** For the person who sends it, not for the desk: what never to write, what to tick, where secrets may go. */
  advice: list(z.string()),
  attachments: list(
    z.object({ name: z.string(), mediaType: z.string(), description: z.string() }).readonly(),
  ),
});
export type Ticket = Readonly<z.infer<typeof ticketSchema>>;
