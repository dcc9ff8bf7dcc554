/** Certificates that an automatic renewal should have replaced and did not, and what is known of the ways in which such a renewal fails. */
import type { Certificate } from '../observations/tls.ts';
import { isAddressLiteral } from './addresses.ts';
import { fingerprint } from './bounded-key.ts';
import {
  AUTOMATIC_LIFETIME_DAYS,
  coversName,
  isRenewalOverdue,
  lifetimeDays,
  validityAt,
} from './certificates.ts';
import { isWithin } from './dns-answers.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { mailDomain, webHosts } from './hosts.ts';
import { isElsewhere, isProviderAddress } from './provider-addresses.ts';
import { sessionsWithCertificates, type SeenSession } from './sessions.ts';
import { trueTime } from './vantage.ts';

/** `missing`: what the server shows for the name is not a certificate for it, or one that it made itself. */
export type RenewalTroubleKind = 'expired' | 'due' | 'missing';

export interface RenewalTrouble {
  readonly kind: RenewalTroubleKind;
  readonly host: string;
  readonly leaf: Certificate;
  readonly seen: SeenSession;
}

/** When the provider renews, in days before the end; null where it does not, where that is unknown, and for servers of others. */
export const renewedDaysBefore = ({ provider, request }: Facts, isOwn: boolean): number | null =>
  isOwn && provider?.renewsCertificates === true && request.facts['certificate.bought_from'] !== 'other'
    ? provider.renewsDaysBefore
    : null;

function troubleKind(facts: Facts, { observation, session }: SeenSession): RenewalTroubleKind | undefined {
  const leaf = session.chain[0]!;
  const now = trueTime(facts, facts.lastSeenAt);
  const host = observation.endpoint.name ?? '';
  if (!coversName(leaf, host) || session.trust?.bundled.reason === 'self_signed_leaf') return 'missing';
  const state = validityAt(leaf, now);
  if (state === 'expired') return 'expired';
  const isOwn = isProviderAddress(facts, observation.endpoint.address ?? '');
  return state === 'valid' && isRenewalOverdue(leaf, now, renewedDaysBefore(facts, isOwn))
    ? 'due'
    : undefined;
}

/** Automatic certificates are short; what stands in for a missing one says nothing of how it would be made. */
function isAutomatic(facts: Facts, { kind, leaf, seen }: RenewalTrouble): boolean {
  if (facts.request.facts['certificate.bought_from'] === 'other') return false;
  const isShort = lifetimeDays(leaf) <= AUTOMATIC_LIFETIME_DAYS;
  const isRenewed =
    facts.provider?.renewsCertificates === true &&
    isProviderAddress(facts, seen.observation.endpoint.address ?? '');
  return kind === 'missing' ? isRenewed : isShort;
}

/**
 * The site's own certificates whose automatic renewal is in question, on servers that are not known to be somebody else's. Nothing of
 * this is measured while all certificates are sound.
 */
export const renewalTroubles: (facts: Facts) => readonly RenewalTrouble[] = oncePerFacts((facts) => {
  const hosts = webHosts(facts).filter(
    (host) => !isAddressLiteral(host) && isWithin(host, mailDomain(facts)),
  );
  return sessionsWithCertificates(facts).flatMap((seen): readonly RenewalTrouble[] => {
    const { name, address, port } = seen.observation.endpoint;
    if (name === undefined || port !== 443 || !hosts.includes(name)) return [];
    if (isElsewhere(facts, address ?? '')) return [];
    const kind = troubleKind(facts, seen);
    if (kind === undefined) return [];
    const trouble = { kind, host: name, leaf: seen.session.chain[0]!, seen };
    return isAutomatic(facts, trouble) ? [trouble] : [];
  });
});

/** Each host once, the one with the plainest trouble first. */
export function troubledHosts(facts: Facts): readonly RenewalTrouble[] {
  const order: readonly RenewalTroubleKind[] = ['expired', 'due', 'missing'];
  const sorted = [...renewalTroubles(facts)].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || Number(a.host > b.host),
  );
  return [...new Map([...sorted].reverse().map((each) => [each.host, each])).values()].reverse();
}

const NAMES_AT_MOST = 8;

/** Names of the troubled certificate that the renewal has to prove, the customer's own only; the troubled host comes first. */
export function namesToRenew(facts: Facts, { kind, host, leaf }: RenewalTrouble): readonly string[] {
  const covered = kind === 'missing' ? [] : leaf.dnsNames;
  const own = covered.filter((name) => isWithin(name.replace(/^\*\./, ''), mailDomain(facts)));
  return [...new Set([host, ...own])].slice(0, NAMES_AT_MOST);
}

/** An invented token (RFC 8555 section 8.3): nothing stands there, so "not found" is the sound answer. */
export const challengeUrl = (host: string): string =>
  `http://${host}/.well-known/acme-challenge/faultline-${fingerprint(host)}`;
