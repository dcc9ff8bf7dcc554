/** R27: a server named by the parent answers, but not as an authority for the zone (lame, RFC 9499). */
import type { Assertion } from '../../model/finding.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { refusalIn } from '../../model/view/asked-resolvers.ts';
import { pointAt } from '../../model/view/pointing.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { serverJobs, serverSubject, zoneStage } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed, untested } from '../check.ts';

const check = 'lame-name-server';
const variants = { REFUSED: 'refused', SERVFAIL: 'servfail' } as const;

/** How the response falls short; undefined for a proper one and for none at all. */
function lamenessOf(observation: DnsObservation): string | undefined {
  const refusal = refusalIn(observation);
  if (refusal) return variants[refusal];
  const response = observation.data.response;
  if (!response) return undefined;
  if (response.rcode !== 'NOERROR' && response.rcode !== 'NXDOMAIN') return 'other';
  return response.flags.aa ? undefined : 'not-authoritative';
}

function judge(facts: Facts, zone: string, server: NamedAddress): Assertion {
  const said = {
    check,
    subject: serverSubject(server),
    values: { zone, server: server.serverName, address: server.address },
  };
  const tries = serverJobs(facts, zone, server.address)
    .filter(
      (job) =>
        job.best.input.name === zone && (job.best.input.type === 'SOA' || job.best.input.type === 'NS'),
    )
    .flatMap((job) => job.tries);
  const lame = tries.filter((each) => lamenessOf(each) !== undefined);
  const proper = tries.find(
    (each) => each.failure === undefined && each.data.response !== undefined && !lame.includes(each),
  );
  const evidence = lame
    .slice(0, 3)
    .map((each) => (each.failure ? failureEvidence(each) : pointAt(each, '/data/response/flags/aa')));
  if (proper && lame.length === 0)
    return passed({ ...said, evidence: [pointAt(proper, '/data/response/flags/aa')] });
  if (lame.length === 0) return untested(said);
  if (proper)
    return cantTell({
      ...said,
      variant: 'mixed',
      evidence: [...evidence, pointAt(proper, '/data/response/flags/aa')],
    });
  return lame.length >= 2
    ? failed({ ...said, variant: lamenessOf(lame[0]!)!, evidence })
    : cantTell({ ...said, evidence });
}

export const lameNameServer = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    if (stage.status === 'address')
      return [inapplicable({ check, subject: stage.subject, values: { zone: stage.subject } })];
    if (stage.status === 'unknown' || stage.delegation.servers.length === 0)
      return [untested({ check, subject: stage.subject, variant: 'no-servers' })];
    return stage.delegation.servers.map((server) => judge(facts, stage.subject, server));
  },
});
