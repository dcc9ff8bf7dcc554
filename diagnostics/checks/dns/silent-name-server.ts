/** R28: a server address of the zone gives no answer over UDP. Whose fault that is, other vantage points decide. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import {
  canReachFamilyOf,
  serverJobs,
  serverSubject,
  silenceOf,
  zoneStage,
} from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'silent-name-server';

function judge(facts: Facts, zone: string, server: NamedAddress): Assertion {
  const said = {
    check,
    subject: serverSubject(server),
    values: { zone, server: server.serverName, address: server.address },
  };
  const jobs = serverJobs(facts, zone, server.address).filter((job) => job.best.input.transport === 'udp');
  const { state, seenIn } = silenceOf(jobs);
  if (!seenIn) return untested(said);
  if (state === 'answers')
    return passed({ ...said, evidence: [pointAt(seenIn, '/data/response/rcode', '/data/truncatedOverUdp')] });
  const evidence = [pointAtTrouble(seenIn)];
  if (!canReachFamilyOf(facts, server.address)) return untested({ ...said, variant: 'no-path', evidence });
  return state === 'silent' ? failed({ ...said, evidence }) : cantTell({ ...said, evidence });
}

export const silentNameServer = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    if (stage.status === 'address') return [inapplicable({ check, subject: stage.subject })];
    if (stage.status === 'unknown' || stage.delegation.servers.length === 0)
      return [untested({ check, subject: stage.subject, variant: 'no-servers' })];
    return stage.delegation.servers.map((server) => judge(facts, stage.subject, server));
  },
});
