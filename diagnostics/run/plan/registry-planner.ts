/** The registry's own word on the domain (RDAP), where the parent denies it or leads somewhere that looks like the end of a registration. */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { dialAddresses, questionsTo, systemLookup } from '../../model/view/host-addresses.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { isRegistryWanted, rdapServerOf } from '../../model/view/registration.ts';
import { rdapJob, resolverJob, systemLookupJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

/** The registry's host by this machine's own lookup, and by a public resolver where that fails. */
function lookupJobs(facts: Facts, host: string): readonly Job[] {
  const own = systemLookup(facts, host);
  if (!own) return [systemLookupJob(host, 'C6')];
  const resolver = onePublicResolver(facts);
  const isAsked = questionsTo(facts, 'public_resolver', host, 'A').length > 0;
  return own.best.data.addresses.length > 0 || isAsked || !resolver ? [] : [resolverJob(resolver, host, 'A')];
}

export const registryPlanner: Planner = {
  id: 'registry',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan(facts) {
    const domain = mailDomain(facts);
    const server = rdapServerOf(facts, domain);
    if (server === undefined || !isRegistryWanted(facts)) return [];
    const host = new URL(server).hostname;
    const address = dialAddresses(facts, host)[0];
    return address === undefined
      ? lookupJobs(facts, host)
      : [...lookupJobs(facts, host), rdapJob({ name: host, address, port: 443 }, server, domain)];
  },
};
