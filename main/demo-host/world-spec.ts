/**
 * The demo internet as data: `resources/demo/world.json` is the healthy one, every fault is a merge patch over it.
 * Objects keyed by id instead of arrays, so that a patch can name the one thing that it changes.
 */
import { z } from 'zod';
import { environmentData } from '../../diagnostics/model/observations/machine.ts';
import { list, portNumber } from '../../diagnostics/model/schema-kit.ts';

const byName = <T extends z.ZodType>(value: T) => z.record(z.string(), value).readonly();

/** What listens on a port; a port that is absent refuses, `dropped` swallows every packet. */
export const portKinds = [
  'dropped',
  'http',
  'https',
  'dns',
  'time',
  'smtp',
  'submission',
  'submissions',
  'imap',
  'imaps',
  'pop3',
  'pop3s',
  'ftp',
  'ftps',
  'ssh',
] as const;
export type PortKind = (typeof portKinds)[number];

/** Record values in presentation form, by type, by owner name relative to the zone (`@` is its apex). */
const recordSet = byName(list(z.string()));
const zoneRecords = byName(recordSet);
export type ZoneRecords = Readonly<z.infer<typeof zoneRecords>>;

const siteSpec = z.strictObject({
  aliases: list(z.string()).default([]),
  /** Absent: the certificate of the fallback site is shown, as on a server that has no certificate for the name. */
  certificate: z.string().optional(),
  kind: z.enum(['page', 'redirect', 'no-content', 'doh']).default('page'),
  page: z.string().default('anchor'),
  /** Status of everything that the site's application makes; static files stay 200. */
  status: z.int().default(200),
  redirectsTo: z.string().optional(),
  upgradesToHttps: z.boolean().default(false),
});
export type SiteSpec = Readonly<z.infer<typeof siteSpec>>;

const hostSpec = z.strictObject({
  name: z.string(),
  operator: z.string(),
  addresses: list(z.string()),
  /** What the host serves as in the network data, beside the world's own use of it. */
  roles: list(
    z.enum(['root', 'anchor', 'tls-control', 'captive-check', 'resolver', 'time', 'listener']),
  ).default([]),
  /** On the customer's side of the uplink: reachable whatever the uplink does. */
  onLan: z.boolean().default(false),
  /** Swallows every packet. */
  isSilent: z.boolean().default(false),
  ports: z.record(z.string().regex(/^\d{1,5}$/), z.enum(portKinds)).readonly(),
  web: z.strictObject({ fallback: siteSpec, sites: byName(siteSpec).default({}) }).optional(),
  mail: z.strictObject({ certificate: z.string(), offersStartTls: z.boolean().default(true) }).optional(),
  ftp: z
    .strictObject({
      certificate: z.string(),
      /** Address in the 227 reply instead of the host's own. */
      passiveAddress: z.string().optional(),
      passivePorts: z.enum(['open', 'dropped']).default('open'),
      /** User names with their passwords; the anonymous user is always let in. */
      accounts: byName(z.string()).default({}),
    })
    .optional(),
  dns: z
    .strictObject({
      recursion: z.enum(['none', 'full', 'servfail']).default('none'),
      /** Zones that are delegated here and that the server knows nothing of. */
      refuses: list(z.string()).default([]),
      /** Zones of which this server holds other data than the rest. */
      differs: byName(z.strictObject({ serial: z.int(), records: zoneRecords })).default({}),
      /** Answers that a resolver still gives from its cache: by full name, by type. */
      remembers: zoneRecords.default({}),
    })
    .optional(),
});
export type HostSpec = Readonly<z.infer<typeof hostSpec>>;

const certificateSpec = z.strictObject({
  names: list(z.string()),
  validity: z.enum(['valid', 'expired', 'not-yet-valid']).default('valid'),
  issuer: z.enum(['intermediate', 'self', 'private-authority']).default('intermediate'),
  sendsIntermediate: z.boolean().default(true),
});
export type CertificateSpec = Readonly<z.infer<typeof certificateSpec>>;

const zoneSpec = z.strictObject({
  /** Host ids of the name servers; the NS records of parent and child follow from them. */
  servers: list(z.string()),
  isDelegated: z.boolean().default(true),
  serial: z.int().default(2026010101),
  ttl: z.int().default(3600),
  records: zoneRecords,
});
export type ZoneSpec = Readonly<z.infer<typeof zoneSpec>>;

export const worldSpecSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The customer's domain, the target of the demo. */
  domain: z.string(),
  /** How far the customer's clock is ahead of the truth, milliseconds. */
  clockOffsetMs: z.int(),
  /** Added to every connection and datagram, so that distances look like distances. */
  latencyMs: z.int().nonnegative(),
  machine: environmentData
    .omit({ runtime: true, tlsLibrary: true, hostsEntries: true })
    .extend({ hostsEntries: list(z.strictObject({ name: z.string(), address: z.string() })) }),
  uplink: z.strictObject({
    /** `unplugged`: no route at all; `line-down`: the router answers, nothing beyond it; `portal`: sign-in wanted. */
    state: z.enum(['up', 'unplugged', 'line-down', 'portal']),
    ipv6Works: z.boolean(),
    /** TCP ports that the access provider drops, wherever they lead. */
    blockedPorts: list(portNumber),
    /** TCP ports that it rejects at once. */
    rejectedPorts: list(portNumber),
    stripsStartTls: z.boolean(),
    /** A proxy whose authority only the operating system trusts answers every TLS handshake. */
    interceptsTls: z.boolean(),
  }),
  certificates: byName(certificateSpec),
  hosts: byName(hostSpec),
  zones: byName(zoneSpec),
});
export type WorldSpec = Readonly<z.infer<typeof worldSpecSchema>>;
