/** R8: endpoints that always give one known answer give another one: a sign-in page stands in between. */
import { portalAnswers } from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

const check = 'captive-portal';
const subject = 'local';

export const captivePortal = defineCheck({
  id: check,
  area: 'local',
  needs: ['http'],
  evaluate(facts) {
    const jobs = facts.jobs('http').filter((job) => job.best.control === 'C1');
    if (jobs.length === 0) return [untested({ check, subject })];
    const { foreign, expected } = portalAnswers(facts);
    const evidence = [...foreign, ...expected]
      .slice(0, 4)
      .map((job) => pointAt(job.best, '/data/redirectsTo', '/data/status'));
    if (expected.length > 0 && foreign.length === 0) return [passed({ check, subject, evidence })];
    if (expected.length > 0 || foreign.length === 1)
      return [cantTell({ check, subject, variant: 'mixed', evidence })];
    // An error is no portal: the endpoint may be blocked or down.
    return [foreign.length >= 2 ? failed({ check, subject, evidence }) : cantTell({ check, subject })];
  },
});
