/** What each source says the addresses of a host are: the operating system, resolvers, authoritative servers (control C6). */
import type { RecordType } from '../observations/dns.ts';
import { canonicalAddress, familyOf, isAddressLiteral, isBogon, sortedUnique } from './addresses.ts';
import { aliasEnd, answeredAddresses, type DnsObservation } from './dns-answers.ts';
import type { Facts, Tried } from './facts.ts';

export type AnswerSource = 'authoritative' | 'public_resolver' | 'system_resolver';

export function sourceOf(observation: DnsObservation): AnswerSource {
  if (!observation.input.recursion) return 'authoritative';
  return observation.endpoint.operator === undefined ? 'system_resolver' : 'public_resolver';
}

/** Jobs that asked this question of this kind of source. */
export const questionsTo = (facts: Facts, source: AnswerSource, name: string, type: RecordType): readonly Tried<'dns'>[] =>
  facts
    .jobs('dns')
    .filter((job) => job.best.input.name === name && job.best.input.type === type && sourceOf(job.best) === source)
    .filter((job) => job.best.input.checkingDisabled !== true);

export interface AddressAnswer {
  readonly job: Tried<'dns'>;
  readonly addresses: readonly string[];
  readonly ttl: number | undefined;
}

/** Address answers of one source; referrals and answers that stop at an alias into another zone are left out. */
export function addressAnswers(facts: Facts, source: AnswerSource, name: string, type: 'A' | 'AAAA'): readonly AddressAnswer[] {
  return questionsTo(facts, source, name, type).flatMap((job) => {
    const response = job.best.data.response;
    if (!response || job.best.failure) return [];
    if (source === 'authoritative' && !response.flags.aa) return [];
    const end = aliasEnd(response, name);
    const addresses = answeredAddresses(response, name, type);
    if (source === 'authoritative' && addresses.length === 0 && end !== name) return [];
    const ttl = response.answers.find((each) => each.name === end && each.type === type)?.ttl;
    return [{ job, addresses, ttl }];
  });
}

const addressesOfSource = (facts: Facts, source: AnswerSource, name: string): readonly string[] =>
  sortedUnique((['A', 'AAAA'] as const).flatMap((type) => addressAnswers(facts, source, name, type).flatMap((each) => each.addresses)));

/** DNS truth: the authoritative servers' own word, else what public resolvers agree on. */
export function trueAddresses(facts: Facts, name: string): readonly string[] {
  if (isAddressLiteral(name)) return [canonicalAddress(name)];
  const authoritative = addressesOfSource(facts, 'authoritative', name);
  return authoritative.length > 0 ? authoritative : addressesOfSource(facts, 'public_resolver', name);
}

export const systemLookup = (facts: Facts, name: string): Tried<'system-lookup'> | undefined => facts.job('system-lookup', `system-lookup/${name}`);

/** What programs on this machine get. Empty when the lookup failed or has not run. */
export const systemAddresses = (facts: Facts, name: string): readonly string[] =>
  sortedUnique((systemLookup(facts, name)?.best.data.addresses ?? []).map(canonicalAddress));

const ADDRESSES_PER_FAMILY = 2;

/** Addresses worth dialling: those that this machine would use first, then the true ones; never bogons of a public name. */
export function dialAddresses(facts: Facts, name: string): readonly string[] {
  if (isAddressLiteral(name)) return [canonicalAddress(name)];
  const all = [...new Set([...systemAddresses(facts, name), ...trueAddresses(facts, name)])].filter((each) => !isBogon(each));
  return [4, 6].flatMap((family) => all.filter((each) => familyOf(each) === family).slice(0, ADDRESSES_PER_FAMILY));
}
