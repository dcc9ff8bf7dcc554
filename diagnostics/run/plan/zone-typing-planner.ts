/** Where a slip of the hand would have put what is missing (R32), and what a wildcard says (R31). Asked only when something is missing or fails. */
import type { Job } from '../../model/job.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { doubtfulHosts, missingRecords, wildcardProbe } from '../../model/view/zone-typing.ts';
import { answersByServer } from '../../model/view/zone-servers.ts';
import { authoritativeJob } from './job-kit.ts';
import type { Planner } from './planner.ts';

/** One server's word is enough: the first that knows the zone. */
function knowingServer(facts: Facts) {
  const { cut, servers } = delegationOf(facts);
  if (!cut) return undefined;
  return servers.find((server) => answersByServer(facts, cut.zone, [server], cut.zone, 'SOA').length > 0);
}

export const zoneTypingPlanner: Planner = {
  id: 'zone-typing',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan(facts): readonly Job[] {
    const server = knowingServer(facts);
    const missing = missingRecords(facts);
    const isDoubtful = doubtfulHosts(facts).length > 0;
    if (!server || (missing.length === 0 && !isDoubtful)) return [];
    const probe = wildcardProbe(facts);
    const types = new Set<RecordType>([
      ...missing.map((each) => each.type),
      ...(isDoubtful ? (['A', 'AAAA'] as const) : []),
    ]);
    const questions = [
      ...missing.map(({ doubled, type }) => [doubled, type] as const),
      ...(probe === undefined ? [] : [...types].map((type) => [probe, type] as const)),
    ];
    return questions.map(([name, type]) => authoritativeJob({ ...server, name, type, transport: 'udp' }));
  },
};
