/** What the pack and DNS tell of the provider's part in the domain's mail. */
import type { RecordType } from '../observations/dns.ts';
import { isInRanges, sortedUnique } from './addresses.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';
import { matchesAny } from './host-pattern.ts';
import { isNullMx, mailDomain, mxTargets } from './hosts.ts';
import { wordOn } from './record-word.ts';
import type { SpfTerm } from './spf/context.ts';
import { spfCost, spfFor, spfWalk } from './spf/policy.ts';

/** True for a mail server of the provider, by its name or its address. Packs without mail hosts or ranges know none. */
export function isProvidersHost(facts: Facts, host: string): boolean {
  const { provider } = facts;
  if (!provider) return false;
  return (
    matchesAny([...provider.mailHosts, ...provider.hostNames], host) ||
    trueAddresses(facts, host).some((address) => isInRanges(address, provider.addressRanges))
  );
}

/** Where the domain's mail arrives: `provider` as soon as one of its MX hosts is the provider's. */
export const mailHome: (facts: Facts) => 'provider' | 'elsewhere' | 'nowhere' | 'unknown' = oncePerFacts(
  (facts) => {
    const targets = mxTargets(facts);
    if (!facts.provider || targets === null || facts.request.target.isAddress) return 'unknown';
    if (targets.length === 0 || isNullMx(targets)) return 'nowhere';
    const hosts = targets.map((each) => each.exchange);
    if (hosts.some((host) => isProvidersHost(facts, host))) return 'provider';
    // a name whose address nobody knows yet may still be the provider's
    return hosts.every((host) => trueAddresses(facts, host).length > 0) ? 'elsewhere' : 'unknown';
  },
);

/** Names that a customer's policy can include to permit this provider; patterns stand for families of them. */
export const spfIncludesOf = ({ provider }: Facts): readonly string[] =>
  (provider?.spfIncludes ?? []).filter((name) => !name.includes('*'));

const networksIn = (terms: readonly SpfTerm[]): readonly string[] =>
  terms.flatMap(({ text }) => /^\+?ip[46]:([^/]+)/i.exec(text)?.[1] ?? []);

/** Owner names of the keys that the provider signs with (RFC 6376 section 3.6.2.1). */
export const dkimNames = (facts: Facts): readonly string[] =>
  (facts.provider?.dkimSelectors ?? []).map(
    (selector) => `${selector.toLowerCase()}._domainkey.${mailDomain(facts)}`,
  );

const ADDRESSES_AT_MOST = 4;

/**
 * Addresses that the provider sends from: those of its mail hosts that its own policy permits, else the first ones of the networks
 * that this policy names. Its own policy is the proof: a mail host may well only receive.
 */
export const sendingAddresses: (facts: Facts) => readonly string[] = oncePerFacts((facts) => {
  const includes = spfIncludesOf(facts);
  const hosts = (facts.provider?.mailHosts ?? []).filter((name) => !name.includes('*'));
  const candidates = sortedUnique(hosts.flatMap((host) => trueAddresses(facts, host))).slice(
    0,
    ADDRESSES_AT_MOST,
  );
  const permitted = candidates.filter((address) =>
    includes.some((name) => spfFor(facts, address, name).result === 'pass'),
  );
  if (permitted.length > 0) return permitted;
  return includes.flatMap((name) => networksIn(spfWalk(facts, name).terms)).slice(0, ADDRESSES_AT_MOST);
});

/** The domain's policy names one of the provider's includes, itself or through another. */
export const includesProvider = (facts: Facts): boolean =>
  spfCost(facts).terms.some(({ text }) => {
    const target = /^(?:\+?include:|redirect=)(.+)$/i.exec(text)?.[1];
    return target !== undefined && matchesAny(facts.provider?.spfIncludes ?? [], target);
  });

interface Question {
  readonly name: string;
  readonly type: RecordType;
}

/** The hosts that SRV records name are looked up once these have answered. */
const withTargets = (facts: Facts, questions: readonly Question[]): readonly Question[] => [
  ...questions,
  ...questions
    .filter(({ type }) => type === 'SRV')
    .flatMap(({ name, type }) => wordOn(facts, name, type).records)
    .map((record) => String(record.fields?.['target'] ?? '.'))
    .filter((target) => target.includes('.') && target !== '.')
    .map((name) => ({ name, type: 'A' as const })),
];

/** Names by which mail programs find their sending server (RFC 6186, RFC 8314 section 5.1, and the customary ones). */
export function submissionQuestions(facts: Facts): readonly Question[] {
  const domain = mailDomain(facts);
  return withTargets(facts, [
    { name: `_submissions._tcp.${domain}`, type: 'SRV' },
    { name: `_submission._tcp.${domain}`, type: 'SRV' },
    { name: `smtp.${domain}`, type: 'A' },
    { name: `autoconfig.${domain}`, type: 'A' },
  ]);
}

/** Names by which mail programs find the mailbox (RFC 6186, RFC 8314 section 5.1). */
export function mailboxQuestions(facts: Facts): readonly Question[] {
  const domain = mailDomain(facts);
  return withTargets(facts, [
    { name: `_imaps._tcp.${domain}`, type: 'SRV' },
    { name: `_imap._tcp.${domain}`, type: 'SRV' },
    { name: `imap.${domain}`, type: 'A' },
    { name: `autodiscover.${domain}`, type: 'A' },
  ]);
}

const isPermitted = (facts: Facts, address: string): boolean => {
  const { status, result } = spfFor(facts, address, mailDomain(facts));
  return status === 'asking' || result === 'pass' || result === 'temperror';
};

/** Everything that is worth asking of the domain's policy: its terms; where its mail is at the provider, also whether it permits the provider. */
export function spfQuestions(facts: Facts): readonly Question[] {
  const own = spfCost(facts);
  if (own.status === 'asking' || own.terms.length === 0 || mailHome(facts) !== 'provider')
    return own.questions;
  const addresses = sendingAddresses(facts);
  const isOutside = addresses.length > 0 && !addresses.some((address) => isPermitted(facts, address));
  return [
    ...own.questions,
    ...spfIncludesOf(facts).flatMap((name) => spfWalk(facts, name).questions),
    ...addresses.flatMap((address) => spfFor(facts, address, mailDomain(facts)).questions),
    ...(isOutside ? submissionQuestions(facts) : []),
  ];
}
