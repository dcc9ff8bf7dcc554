/**
 * R26: where the registry names others, the provider's name servers are asked whether they hold the zone as well, and only then what it
 * says. Likewise name servers that the person means to move to.
 */
import type { Job } from '../../model/job.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import {
  comparedRecords,
  copyHolder,
  moveState,
  newAddresses,
  newServers,
  strangerAddresses,
  strangerServers,
} from '../../model/view/zone-copy.ts';
import { authoritativeJob, resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

function copyJob(server: NamedAddress, name: string, type: RecordType): Job {
  const { endpoint, input, deadlineMs } = authoritativeJob({ ...server, name, type, transport: 'udp' });
  return {
    key: boundedKey(`zone-copy/${server.address}/${name}/${type}`),
    kind: 'zone-copy',
    endpoint,
    input,
    control: 'C9',
    deadlineMs,
    attempt: 1,
  };
}

export const zoneCopyPlanner: Planner = {
  id: 'zone-copy',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan(facts) {
    const names = [...new Set([...strangerServers(facts), ...newServers(facts)])];
    const resolver = onePublicResolver(facts);
    const zone = delegationOf(facts).cut?.zone;
    if (names.length === 0 || !resolver || zone === undefined) return [];
    const servers = strangerAddresses(facts);
    const holder = copyHolder(facts)?.endpoint.address;
    const holding = servers.filter((each) => each.address === holder);
    const held = newAddresses(facts).filter(
      ({ serverName }) => moveState(facts, serverName).status === 'held',
    );
    return [
      ...names.map((name) => resolverJob(resolver, name, 'A')),
      ...[...servers, ...newAddresses(facts)].map((server) => copyJob(server, zone, 'SOA')),
      ...[...holding, ...held].flatMap((server) =>
        comparedRecords(facts).map(([name, type]) => copyJob(server, name, type)),
      ),
    ];
  },
};
