/**
 * The public internet as reference data: root servers, resolvers, anchors, time sources.
 * Built in from `resources/network/public.json`; a file given with `--network` replaces list by list, so that a private root works.
 */
import { z } from 'zod';
import { addressFamily, list, portNumber } from './schema-kit.ts';

const operated = { operator: z.string().min(1).max(100), name: z.string().min(1).max(255) };

const listsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Root hints (RFC 9609). */
  rootServers: list(z.strictObject({ name: z.string().max(255), addresses: list(z.string().max(60)) })),
  /**
   * Digests of the keys that the root may be signed with (DS: tag, algorithm, kind, digest), as IANA publishes them. Without one that fits the
   * keys of the root nothing above a domain is judged. Absent in reports of earlier versions.
   */
  rootTrustAnchors: list(z.string().max(300)).optional(),
  publicResolvers: list(
    z.strictObject({ ...operated, addresses: list(z.string().max(60)), doh: z.url().max(500).optional() }),
  ),
  /** Hosts known to listen, at least three operators per family: is there an internet at all? */
  anchors: list(
    z.strictObject({ ...operated, address: z.string().max(60), family: addressFamily, port: portNumber }),
  ),
  /** Names in different top-level domains that must resolve. */
  anchorNames: list(z.string().max(255)),
  /** Neutral hosts that are known to listen on the ports of hosting services. */
  portListeners: list(
    z.strictObject({
      ...operated,
      address: z.string().max(60),
      family: addressFamily,
      ports: list(portNumber),
    }),
  ),
  captivePortals: list(
    z.strictObject({
      ...operated,
      url: z.url().max(500),
      address: z.string().max(60).optional(),
      expectStatus: z.int(),
      expectBody: z.string().max(200),
    }),
  ),
  timeSources: list(z.strictObject({ ...operated, address: z.string().max(60), port: portNumber })),
  /** Unrelated web sites with publicly trusted certificates. */
  tlsControlSites: list(z.strictObject({ ...operated, address: z.string().max(60), port: portNumber })),
  /**
   * Networks that stand in front of web sites (CDN, reverse proxy) and take no mail for them at these addresses.
   * `mailHosts` are the names of a mail service of the same network, which does (`*.mx.example.net`). Absent in older reports.
   */
  proxyNetworks: list(
    z.strictObject({
      operator: operated.operator,
      ranges: list(z.union([z.cidrv4(), z.cidrv6()])),
      mailHosts: list(z.string().max(255)),
    }),
  ).optional(),
  /**
   * Lists of addresses that send spam, asked over DNS (RFC 5782). `listings`: the answers that stand for a listing; others, such as
   * those of home lines, do not. `removalUrl`: where a listing is explained and ended. Absent in reports of earlier versions.
   */
  blockLists: list(
    z.strictObject({
      operator: operated.operator,
      zone: z.string().min(1).max(200),
      listings: list(z.ipv4()),
      removalUrl: z.url({ protocol: /^https$/ }).max(500),
      terms: z.string().max(500),
    }),
  ).optional(),
  /**
   * Public measurement networks that speak the Globalping interface, asked only with the person's consent. `stations`: where they are wanted.
   * Absent in reports of earlier versions.
   */
  outsideViews: list(
    z.strictObject({
      ...operated,
      url: z.url().max(500),
      stations: list(z.strictObject({ where: z.string().min(1).max(100), limit: z.int().min(1).max(10) })),
    }),
  ).optional(),
  /** PEM certificates added to the bundled root store. */
  trustAnchors: list(z.string().max(30_000)),
  /** Where registries answer RDAP, by top-level domain (RFC 9224); a domain that none covers cannot be asked about. */
  rdapServers: list(
    z.strictObject({
      domains: list(z.string().min(1).max(255)),
      url: z.url({ protocol: /^https$/ }).max(500),
    }),
  ),
  /** Name servers that registrars put in when a registration has run out; `*.` covers every name below. */
  expiredNameServers: list(z.string().min(1).max(255)),
});

/** Reports that were stored before a list existed lack it. */
export const networkDataSchema = listsSchema.extend({
  rdapServers: listsSchema.shape.rdapServers.default([]),
  expiredNameServers: listsSchema.shape.expiredNameServers.default([]),
});
export type NetworkData = Readonly<z.output<typeof networkDataSchema>>;
export const networkDataOverlaySchema = listsSchema.partial().required({ schemaVersion: true });
