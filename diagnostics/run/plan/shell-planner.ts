/** The server login (SSH). */
import type { Job } from '../../model/job.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { shellHosts, wants } from '../../model/view/hosts.ts';
import { deadlines, placesOf } from './job-kit.ts';
import type { Planner } from './planner.ts';

export const shellPlanner: Planner = {
  id: 'ssh',
  isWanted: (facts) => wants(facts, 'ssh'),
  plan: (facts) =>
    shellHosts(facts).flatMap((host) =>
      placesOf(facts, host, 22).map((place): Job => ({
        key: `ssh/${place.address}/${place.port}`,
        kind: 'ssh',
        endpoint: { name: host, address: place.address, family: familyOf(place.address), port: 22 },
        input: { user: facts.request.target.user },
        deadlineMs: deadlines.dialogue,
        attempt: 1,
      })),
    ),
};
