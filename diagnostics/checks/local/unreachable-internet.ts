/** R1: nothing answers, not even anchors by address. Everything after it would only repeat this. */
import { anchorJobs, isOffline } from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cameThrough, proxiedPages } from '../../model/view/proxy.ts';
import { cantTell, defineCheck, failed, failureEvidence, passed, untested } from '../check.ts';

const check = 'unreachable-internet';
const subject = 'local';

export const unreachableInternet = defineCheck({
  id: check,
  area: 'local',
  needs: ['tcp'],
  evaluate(facts) {
    const anchors = [...anchorJobs(facts, 4), ...anchorJobs(facts, 6)];
    if (anchors.length === 0) return [untested({ check, subject })];
    const reached = anchors.find((job) => job.best.failure === undefined);
    if (reached) return [passed({ check, subject, evidence: [pointAt(reached.best, '/data/connectMs')] })];
    const page = proxiedPages(facts).find(cameThrough);
    if (page)
      return [
        passed({ check, subject, variant: 'by_proxy', evidence: [pointAt(page.best, '/data/status')] }),
      ];
    const evidence = anchors.map((job) => failureEvidence(job.best));
    return [isOffline(facts) ? failed({ check, subject, evidence }) : cantTell({ check, subject, evidence })];
  },
});
