/** The server login (SSH), at the usual port and at those that the provider publishes; where it answers, its key as DNS has it (R76). */
import type { Job } from '../../model/job.ts';
import { shellPorts } from '../../model/view/expected.ts';
import { shellHosts, wants } from '../../model/view/hosts.ts';
import { familyOf, isAddressLiteral } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { shownKey } from '../../model/view/host-keys.ts';
import { deadlines, placesOf, resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

/** SSHFP (RFC 4255) of the hosts that have shown a key. */
function publishedKeys(facts: Facts): readonly Job[] {
  const resolver = onePublicResolver(facts);
  const answered = facts
    .jobs('ssh')
    .filter(({ best }) => best.control === undefined && shownKey(best) !== undefined)
    .map(({ best }) => best.endpoint.name ?? '');
  return resolver === undefined
    ? []
    : [...new Set(answered)]
        .filter((host) => host !== '' && !isAddressLiteral(host))
        .map((host) => resolverJob(resolver, host, 'SSHFP'));
}

export const shellPlanner: Planner = {
  id: 'ssh',
  isWanted: (facts) => wants(facts, 'ssh'),
  plan: (facts) => [
    ...shellHosts(facts).flatMap((host) =>
      shellPorts(facts).flatMap((port) =>
        placesOf(facts, host, port).map((place): Job => ({
          key: `ssh/${place.address}/${port}`,
          kind: 'ssh',
          endpoint: { name: host, address: place.address, family: familyOf(place.address), port },
          input: { user: facts.request.target.user },
          deadlineMs: deadlines.dialogue,
          attempt: 1,
        })),
      ),
    ),
    ...publishedKeys(facts),
  ],
};
