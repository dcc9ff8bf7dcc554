/** This machine reaches nothing over IPv4 while its IPv6 works. Then no IPv4 address of a site may be blamed, and no port filter either. */
import type { Facts } from '../../model/view/facts.ts';
import { hasTranslation, ipv4Lack } from '../../model/view/one-family.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected, connectionTries } from '../../model/view/sessions.ts';
import {
  anchorJobs,
  connectionsOutside,
  environmentOf,
  familyState,
  isOffline,
  isProxyOnly,
} from '../../model/view/vantage.ts';
import type { Evidence } from '../../model/message.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed, untested } from '../check.ts';

const check = 'broken-ipv4';
const subject = 'local';

/** Servers of the target that were not reached for want of IPv4: nothing of them stood over IPv6, as it does where they have both. */
function missedOverIpv4(facts: Facts): readonly Evidence[] {
  const own = connectionTries(facts).filter(({ control }) => control === undefined);
  const reached = new Set(own.filter(connected).map(({ endpoint }) => endpoint.name));
  return own
    .filter(
      ({ endpoint, failure }) =>
        endpoint.family === 4 && failure?.operation === 'connect' && !reached.has(endpoint.name),
    )
    .slice(0, 3)
    .map(failureEvidence);
}

export const brokenIpv4 = defineCheck({
  id: check,
  area: 'local',
  needs: ['tcp', 'environment'],
  evaluate(facts) {
    const anchors = anchorJobs(facts, 4);
    if (anchors.length === 0 || isOffline(facts) || isProxyOnly(facts)) return [untested({ check, subject })];
    const reached = connectionsOutside(facts, 4)[0];
    if (reached) return [passed({ check, subject, evidence: [pointAt(reached, '/data/connectMs')] })];
    const evidence = anchors.map((job) => failureEvidence(job.best));
    const lack = ipv4Lack(facts);
    const environment = environmentOf(facts);
    if (lack === 'lost' && environment) return [failed({ check, subject, evidence })];
    if (familyState(facts, 4) !== 'absent' || !environment) return [cantTell({ check, subject, evidence })];
    const missed = hasTranslation(facts) ? [] : missedOverIpv4(facts);
    const found = { check, subject, variant: 'no_address' };
    return [
      lack === 'unused' && missed.length > 0
        ? failed({ ...found, evidence: [pointAt(environment, '/data/interfaces'), ...missed] })
        : inapplicable({ ...found, evidence: [pointAt(environment, '/data/interfaces')] }),
    ];
  },
});
