/** Whether DNS answers come from the server that was asked (R21), and whether names that do not exist are denied (R20). */
import { fingerprint } from './bounded-key.ts';
import { depthOf, isWithin } from './dns-answers.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';
import { mailDomain } from './hosts.ts';

/** Addresses where no server can be, since they are kept for documentation (RFC 5737, RFC 3849): whoever answers stands on the way. */
export const silentServers = { 4: '192.0.2.53', 6: '2001:db8::53' } as const;
const silentAddresses: ReadonlySet<string | undefined> = new Set(Object.values(silentServers));

export const isSilentServer = (address: string | undefined): boolean => silentAddresses.has(address);

/** Queries to addresses that run no DNS. */
export const silentServerJobs = (facts: Facts): readonly Tried<'dns'>[] =>
  facts.jobs('dns').filter((job) => isSilentServer(job.best.endpoint.address));

/** R21: somebody on the way answers for every server, so nothing that came over port 53 is the word of whom it was asked of. */
export const isDnsIntercepted: (facts: Facts) => boolean = oncePerFacts((facts) =>
  silentServerJobs(facts).some((job) => job.best.data.response !== undefined),
);

const inventedLabel = /^faultline-[0-9a-f]{8}$/;

/** A name made up for this run, which nobody can have registered. */
export const isInventedName = (name: string): boolean => inventedLabel.test(name.split('.')[0]!);

const HASH_START = 0x811c9dc5;
const TOP_LEVEL_NAMES = 2;

/**
 * Names that do not exist, under two top-level domains and below the domain in question (a zone may answer every name by a wildcard).
 * They follow from the time of the run, since planning must give the same names again. Empty until this machine was read.
 */
export function inventedNames(facts: Facts): readonly string[] {
  const started = facts
    .jobs('environment')
    .flatMap((job) => job.tries.map((each) => each.startedAt))
    .sort()[0];
  if (started === undefined) return [];
  const domain = mailDomain(facts);
  const label = `faultline-${fingerprint(`${started} ${domain}`, HASH_START)}`;
  const topLevels = [...new Set(facts.networkData.anchorNames.map((name) => name.split('.').at(-1)!))].filter(
    (each) => depthOf(domain) > 1 && !isWithin(domain, each),
  );
  return [...topLevels.slice(0, TOP_LEVEL_NAMES), domain].map((parent) => `${label}.${parent}`);
}
