/** What the registry says of the customer's domain, and whether there was a reason to ask it (rules R22, R23, R24). */
import type { ObservationOf } from '../observation.ts';
import { isInRanges } from './addresses.ts';
import { delegationOf } from './delegation.ts';
import { isWithin } from './dns-answers.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';
import { matchesAny } from './host-pattern.ts';
import { mailDomain } from './hosts.ts';
import { trueTime } from './vantage.ts';

/** Where the registry of a domain answers RDAP: the entry of the longest suffix (RFC 9224 section 4). */
export function rdapServerOf(
  { networkData }: Pick<Facts, 'networkData'>,
  domain: string,
): string | undefined {
  const matching = networkData.rdapServers.flatMap(({ domains, url }) =>
    domains.filter((suffix) => isWithin(domain, suffix)).map((suffix) => ({ suffix, url })),
  );
  return [...matching].sort((a, b) => b.suffix.length - a.suffix.length)[0]?.url;
}

/** The parent names servers that registrars put in when a registration has run out. */
const leadsToExpiredServers = (facts: Facts): boolean =>
  (delegationOf(facts).cut?.nameServers ?? []).some((name) =>
    matchesAny(facts.networkData.expiredNameServers, name),
  );

/** The person came with a complaint, and name servers and addresses both are somebody else's than the provider's of the pack. */
function isAltogetherElsewhere(facts: Facts): boolean {
  const { provider, request } = facts;
  const servers = delegationOf(facts).cut?.nameServers ?? [];
  const addresses = trueAddresses(facts, request.target.domain);
  return (
    provider !== null &&
    request.symptom !== 'everything' &&
    provider.nameServers.length > 0 &&
    provider.addressRanges.length > 0 &&
    servers.length > 0 &&
    !servers.some((name) => matchesAny(provider.nameServers, name)) &&
    addresses.length > 0 &&
    !addresses.some((address) => isInRanges(address, provider.addressRanges))
  );
}

/** A registry is asked only where its answer may decide something; a healthy domain never makes one. */
export const isRegistryWanted = (facts: Facts): boolean =>
  !facts.request.target.isAddress &&
  (delegationOf(facts).isMissing || leadsToExpiredServers(facts) || isAltogetherElsewhere(facts));

type RdapObservation = ObservationOf<'rdap'>;

/**
 * `absent`: the registry does not know the domain. `no_service`: no RDAP server is known for its top-level domain.
 * `unasked`: there was no reason, or no way, to ask.
 */
export type Registration =
  | { readonly status: 'unasked' | 'no_service' }
  | { readonly status: 'unreachable'; readonly seenIn: RdapObservation }
  | { readonly status: 'absent'; readonly seenIn: RdapObservation }
  | {
      readonly status: 'present';
      readonly seenIn: RdapObservation;
      /** In one spelling: `clienthold`, `redemptionperiod`. */
      readonly words: ReadonlySet<string>;
      readonly nameServers: readonly string[];
      /** End of the registration, epoch milliseconds. */
      readonly expiresAt: number | undefined;
    };

/** `client hold` (RFC 8056) and `clientHold` (RFC 5731) are one word. */
const wordOf = (status: string): string => status.toLowerCase().replace(/[^a-z]/g, '');

/** End of the registration, epoch milliseconds. */
export const expiryOf = ({ data }: Pick<RdapObservation, 'data'>): number | undefined => {
  const date = data.events?.find(({ action }) => action === 'expiration')?.date;
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
};

export const registrationOf: (facts: Facts) => Registration = oncePerFacts((facts) => {
  const domain = mailDomain(facts);
  const asked: Tried<'rdap'> | undefined = facts.jobs('rdap').find((job) => job.best.input.domain === domain);
  if (!asked)
    return isRegistryWanted(facts) && rdapServerOf(facts, domain) === undefined
      ? { status: 'no_service' }
      : { status: 'unasked' };
  const seenIn = asked.best;
  if (seenIn.failure) return { status: 'unreachable', seenIn };
  if (seenIn.data.httpStatus === 404) return { status: 'absent', seenIn };
  return {
    status: 'present',
    seenIn,
    words: new Set((seenIn.data.statuses ?? []).map(wordOf)),
    nameServers: seenIn.data.nameServers ?? [],
    expiresAt: expiryOf(seenIn),
  };
});

/**
 * Why a domain is not, or no longer, led to its servers. `unpublished`: registered with name servers, and the parent denies it.
 * `expired_servers`: the registrar put its own servers in, as after the end of a registration.
 */
export type Lapse =
  | 'unregistered'
  | 'redemption'
  | 'pending_delete'
  | 'held'
  | 'expired_servers'
  | 'no_servers'
  | 'unpublished';

/** Grace after an automatic renewal (RFC 3915 section 3.1): the date is new already, and the registrar may take the renewal back. */
export const isInRenewalGrace = (registration: Registration): boolean =>
  registration.status === 'present' && registration.words.has('autorenewperiod');

export const isPastExpiry = (facts: Facts, registration: Registration): boolean =>
  registration.status === 'present' &&
  registration.expiresAt !== undefined &&
  registration.expiresAt < trueTime(facts, Date.parse(registration.seenIn.startedAt));

export function lapseOf(facts: Facts): Lapse | null {
  const registration = registrationOf(facts);
  const { isMissing } = delegationOf(facts);
  if (registration.status === 'absent') return isMissing ? 'unregistered' : null;
  if (registration.status !== 'present') return leadsToExpiredServers(facts) ? 'expired_servers' : null;
  const { words, nameServers } = registration;
  if (words.has('redemptionperiod') || words.has('pendingrestore')) return 'redemption';
  if (words.has('pendingdelete')) return 'pending_delete';
  if (isMissing && (words.has('clienthold') || words.has('serverhold'))) return 'held';
  if (leadsToExpiredServers(facts)) return 'expired_servers';
  if (!isMissing) return null;
  return nameServers.length === 0 ? 'no_servers' : 'unpublished';
}

/** What a sentence about the registration needs: the registry's own words, the day on which it ends, and the registrar's company. */
export function lapseValues(facts: Facts): Readonly<Record<string, string | boolean>> {
  const registration = registrationOf(facts);
  const isPresent = registration.status === 'present';
  const registrar = isPresent ? (registration.seenIn.data.registrar ?? '') : '';
  const expiresAt = isPresent ? registration.expiresAt : undefined;
  return {
    lapse: lapseOf(facts) ?? 'none',
    status: isPresent ? (registration.seenIn.data.statuses ?? []).join(', ') : '',
    day: expiresAt === undefined ? '' : new Date(expiresAt).toISOString().slice(0, 10),
    isPast: isPastExpiry(facts, registration),
    by: isPresent && registration.words.has('serverhold') ? 'registry' : 'registrar',
    registrar,
    hasRegistrar: registrar !== '',
    servers: (delegationOf(facts).cut?.nameServers ?? []).join(', '),
  };
}
