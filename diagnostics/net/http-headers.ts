/** Response headers as evidence: bounded, in order, without secrets. */
import { scrubText } from './scrub.ts';

export interface HttpHeader {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

const REMOVED = '[removed]';
/** Values that let their holder in somewhere (RFC 9110 section 17.16.3 and common practice). */
const secretNames = new Set([
  'authorization',
  'proxy-authorization',
  'authentication-info',
  'proxy-authentication-info',
  'cookie',
  'cookie2',
  'x-api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-xsrf-token',
  'x-amz-security-token',
]);
const MAX_HEADERS = 300;

/** @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders` has them. */
export function evidenceHeaders(rawHeaders: readonly string[]): readonly HttpHeader[] {
  const headers: HttpHeader[] = [];
  for (let index = 0; index + 1 < rawHeaders.length && headers.length < MAX_HEADERS; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase().slice(0, 300);
    headers.push({ name, value: withoutSecret(name, rawHeaders[index + 1] ?? '') });
  }
  return headers;
}

function withoutSecret(name: string, value: string): string {
  if (secretNames.has(name)) return REMOVED;
  // The name of a cookie tells which software set it; value and attributes are the visitor's.
  if (name === 'set-cookie' || name === 'set-cookie2')
    return `${scrubText(value.split('=', 1)[0] ?? '', 100)}=${REMOVED}`;
  return value.slice(0, 9000);
}

/** Absolute URL of a Location header (RFC 9110 section 10.2.2) without credentials; null without one that parses. */
export function redirectTarget(location: string | undefined, base: string): string | null {
  if (location === undefined || !URL.canParse(location, base)) return null;
  const url = new URL(location, base);
  url.username = '';
  url.password = '';
  return url.href.length > 4000 ? null : url.href;
}
