/** How a provider is recognised, and the facts of its platform (control C9). Every list may be empty: an unknown fact is never invented. */
import { z } from 'zod';
import { list, portNumber } from '../model/schema-kit.ts';
import { packTextSchema } from './pack-parts.ts';

/** A host name, or a suffix pattern `*.example.net`; never a regular expression, so that no pack can hang the program. */
const hostPatternSchema = z
  .string()
  .max(255)
  .regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u, 'host');
const addressRange = z.union([z.cidrv4(), z.cidrv6()]);

/** Text that a page of the provider contains, by what such a page means. */
const pagePrintSchema = z.strictObject({
  kind: z.enum(['suspended', 'placeholder', 'server_default', 'firewall_block', 'maintenance']),
  contains: z.string().min(8).max(300),
});

const servicePortSchema = z.strictObject({
  service: z.enum([
    'imap',
    'pop3',
    'smtp_submission',
    'webmail',
    'ftp',
    'sftp',
    'ssh',
    'panel',
    'caldav',
    'carddav',
  ]),
  port: portNumber,
  security: z.enum(['none', 'starttls', 'tls', 'ssh']),
});

/** `sha256` as `ssh-keygen -l` shows it after "SHA256:". */
const hostKeySchema = z.strictObject({
  host: z
    .string()
    .max(255)
    .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u, 'host'),
  type: z.string().regex(/^[a-z][a-z0-9@.-]{2,99}$/u),
  sha256: z.string().regex(/^[A-Za-z0-9+/]{43}$/u),
});

export const identitySchema = z.strictObject({
  nameServers: list(hostPatternSchema),
  addressRanges: list(addressRange),
  hostNames: list(hostPatternSchema),
  mailHosts: list(hostPatternSchema),
  spfIncludes: list(hostPatternSchema),
  dkimSelectors: list(z.string().min(1).max(63)),
  /** CAA names of the authorities that the platform's automatic certificates come from. */
  certificateAuthorities: list(hostPatternSchema),
  /** How many days before the end the platform renews them; left out when its documents do not say. */
  certificateRenewalDays: z.int().min(1).max(90).optional(),
  ports: list(servicePortSchema),
  /** Host keys of SSH servers, as the provider publishes them. */
  hostKeys: list(hostKeySchema).default([]),
  panelUrls: list(z.url().max(500)),
  statusPage: z.url().max(500).nullable(),
  /** The same for programs: Statuspage's `summary.json`, Atom or RSS. Read only when something of the provider's fails. */
  statusFeed: z
    .url({ protocol: /^https?$/u })
    .max(500)
    .nullable()
    .default(null),
  pagePrints: list(pagePrintSchema),
  /** Where each fact above was read, and when: required as soon as one is given. */
  sources: list(
    z.strictObject({ url: z.url().max(500), seen: z.iso.date(), what: z.string().min(1).max(300) }),
  ),
});

/** What a mail or FTP program should be set to. `host` may hold `{domain}`. */
export const recommendedSettingSchema = servicePortSchema.extend({
  host: z.string().min(1).max(255),
  userName: packTextSchema.nullable(),
});
