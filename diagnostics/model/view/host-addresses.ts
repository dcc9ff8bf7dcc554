/** What each source says the addresses of a host are: the operating system, resolvers, authoritative servers (control C6). */
import type { RecordType } from '../observations/dns.ts';
import { canonicalAddress, familyOf, isAddressLiteral, isBogon, sortedUnique } from './addresses.ts';
import { boundedKey } from './bounded-key.ts';
import { aliasEnd, answeredAddresses, type DnsObservation } from './dns-answers.ts';
import { isDnsIntercepted, isSilentServer } from './dns-honesty.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';

export type AnswerSource = 'authoritative' | 'public_resolver' | 'system_resolver';

/** `nobody`: asked only to see whether somebody else answers. */
export function sourceOf(observation: DnsObservation): AnswerSource | 'nobody' {
  if (isSilentServer(observation.endpoint.address)) return 'nobody';
  if (!observation.input.recursion) return 'authoritative';
  return observation.endpoint.operator === undefined ? 'system_resolver' : 'public_resolver';
}

/** DNS jobs by the question, for the many readers who look for one. */
const jobsByQuestion = oncePerFacts((facts): ReadonlyMap<string, readonly Tried<'dns'>[]> => {
  const groups = new Map<string, Tried<'dns'>[]>();
  for (const job of facts.jobs('dns')) {
    const key = `${job.best.input.name} ${job.best.input.type}`;
    const group = groups.get(key);
    if (group) group.push(job);
    else groups.set(key, [job]);
  }
  return groups;
});

/** What came over port 53 is another one's word where somebody on the way answers for all servers (R21); the seat's own resolver is asked by programs all the same. */
const isOwnWord = (facts: Facts, { best }: Tried<'dns'>): boolean =>
  !isDnsIntercepted(facts) || best.input.transport === 'https' || sourceOf(best) === 'system_resolver';

/** Jobs that asked this question of this kind of source. */
export const questionsTo = (
  facts: Facts,
  source: AnswerSource,
  name: string,
  type: RecordType,
): readonly Tried<'dns'>[] =>
  (jobsByQuestion(facts).get(`${name} ${type}`) ?? []).filter(
    (job) =>
      sourceOf(job.best) === source && job.best.input.checkingDisabled !== true && isOwnWord(facts, job),
  );

export interface AddressAnswer {
  readonly job: Tried<'dns'>;
  readonly addresses: readonly string[];
  readonly ttl: number | undefined;
}

/** Address answers of one source; referrals and answers that stop at an alias into another zone are left out. */
export function addressAnswers(
  facts: Facts,
  source: AnswerSource,
  name: string,
  type: 'A' | 'AAAA',
): readonly AddressAnswer[] {
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
  sortedUnique(
    (['A', 'AAAA'] as const).flatMap((type) =>
      addressAnswers(facts, source, name, type).flatMap((each) => each.addresses),
    ),
  );

/** DNS truth: the authoritative servers' own word, else what public resolvers agree on. */
export const trueAddresses: (facts: Facts, name: string) => readonly string[] = oncePerFacts(
  (facts, name: string) => {
    if (isAddressLiteral(name)) return [canonicalAddress(name)];
    const authoritative = addressesOfSource(facts, 'authoritative', name);
    return authoritative.length > 0 ? authoritative : addressesOfSource(facts, 'public_resolver', name);
  },
  (name) => name,
);

export const systemLookup = (facts: Facts, name: string): Tried<'system-lookup'> | undefined =>
  facts.job('system-lookup', boundedKey(`system-lookup/${name}`));

/** What programs on this machine get. Empty when the lookup failed or has not run. */
export const systemAddresses = (facts: Facts, name: string): readonly string[] =>
  sortedUnique((systemLookup(facts, name)?.best.data.addresses ?? []).map(canonicalAddress));

const ADDRESSES_PER_FAMILY = 2;

/** The person typed this address as the target or as a host to check. */
function isTyped({ request }: Facts, address: string): boolean {
  return [request.target.domain, ...request.hosts].some(
    (typed) => canonicalAddress(typed) === canonicalAddress(address),
  );
}

/**
 * Addresses worth dialling: those that this machine would use first, then the true ones. Never a bogon that a public name, an MX record
 * or a redirect gives: only one that the person typed.
 */
export const dialAddresses: (facts: Facts, name: string) => readonly string[] = oncePerFacts(
  (facts, name: string) => {
    if (isAddressLiteral(name)) return isBogon(name) && !isTyped(facts, name) ? [] : [canonicalAddress(name)];
    const all = [...new Set([...systemAddresses(facts, name), ...trueAddresses(facts, name)])].filter(
      (each) => !isBogon(each),
    );
    return [4, 6].flatMap((family) =>
      all.filter((each) => familyOf(each) === family).slice(0, ADDRESSES_PER_FAMILY),
    );
  },
  (name) => name,
);
