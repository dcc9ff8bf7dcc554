/**
 * What a support desk asks a customer to have checked: a `.faultline-request` file, or a `faultline://check?…` link that says the same.
 * It comes from a stranger. It names one domain and closed choices, so there is nothing in it that could widen a run: no further hosts,
 * no resolvers, no answers, no limits, no consent. Whoever asks is only claimed.
 */
import { z } from 'zod';
import { list, timestamp } from './schema-kit.ts';
import { languageSchema, serviceSchema, symptomSchema } from './vocabulary.ts';

export const CHECK_REQUEST_SCHEMA_VERSION = 1;

/** One line as people write it: no control, bidi or invisible characters, which could make it read as something else. */
const plainLine = (max: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]+$/u);

/** Names that mean something in the customer's own network only: no desk needs them, and a stranger could look around with them. */
const privateSuffixes = ['local', 'localhost', 'internal', 'intranet', 'lan', 'home', 'corp', 'home.arpa'];

/** ASCII form (A-labels), lower case, no final dot, at least two labels; never an address. */
const publicDomain = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/u)
  .refine((name) => !privateSuffixes.some((suffix) => name.endsWith(`.${suffix}`)));

const id = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u);

const DAY_MS = 24 * 60 * 60_000;
export const REQUEST_DAYS_AT_MOST = 31;

export const checkRequestSchema = z
  .strictObject({
    format: z.literal('faultline-request'),
    schemaVersion: z.literal(CHECK_REQUEST_SCHEMA_VERSION),
    /** 128 random bits in base64url (RFC 4648 section 5). Whoever holds it can seal a report for this request. */
    nonce: z.string().regex(/^[A-Za-z0-9_-]{22}$/u),
    /** The desk's own number for the case. */
    reference: plainLine(60),
    /** Who says to be asking; nothing proves it. */
    from: plainLine(80),
    domain: publicDomain,
    /** Pack id; null where the customer's own choice or what is recognised decides. */
    provider: id.nullable(),
    product: id.nullable(),
    services: list(serviceSchema).refine((given) => given.length > 0 && new Set(given).size === given.length),
    symptom: symptomSchema,
    /** In which the desk writes to the customer. */
    language: languageSchema,
    made: timestamp,
    expires: timestamp,
  })
  .refine(({ made, expires }) => {
    const length = Date.parse(expires) - Date.parse(made);
    return length > 0 && length <= REQUEST_DAYS_AT_MOST * DAY_MS;
  });
export type CheckRequest = Readonly<z.infer<typeof checkRequestSchema>>;

/** What a report says of the request that it was made for. The nonce stays out of it. */
export const askedBySchema = z.object({
  reference: plainLine(60),
  /** SHA-256 of `canonicalRequest`, hexadecimal: the request's name, which tells nothing of its nonce. */
  request: z.string().regex(/^[0-9a-f]{64}$/u),
});
export type AskedBy = Readonly<z.infer<typeof askedBySchema>>;

export const canonicalServices = ({ services }: CheckRequest): CheckRequest['services'] =>
  [...services].sort();

/** The same text for file and link, whatever the order of their parts. */
export function canonicalRequest(request: CheckRequest): string {
  const whole = { ...request, services: canonicalServices(request) };
  const entries = Object.entries(whole).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}

/** A computer's clock may be a little off; a request from the day after tomorrow is a wrong clock on one of both sides. */
const CLOCK_SLACK_MS = DAY_MS;
export type RequestStanding = 'current' | 'expired' | 'not_yet';

/** @param now milliseconds since the epoch */
export function requestStanding({ made, expires }: CheckRequest, now: number): RequestStanding {
  if (now > Date.parse(expires)) return 'expired';
  return Date.parse(made) - now > CLOCK_SLACK_MS ? 'not_yet' : 'current';
}
