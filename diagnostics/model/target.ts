/** What the person typed, as understood. */
import { z } from 'zod';
import { list } from './schema-kit.ts';
import { serviceSchema, symptomSchema } from './vocabulary.ts';
import { mailSettingSchema } from './mail-setting.ts';
import { messageSchema } from './message.ts';

export const targetSchema = z.object({
  /** The text as typed, cut at 300 characters, credentials removed. */
  typed: z.string().max(400),
  /** ASCII form (A-labels), lower case, no final dot; the address itself when an address was typed. */
  domain: z.string().max(255),
  /** Unicode form for people. */
  displayName: z.string().max(1100),
  /** Registrable domain by the public suffix list (ICANN section); null for an address. */
  registrableDomain: z.string().max(255).nullable(),
  isAddress: z.boolean(),
  /** Path and query of a typed URL, '/' otherwise. */
  path: z.string().max(2000),
  /** User name typed before an @ of ssh://, ftp:// or sftp:// URLs; null otherwise. Never a password. */
  user: z.string().max(200).nullable(),
  /** Notes on what was taken and what was dropped. */
  notes: list(messageSchema),
});
export type Target = Readonly<z.infer<typeof targetSchema>>;

/** Everything a run is asked for, beside the target itself. Stored in the report; holds no secret. */
export const requestSchema = z.object({
  target: targetSchema,
  symptom: symptomSchema,
  services: list(serviceSchema),
  /** Nobody named the services: they are what every domain of a list is looked at for. Absent where a person chose, or all are meant. */
  areServicesUsual: z.literal(true).optional(),
  /** Extra host names to check, from the person or the pack (mail., ftp., the provider's server name). */
  hosts: list(z.string().max(255)),
  /** What the person has entered in the mail program; absent in reports of earlier versions. */
  mailSettings: list(mailSettingSchema).optional(),
  /** Resolver addresses to use in addition to those of the system. */
  resolvers: list(z.string().max(60)),
  provider: z.string().max(100).nullable(),
  product: z.string().max(100).nullable(),
  tier: z.string().max(100).nullable(),
  /** The person agreed that addresses, ports and names of the target are told to a public measurement network; absent: no. */
  outsideView: z.boolean().optional(),
  /** `survey`: what tells whether anything is wrong, and no more where nothing is; absent: everything. */
  depth: z.literal('survey').optional(),
  /** Facts that decide conditions, as `KEY=VALUE` gave them. */
  facts: z.record(z.string().max(100), z.string().max(500)).readonly(),
});
export type Request = Readonly<z.infer<typeof requestSchema>>;
