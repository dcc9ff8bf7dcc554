/** Reads the text in which Node gives the subject alternative names of a certificate. */
import ipaddr from 'ipaddr.js';

export interface AlternativeNames {
  /** dNSName entries, lower case, in the order of the certificate. */
  readonly dnsNames: readonly string[];
  /** iPAddress entries, IPv6 in the form of RFC 5952. */
  readonly ipAddresses: readonly string[];
}

/**
 * `DNS:a.example, IP Address:192.0.2.1, DNS:"odd, name"`: a value that could be taken for a separator stands as a JSON
 * string (Node since CVE-2021-44532). Splitting at every comma would let one hostile entry pass for several names.
 */
export function parseAlternativeNames(text: string | undefined): AlternativeNames {
  const dnsNames: string[] = [];
  const ipAddresses: string[] = [];
  for (const [kind, value] of entriesOf(text ?? '')) {
    if (kind === 'DNS') dnsNames.push(value.toLowerCase().slice(0, 500));
    else if (kind === 'IP Address') ipAddresses.push(plainAddress(value));
  }
  return { dnsNames, ipAddresses };
}

/** The caIssuers URL out of the text of `X509Certificate.infoAccess` (RFC 5280 section 4.2.2.1); lines quoted likewise. */
export function parseIssuerUrl(text: string | undefined): string | null {
  for (const line of (text ?? '').split('\n')) {
    const match = /^CA Issuers - URI:(.+)$/.exec(line);
    if (match?.[1] !== undefined) return unquote(match[1]).slice(0, 500);
  }
  return null;
}

// One entry: a kind without colon, then a JSON string or anything up to the next separator.
const entryPattern = /([^:,"]{1,40}):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy;

function* entriesOf(text: string): Generator<readonly [string, string]> {
  for (const [, kind = '', value = ''] of text.matchAll(entryPattern)) yield [kind, unquote(value)];
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** OpenSSL writes IPv6 without shortening and in capitals. */
function plainAddress(text: string): string {
  return ipaddr.isValid(text) ? ipaddr.parse(text).toString() : text.slice(0, 60);
}
