/** What a registry says of a domain over RDAP (RFC 9082, 9083), without any person in it. */
import { z } from 'zod';
import { list, milliseconds } from '../schema-kit.ts';

export const rdapInput = z.object({
  /** Registrable domain that is asked for. */
  domain: z.string().max(300),
  /** Absolute URL of the question; the connection goes to the endpoint's address. */
  url: z.string().max(600),
});

export const rdapData = z.object({
  connectMs: milliseconds.optional(),
  localAddress: z.string().optional(),
  /** 200 with the fields below, or 404 for a domain that the registry does not know. */
  httpStatus: z.int().optional(),
  /** As the registry writes them, lower case: `client hold`, `redemption period` (RFC 8056). */
  statuses: list(z.string().max(100)).optional(),
  /** Registration, expiration and changes, with their times as the registry writes them (RFC 9083 section 4.5). */
  events: list(z.object({ action: z.string().max(100), date: z.string().max(60) }).readonly()).optional(),
  /** Lower case, without the final dot. */
  nameServers: list(z.string().max(300)).optional(),
  /** RFC 9083 section 5.3: whether the registry holds a digest (DS) for the domain. */
  delegationSigned: z.boolean().optional(),
  /** The company that the domain was registered with, and nobody else's name. */
  registrar: z.string().max(200).optional(),
});
export type RdapData = Readonly<z.infer<typeof rdapData>>;
