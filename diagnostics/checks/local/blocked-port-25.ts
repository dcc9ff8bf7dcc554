/** R45: hosts of several operators that are known to listen on port 25 do not answer there: the way out is closed. */
import { failsForSure, type Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { canReachFamilyOf } from '../../model/view/zone-servers.ts';
import { anchorJobs } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed } from '../check.ts';

const check = 'blocked-port-25';
const subject = 'local';

const operatorsOf = (jobs: readonly Tried<'tcp'>[]): number =>
  new Set(jobs.map((job) => job.best.endpoint.operator ?? job.best.endpoint.address)).size;

export const blockedPort25 = defineCheck({
  id: check,
  area: 'local',
  needs: ['tcp'],
  evaluate(facts) {
    const listeners = facts
      .jobs('tcp')
      .filter((job) => job.best.control === 'C2' && job.best.endpoint.port === 25);
    if (listeners.length === 0) return [inapplicable({ check, subject })];
    const open = listeners.find((job) => job.best.failure === undefined);
    const closed = listeners
      .filter(failsForSure)
      .filter((job) => canReachFamilyOf(facts, job.best.endpoint.address ?? ''));
    const evidence = closed.slice(0, 4).map((job) => failureEvidence(job.best));
    if (open && operatorsOf(closed) >= 2)
      return [
        cantTell({
          check,
          subject,
          variant: 'mixed',
          evidence: [pointAt(open.best, '/data/connectMs'), ...evidence],
        }),
      ];
    if (open) return [passed({ check, subject, evidence: [pointAt(open.best, '/data/connectMs')] })];
    // Silence is held against port 25 only when other ports get out (control C1).
    const isOnline = [...anchorJobs(facts, 4), ...anchorJobs(facts, 6)].some(
      (job) => job.best.failure === undefined,
    );
    const isSure = isOnline && operatorsOf(closed) >= 2 && listeners.every(failsForSure);
    return [isSure ? failed({ check, subject, evidence }) : cantTell({ check, subject, evidence })];
  },
});
