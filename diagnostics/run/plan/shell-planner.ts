/** The server login (SSH), at the usual port and at those that the provider publishes; where it answers, its key as DNS has it (R76). */
import type { Job, JobOf } from '../../model/job.ts';
import { shellPorts } from '../../model/view/expected.ts';
import { shellHosts, wants } from '../../model/view/hosts.ts';
import { familyOf, isAddressLiteral } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { questionsTo } from '../../model/view/host-addresses.ts';
import { shownKey, type SshSession } from '../../model/view/host-keys.ts';
import { givenMethod, loginPermission } from '../../model/view/ssh-login.ts';
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

/** One login a run: at the first place, IPv4 before IPv6, that shows a host key for which the login may be sent. */
function loginJobs(facts: Facts, planned: readonly JobOf<'ssh'>[]): readonly Job[] {
  const method = givenMethod(facts);
  if (method === null) return [];
  const inOrder = planned.toSorted((a, b) => (a.endpoint.family ?? 0) - (b.endpoint.family ?? 0));
  for (const { key } of inOrder) {
    const session = facts.job('ssh', key)?.best;
    if (session === undefined) return []; // not known yet: the login waits for the better place
    const hostKey = shownKey(session)?.sha256;
    if (hostKey === undefined) continue;
    if (!isKeyLookedUp(facts, session) || loginPermission(facts, session) !== 'allowed') return [];
    return [
      {
        key: `ssh-login/${session.endpoint.address}/${session.endpoint.port}`,
        kind: 'ssh-login',
        endpoint: session.endpoint,
        input: { method, hostKey },
        deadlineMs: deadlines.transfer,
        attempt: 1,
      },
    ];
  }
  return [];
}

/** What DNS says of the key is in, or will never be asked. */
function isKeyLookedUp(facts: Facts, { endpoint }: SshSession): boolean {
  const host = endpoint.name ?? '';
  if (host === '' || isAddressLiteral(host) || onePublicResolver(facts) === undefined) return true;
  return questionsTo(facts, 'public_resolver', host, 'SSHFP').length > 0;
}

function sessionJobs(facts: Facts): readonly JobOf<'ssh'>[] {
  return shellHosts(facts).flatMap((host) =>
    shellPorts(facts).flatMap((port) =>
      placesOf(facts, host, port).map((place): JobOf<'ssh'> => ({
        key: `ssh/${place.address}/${port}`,
        kind: 'ssh',
        endpoint: { name: host, address: place.address, family: familyOf(place.address), port },
        input: { user: facts.request.target.user },
        deadlineMs: deadlines.dialogue,
        attempt: 1,
      })),
    ),
  );
}

export const shellPlanner: Planner = {
  id: 'ssh',
  isWanted: (facts) => wants(facts, 'ssh'),
  plan(facts) {
    const sessions = sessionJobs(facts);
    return [...sessions, ...publishedKeys(facts), ...loginJobs(facts, sessions)];
  },
};
