/** R17: a change of the zone that resolvers do not know yet, rightly: what they remember, and until when (RFC 1034 section 3.6, RFC 2308 section 5). */
import { canonicalAddress, sortedUnique } from './addresses.ts';
import { recordsOf, type DnsObservation } from './dns-answers.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { addressAnswers, questionsTo, sourceOf } from './host-addresses.ts';
import { webHosts } from './hosts.ts';
import { delegationOf } from './delegation.ts';

const types = ['A', 'AAAA'] as const;
const resolverSources = ['system_resolver', 'public_resolver'] as const;

export interface Remembered {
  readonly observation: DnsObservation;
  /** Epoch milliseconds at which the resolver forgets it; undefined when the answer does not say. */
  readonly until: number | undefined;
}

const endOf = (observation: DnsObservation, ttl: number | undefined): number | undefined =>
  ttl === undefined ? undefined : Date.parse(observation.startedAt) + observation.durationMs + ttl * 1000;

/** Addresses that the zone's own servers give, when all that answered agree; undefined when they differ or none answered. */
function zoneAddresses(facts: Facts, host: string): readonly string[] | undefined {
  const byServer = new Map<string, string[]>();
  for (const type of types)
    for (const { job, addresses } of addressAnswers(facts, 'authoritative', host, type)) {
      const server = job.best.endpoint.address ?? '';
      byServer.set(server, [...(byServer.get(server) ?? []), ...addresses]);
    }
  const answers = sortedUnique([...byServer.values()].map((each) => sortedUnique(each).join(' ')));
  return answers.length === 1 ? answers[0]!.split(' ').filter((each) => each !== '') : undefined;
}

/** How long "there is none" is remembered: the TTL of the SOA record that came with it. */
const negativeTtl = ({ data }: DnsObservation): number | undefined =>
  data.response?.authorities.find((each) => each.type === 'SOA')?.ttl;

/** Answers of resolvers that share nothing with what the zone says now. */
function outdated(facts: Facts, host: string, truth: readonly string[]): readonly Remembered[] {
  return resolverSources.flatMap((source) =>
    types.flatMap((type) =>
      addressAnswers(facts, source, host, type)
        .filter(({ addresses }) => !addresses.some((address) => truth.includes(address)))
        // a family that the zone does not have either is no old answer
        .filter(
          ({ addresses }) =>
            addresses.length > 0 || truth.some((each) => each.includes(':') === (type === 'AAAA')),
        )
        .map(({ job, addresses, ttl }) => ({
          observation: job.best,
          until: endOf(job.best, addresses.length > 0 ? ttl : negativeTtl(job.best)),
        })),
    ),
  );
}

export interface Spreading {
  /** `records`: other addresses before; `negative`: none before; `delegation`: other name servers before. */
  readonly kind: 'records' | 'negative' | 'delegation';
  readonly remembered: readonly Remembered[];
  /** The zone's own word. */
  readonly truth: readonly string[];
  /** Epoch milliseconds by which everybody whom we asked has forgotten. */
  readonly until: number | undefined;
}

/** Name servers that resolvers still use, where none of them is among those that the registry names now. */
function formerServers(facts: Facts): readonly Remembered[] {
  const { cut } = delegationOf(facts);
  if (!cut) return [];
  return resolverSources
    .flatMap((source) => questionsTo(facts, source, cut.zone, 'NS'))
    .flatMap(({ best }) => {
      const records = best.failure ? [] : recordsOf(best.data.response?.answers ?? [], cut.zone, 'NS');
      const isFormer = records.length > 0 && !records.some((each) => cut.nameServers.includes(each.value));
      return isFormer ? [{ observation: best, until: endOf(best, records[0]!.ttl) }] : [];
    });
}

const addressesIn = ({ observation }: Remembered): readonly string[] =>
  (observation.data.response?.answers ?? [])
    .filter((each) => types.some((type) => type === each.type))
    .map((each) => canonicalAddress(each.value));

/** This seat's resolver and another one remember the same: a filter here would be alone with its answer. */
function haveCommonPast(old: readonly Remembered[]): boolean {
  const own = old.filter((each) => sourceOf(each.observation) === 'system_resolver').flatMap(addressesIn);
  const others = old.filter((each) => sourceOf(each.observation) === 'public_resolver').flatMap(addressesIn);
  return own.length === 0 ? others.length === 0 : own.some((address) => others.includes(address));
}

const latest = (remembered: readonly Remembered[]): number | undefined =>
  remembered.some((each) => each.until === undefined)
    ? undefined
    : Math.max(...remembered.map((each) => each.until ?? 0));

/**
 * The resolver of this seat and at least one public one remember the same that the zone does not say any more: it did say so before.
 * Undefined where only this seat's resolver differs, or the zone's own servers do not agree.
 */
export const spreadingOf: (facts: Facts, host: string) => Spreading | undefined = oncePerFacts(
  (facts, host: string): Spreading | undefined => {
    const truth = zoneAddresses(facts, host);
    if (!truth || truth.length === 0) return undefined;
    const old = outdated(facts, host, truth);
    const isHere = old.some((each) => sourceOf(each.observation) === 'system_resolver');
    const elsewhere = old.filter((each) => sourceOf(each.observation) === 'public_resolver');
    if (!isHere || elsewhere.length === 0 || !haveCommonPast(old)) return undefined;
    const former = formerServers(facts);
    if (former.length > 0)
      return {
        kind: 'delegation',
        remembered: [...former, ...old],
        truth,
        until: latest([...former, ...old]),
      };
    const isNegative = old.every((each) => (each.observation.data.response?.answers.length ?? 0) === 0);
    return { kind: isNegative ? 'negative' : 'records', remembered: old, truth, until: latest(old) };
  },
  (host) => host,
);

/** A change is under way: then it is worth knowing which name servers the resolvers still use. */
export const isZoneSpreading = (facts: Facts): boolean =>
  !facts.request.target.isAddress && webHosts(facts).some((host) => spreadingOf(facts, host) !== undefined);
