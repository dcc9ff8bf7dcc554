/** Resolvers that were asked with recursion, and what each of them said about the customer's domain. */
import type { DnsObservation } from './dns-answers.ts';
import { isWithin } from './dns-answers.ts';
import { canonicalAddress } from './addresses.ts';
import type { Facts, Tried } from './facts.ts';
import { mailDomain } from './hosts.ts';
import { environmentOf } from './vantage.ts';

const recursiveJobs = (facts: Facts): readonly Tried<'dns'>[] =>
  facts.jobs('dns').filter((job) => job.best.input.recursion && job.best.input.checkingDisabled !== true);

/** Configured in the system or given by the person; each address once. */
export const configuredResolvers = (facts: Facts): readonly string[] => [
  ...new Set(
    [...(environmentOf(facts)?.data.resolvers ?? []), ...facts.request.resolvers].map(canonicalAddress),
  ),
];

export const configuredResolverJobs = (facts: Facts, address: string): readonly Tried<'dns'>[] =>
  recursiveJobs(facts).filter(
    (job) =>
      job.best.endpoint.operator === undefined &&
      canonicalAddress(job.best.endpoint.address ?? '') === address,
  );

/** Questions about the customer's domain by resolver: `Quad9 (9.9.9.9)`, or the bare address of a configured one. */
export function domainJobsByResolver(facts: Facts): ReadonlyMap<string, readonly Tried<'dns'>[]> {
  const groups = new Map<string, Tried<'dns'>[]>();
  for (const job of recursiveJobs(facts).filter((each) =>
    isWithin(each.best.input.name, mailDomain(facts)),
  )) {
    const { operator, address = '?' } = job.best.endpoint;
    const subject = operator === undefined ? address : `${operator} (${address})`;
    groups.set(subject, [...(groups.get(subject) ?? []), job]);
  }
  return groups;
}

/** SERVFAIL or REFUSED, however it was stored. */
export function refusalIn(observation: DnsObservation): 'SERVFAIL' | 'REFUSED' | undefined {
  const { failure, data } = observation;
  if (failure?.code === 'dns_servfail' || data.response?.rcode === 'SERVFAIL') return 'SERVFAIL';
  return failure?.code === 'dns_refused' || data.response?.rcode === 'REFUSED' ? 'REFUSED' : undefined;
}
