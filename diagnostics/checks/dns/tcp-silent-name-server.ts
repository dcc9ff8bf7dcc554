/** RFC 7766: every name server must answer over TCP too. Long answers (DNSSEC, TXT) are lost without it. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { canReachFamilyOf, serverJobs, serverSubject, silenceOf } from '../../model/view/zone-servers.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { nameServerCheck } from './each-name-server.ts';

const check = 'tcp-silent-name-server';

function judge(facts: Facts, zone: string, server: NamedAddress): Assertion {
  const said = {
    check,
    subject: serverSubject(server),
    values: { zone, server: server.serverName, address: server.address },
  };
  const jobs = serverJobs(facts, zone, server.address);
  const overTcp = silenceOf(jobs.filter((job) => job.best.input.transport === 'tcp'));
  if (!overTcp.seenIn) return untested(said);
  if (overTcp.state === 'answers')
    return passed({ ...said, evidence: [pointAt(overTcp.seenIn, '/data/response/rcode')] });
  const evidence = [pointAtTrouble(overTcp.seenIn)];
  if (!canReachFamilyOf(facts, server.address)) return untested({ ...said, variant: 'no-path', evidence });
  // A server that is silent over UDP as well is another, larger finding.
  const overUdp = silenceOf(jobs.filter((job) => job.best.input.transport === 'udp'));
  if (overUdp.state !== 'answers') return untested({ ...said, variant: 'silent', evidence });
  return overTcp.state === 'silent' ? failed({ ...said, evidence }) : cantTell({ ...said, evidence });
}

export const tcpSilentNameServer = nameServerCheck(check, judge);
