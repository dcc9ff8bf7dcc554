/** Facts about this machine and its clock. Answers of operating systems are hints, kept as told. */
import { z } from 'zod';
import { addressFamily, list, milliseconds } from '../schema-kit.ts';

export const environmentInput = z.object({
  /** Names for which hosts-file entries are looked up; no other entry is ever stored. */
  hostNames: list(z.string()),
});
export const environmentData = z.object({
  platform: z.string().max(60),
  runtime: z.string().max(60),
  tlsLibrary: z.string().max(60),
  interfaces: list(
    z
      .object({
        name: z.string().max(200),
        family: addressFamily,
        address: z.string().max(60),
        prefixLength: z.number(),
        scope: z.enum(['global', 'private', 'link_local', 'unique_local', 'shared', 'loopback', 'other']),
        isTunnel: z.boolean(),
      })
      .readonly(),
  ),
  /** null where the system's routing table could not be read. */
  defaultRoutes: list(
    z
      .object({
        family: addressFamily,
        gateway: z.string().max(60).nullable(),
        interface: z.string().max(200),
      })
      .readonly(),
  ).nullable(),
  resolvers: list(z.string().max(60)),
  searchDomains: list(z.string().max(260)),
  /** Entries for the asked names only. */
  hostsEntries: list(
    z
      .object({ name: z.string().max(260), address: z.string().max(60), file: z.string().max(300) })
      .readonly(),
  ),
  /** Set in a report that was handed on: addresses of the own network are stand-ins, and compare with nobody's. */
  ownAddresses: z.literal('replaced').optional(),
  /** Proxy settings without credentials. */
  proxies: list(z.object({ source: z.string().max(60), value: z.string().max(500) }).readonly()),
});
export type EnvironmentData = Readonly<z.infer<typeof environmentData>>;

export const routerAddressInput = z.object({});
export const routerAddressData = z.object({
  /** IPv4 address that the router says it has towards the internet. */
  externalAddress: z.string().max(60).optional(),
});

export const clockInput = z.object({ method: z.enum(['sntp', 'http_date']) });
export const clockData = z.object({
  /** Time source minus local clock, in milliseconds: positive when this machine is behind. */
  offsetMs: z.number().optional(),
  roundTripMs: milliseconds.optional(),
  stratum: z.number().optional(),
});
