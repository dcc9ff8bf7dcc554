/** The way from the root to the zone of the domain, and the servers that are authoritative for it. */
import { sortedUnique } from './addresses.ts';
import { depthOf, isWithin, recordsOf, zoneOfResponse } from './dns-answers.ts';
import { isDnsIntercepted } from './dns-honesty.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';
import { mailDomain } from './hosts.ts';
import {
  askableServers,
  resolveFromRoot,
  serverAddresses,
  type NamedAddress,
  type Resolution,
  type ZoneCut,
} from './resolver.ts';

export interface Delegation {
  readonly resolution: Resolution;
  /** The cut that delegates the zone of the domain; undefined until it is known or when there is none. */
  readonly cut: ZoneCut | undefined;
  /** NXDOMAIN or NODATA at a zone above the registrable domain: nobody delegates it. */
  readonly isMissing: boolean;
  /** Authoritative server addresses, spread over the servers, at most eight. */
  readonly servers: readonly NamedAddress[];
  readonly serversWithoutAddress: readonly string[];
}

const SERVER_ADDRESSES_AT_MOST = 8;

const walkQuestion = { type: 'SOA' } as const;

/** Cuts inside the registrable domain or at it; a TLD's own cut is no delegation of the customer's domain. */
const ownCut = (cuts: readonly ZoneCut[], registrable: string): ZoneCut | undefined =>
  [...cuts]
    .filter((cut) => isWithin(cut.zone, registrable))
    .sort((a, b) => depthOf(b.zone) - depthOf(a.zone))[0];

/** Nothing is known of a delegation when somebody on the way answers for all servers (R21). */
const unknownDelegation: Delegation = {
  resolution: { status: 'dead', cuts: [], asked: [] },
  cut: undefined,
  isMissing: false,
  servers: [],
  serversWithoutAddress: [],
};

export const delegationOf: (facts: Facts) => Delegation = oncePerFacts((facts) => {
  if (isDnsIntercepted(facts)) return unknownDelegation;
  const registrable = mailDomain(facts);
  const resolution = resolveFromRoot(facts, facts.request.target.domain, walkQuestion.type);
  const cut = ownCut(resolution.cuts, registrable);
  const response = resolution.status === 'answered' ? resolution.answer.best.data.response : undefined;
  const isDenied = response !== undefined && (response.rcode === 'NXDOMAIN' || response.answers.length === 0);
  const known = cut ? serverAddresses(facts, cut).known : new Map<string, readonly string[]>();
  return {
    resolution,
    cut,
    isMissing: cut === undefined && isDenied && zoneOfResponse(response) !== registrable,
    servers: cut ? askableServers(known, cut).slice(0, SERVER_ADDRESSES_AT_MOST) : [],
    serversWithoutAddress: (cut?.nameServers.slice(0, 13) ?? []).filter((name) => !known.has(name)),
  };
});

/** NS names that the zone's own servers state. */
export function childNameServers(
  facts: Facts,
  zone: string,
): { readonly names: readonly string[]; readonly seenIn: readonly Tried<'dns'>[] } {
  const seenIn = facts
    .jobs('dns')
    .filter(
      (job) => job.best.input.type === 'NS' && job.best.input.name === zone && !job.best.input.recursion,
    )
    .filter((job) => job.best.data.response?.flags.aa === true && job.best.failure === undefined);
  return {
    names: sortedUnique(
      seenIn.flatMap((job) =>
        recordsOf(job.best.data.response!.answers, zone, 'NS').map((each) => each.value),
      ),
    ),
    seenIn,
  };
}
