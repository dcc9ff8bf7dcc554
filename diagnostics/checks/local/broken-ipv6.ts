/** R11: this machine has an IPv6 address and no IPv6 anchor answers. Then no AAAA record of a site may be blamed. */
import {
  anchorJobs,
  connectionsOutside,
  environmentOf,
  familyState,
  isOffline,
  isProxyOnly,
} from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed, untested } from '../check.ts';

const check = 'broken-ipv6';
const subject = 'local';

export const brokenIpv6 = defineCheck({
  id: check,
  area: 'local',
  needs: ['tcp', 'environment'],
  evaluate(facts) {
    const anchors = anchorJobs(facts, 6);
    const environment = environmentOf(facts);
    const state = familyState(facts, 6);
    if (state === 'absent' && environment)
      return [inapplicable({ check, subject, evidence: [pointAt(environment, '/data/interfaces')] })];
    if (anchors.length === 0 || isOffline(facts) || isProxyOnly(facts)) return [untested({ check, subject })];
    const reached =
      anchors.find((job) => job.best.failure === undefined)?.best ?? connectionsOutside(facts, 6)[0];
    if (reached) return [passed({ check, subject, evidence: [pointAt(reached, '/data/connectMs')] })];
    const evidence = anchors.map((job) => failureEvidence(job.best));
    // Without the environment nobody knows whether there is an address to use.
    return [
      state === 'broken' && environment
        ? failed({ check, subject, evidence })
        : cantTell({ check, subject, evidence }),
    ];
  },
});
