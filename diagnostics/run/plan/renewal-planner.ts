/**
 * Why an automatic renewal did not come about (R56 to R59): asked only where a certificate of the site has expired, is about to, or is
 * missing. While all certificates are sound this plans nothing.
 */
import type { Job } from '../../model/job.ts';
import { caaClimb } from '../../model/view/caa.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { challengeUrl, namesToRenew, troubledHosts, type RenewalTrouble } from '../../model/view/renewal.ts';
import { authoritativeJob, httpJob, resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';
import { redirectJobs } from './service-planners.ts';

const HOSTS_AT_MOST = 2;

/** The zone's own server for names of the zone, a public resolver for all: it follows aliases that lead out of the zone. */
function caaQuestions(facts: Facts, names: readonly string[]): readonly Job[] {
  const resolver = onePublicResolver(facts);
  const { cut, servers } = delegationOf(facts);
  const server = servers[0];
  const steps = names.flatMap((name) => caaClimb(name));
  return [...new Set(steps)].flatMap((name) => [
    ...(cut && server && isWithin(name, cut.zone)
      ? [authoritativeJob({ ...server, name, type: 'CAA', transport: 'udp' })]
      : []),
    ...(resolver ? [resolverJob(resolver, name, 'CAA')] : []),
  ]);
}

/** Addresses of the names that the renewal has to prove and that nobody has asked for yet. */
function addressQuestions(facts: Facts, names: readonly string[]): readonly Job[] {
  const resolver = onePublicResolver(facts);
  const known = hostsToResolve(facts);
  if (!resolver) return [];
  return names
    .filter((name) => !name.startsWith('*.') && !known.includes(name))
    .flatMap((name) => [resolverJob(resolver, name, 'A'), resolverJob(resolver, name, 'AAAA')]);
}

/** One look at the challenge path for each address, both families, and wherever it redirects to: as an authority would, without cookies. */
function challengeJobs(facts: Facts, { host }: RenewalTrouble): readonly Job[] {
  const first = dialAddresses(facts, host).map((address) =>
    httpJob({ name: host, address, port: 80 }, challengeUrl(host), 'C3'),
  );
  return [...first, ...redirectJobs(facts, first, 'C3')];
}

export const renewalPlanner: Planner = {
  id: 'renewal',
  isWanted: (facts) => troubledHosts(facts).length > 0,
  plan(facts) {
    const troubles = troubledHosts(facts).slice(0, HOSTS_AT_MOST);
    const names = [...new Set(troubles.flatMap((trouble) => namesToRenew(facts, trouble)))];
    return [
      ...caaQuestions(facts, names),
      ...addressQuestions(facts, names),
      ...troubles.slice(0, 1).flatMap((trouble) => challengeJobs(facts, trouble)),
    ];
  },
};
