/** Requests of support desks: made here, and read from a file or a link of whoever sent one. */
import { randomBytes } from 'node:crypto';
import { understandTarget } from '../../diagnostics/index.ts';
import {
  CHECK_REQUEST_SCHEMA_VERSION,
  checkRequestSchema,
  requestStanding,
  type CheckRequest,
} from '../../diagnostics/model/check-request.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import { linkParts, missingInLink, requestInLink } from '../../diagnostics/model/request-link.ts';
import { readBounded } from './read-bounded.ts';
import { fileError } from './file-error.ts';
import { accepted, refusal } from './said-error.ts';

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Message };
const refuse = (key: string, values: Message['values'] = {}) => ({
  ok: false as const,
  error: message(`request.refused.${key}`, values),
});

/** Ten times what the longest request needs. */
const MAX_BYTES = 16 * 1024;
const DAY_MS = 24 * 60 * 60_000;

export interface NewRequest extends Pick<
  CheckRequest,
  'provider' | 'product' | 'services' | 'symptom' | 'language' | 'reference' | 'from'
> {
  /** As typed. */
  readonly domain: string;
  readonly days: number;
}

/** @param now milliseconds since the epoch */
export function makeRequest({ domain: typed, days, ...asked }: NewRequest, now: number): CheckRequest {
  const understood = understandTarget(typed);
  const { domain } = accepted(understood.ok ? { ok: true, value: understood.target } : understood);
  const read = checkRequestSchema.safeParse({
    format: 'faultline-request',
    schemaVersion: CHECK_REQUEST_SCHEMA_VERSION,
    nonce: randomBytes(16).toString('base64url'),
    ...asked,
    domain,
    made: new Date(now).toISOString(),
    expires: new Date(now + days * DAY_MS).toISOString(),
  });
  if (read.success) return read.data;
  const field = String(read.error.issues[0]?.path[0] ?? '');
  throw refusal(`request.unfit.${['domain', 'reference', 'from'].includes(field) ? field : 'other'}`, {
    domain: domain.slice(0, 200),
  });
}

/** What the `.faultline-request` file holds. */
export const requestFileText = (request: CheckRequest): string => `${JSON.stringify(request, null, 2)}\n`;

const isLink = (text: string): boolean => /^faultline:/iu.test(text.trim());

/** A link, or the name of a file. Whether it is still current is asked apart: an answer to an old request has to be readable. */
export async function loadRequest(given: string): Promise<Result<CheckRequest>> {
  if (isLink(given)) return parseLink(given);
  try {
    const bytes = await readBounded(given, MAX_BYTES);
    return bytes === null ? refuse('too_large') : parseRequest(parsed(bytes.toString('utf8')));
  } catch (error) {
    return { ok: false, error: fileError(given, error) };
  }
}

/** What only a request has: without both, a link is another one of ours or none at all. */
const isRequest = (parts: ReadonlyMap<string, string>): boolean => parts.has('v') || parts.has('nonce');

function parseLink(text: string): Result<CheckRequest> {
  const parts = linkParts(text);
  if (parts === null) return refuse('no_request_link');
  const domain = parts.get('target');
  if (!isRequest(parts))
    return domain ? refuse('form_link', { domain: domain.slice(0, 200) }) : refuse('no_request_link');
  const missing = missingInLink(parts);
  return missing === undefined ? parseRequest(requestInLink(parts)) : refuse('cut_link', { place: missing });
}

/** The versions there were; null where this one is among them. */
function strangeVersion(version: unknown): Result<CheckRequest> | null {
  if (version === undefined || version === null) return refuse('incomplete', { place: 'schemaVersion' });
  if (typeof version === 'number' && version > CHECK_REQUEST_SCHEMA_VERSION)
    return refuse('newer', { version, known: CHECK_REQUEST_SCHEMA_VERSION });
  const said = typeof version === 'string' || typeof version === 'number' ? String(version) : '?';
  return version === CHECK_REQUEST_SCHEMA_VERSION
    ? null
    : refuse('version', { version: said.slice(0, 20), known: CHECK_REQUEST_SCHEMA_VERSION });
}

export function parseRequest(value: unknown): Result<CheckRequest> {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (given['format'] !== 'faultline-request') return refuse('no_request');
  const strange = strangeVersion(given['schemaVersion']);
  if (strange) return strange;
  const read = checkRequestSchema.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  const unknown = read.error.issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys')
    return refuse('unknown_part', {
      parts: unknown.keys
        .map((key) => key.replace(/^\?/u, ''))
        .join(', ')
        .slice(0, 100),
    });
  // a rule about two of them stands at none: it is the time for which it is valid
  const place = String(read.error.issues[0]?.path[0] ?? 'expires');
  return refuse(Object.hasOwn(given, place) ? 'invalid' : 'incomplete', { place });
}

/** @param now milliseconds since the epoch. Refuses what is to be run no more, or not yet. */
export function currentRequest(
  request: CheckRequest,
  now: number,
  time: (at: string) => string,
): Result<CheckRequest> {
  const standing = requestStanding(request, now);
  if (standing === 'current') return { ok: true, value: request };
  return refuse(standing, { made: time(request.made), expires: time(request.expires) });
}

/** Null for what is no JSON, a byte order mark apart. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown;
  } catch {
    return null;
  }
}
