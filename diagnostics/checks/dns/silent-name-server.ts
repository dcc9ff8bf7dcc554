/** R28: a server address of the zone gives no answer over UDP. Whose fault that is, other vantage points decide. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { canReachFamilyOf, serverJobs, serverSubject, silenceOf } from '../../model/view/zone-servers.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { nameServerCheck } from './each-name-server.ts';

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

export const silentNameServer = nameServerCheck(check, judge);
