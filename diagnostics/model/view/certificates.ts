/** Certificate facts that several checks and rules share: names by RFC 9525, validity at true time. */
import type { Certificate, TlsSession } from '../observations/tls.ts';
import { canonicalAddress, isAddressLiteral } from './addresses.ts';

/** RFC 9525 section 6.3: a wildcard stands for exactly one whole left-most label. */
export function dnsNameMatches(pattern: string, name: string): boolean {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const offered = pattern.toLowerCase().replace(/\.$/, '');
  if (!offered.startsWith('*.')) return offered === wanted;
  const rest = offered.slice(2);
  const [first, ...others] = wanted.split('.');
  return first !== undefined && first !== '' && others.length >= 2 && others.join('.') === rest;
}

/** Only subject alternative names decide; the common name never does (RFC 9525 section 2). */
export function coversName(certificate: Certificate, name: string): boolean {
  if (isAddressLiteral(name))
    return certificate.ipAddresses.map(canonicalAddress).includes(canonicalAddress(name));
  return certificate.dnsNames.some((pattern) => dnsNameMatches(pattern, name));
}

/** What the common name alone would have said; shown, never used for the verdict. */
export const commonNameMatches = (certificate: Certificate, name: string): boolean =>
  certificate.commonName !== null && dnsNameMatches(certificate.commonName, name);

export type ValidityState = 'valid' | 'expired' | 'not_yet_valid';

export function validityAt(certificate: Certificate, epochMs: number): ValidityState {
  if (epochMs > Date.parse(certificate.notAfter)) return 'expired';
  return epochMs < Date.parse(certificate.notBefore) ? 'not_yet_valid' : 'valid';
}

const DAY_MS = 86_400_000;

/** From first to last day, in days. */
export const lifetimeDays = ({ notBefore, notAfter }: Certificate): number =>
  (Date.parse(notAfter) - Date.parse(notBefore)) / DAY_MS;

/** Certificates of at most this lifetime come from automatic issuance as a rule. */
export const AUTOMATIC_LIFETIME_DAYS = 100;

const WARNING_DAYS = 14;
/** Renewals are tried again for some days before anything is amiss. */
const GRACE_DAYS = 3;

/**
 * Early warning: less than 14 days left, or less than a tenth of the lifetime for short ones. Where the one who renews says how many days
 * before the end that happens, three days after that.
 */
export function isRenewalOverdue(
  certificate: Certificate,
  epochMs: number,
  renewedDaysBefore: number | null = null,
): boolean {
  const left = Math.max(0, Math.floor((Date.parse(certificate.notAfter) - epochMs) / DAY_MS));
  const usual = Math.min(WARNING_DAYS, Math.floor(lifetimeDays(certificate)) / 10);
  return left < Math.max(usual, (renewedDaysBefore ?? 0) - GRACE_DAYS);
}

/** Positions of the intermediates that lead from the leaf to the anchor; a bridge that nobody needs is none of them. */
export function pathIntermediates({ chain, trust }: TlsSession): readonly number[] {
  const anchor = trust?.bundled.trusted === true ? trust.bundled.name : undefined;
  const used: number[] = [];
  let current = chain[0];
  while (anchor !== undefined && current && current.issuer !== anchor && used.length < chain.length) {
    const { issuer } = current;
    const candidates = chain.flatMap((each, index) => (index > 0 && each.subject === issuer ? [index] : []));
    // of several with one name, a valid one does
    const next = [...candidates].sort((a, b) => (chain[a]!.notAfter < chain[b]!.notAfter ? 1 : -1))[0];
    if (next === undefined || used.includes(next)) break;
    used.push(next);
    current = chain[next];
  }
  return used;
}
