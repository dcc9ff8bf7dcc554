/** The server login (SSH), at the usual port and at those that the provider publishes. */
import type { Job } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { shellPorts } from '../../model/view/expected.ts';
import { shellHosts, wants } from '../../model/view/hosts.ts';
import { deadlines, placesOf } from './job-kit.ts';
import type { Planner } from './planner.ts';

export const shellPlanner: Planner = {
  id: 'ssh',
  isWanted: (facts) => wants(facts, 'ssh'),
  plan: (facts) =>
    shellHosts(facts).flatMap((host) =>
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
};
