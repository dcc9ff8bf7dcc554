/** R2: well-known names in several top-level domains do not resolve on this machine, although the network works. */
import { failsForSure } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isOffline, isProxyOnly } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, failureEvidence, passed, untested } from '../check.ts';

const check = 'unresolvable-anchor-names';
const subject = 'local';

export const unresolvableAnchorNames = defineCheck({
  id: check,
  area: 'local',
  needs: ['system-lookup'],
  evaluate(facts) {
    const lookups = facts.jobs('system-lookup').filter((job) => job.best.control === 'C1');
    if (lookups.length === 0 || isOffline(facts) || isProxyOnly(facts)) return [untested({ check, subject })];
    const resolved = lookups.filter(
      (job) => job.best.failure === undefined && job.best.data.addresses.length > 0,
    );
    const evidence = lookups
      .slice(0, 4)
      .map((job) => (job.best.failure ? failureEvidence(job.best) : pointAt(job.best, '/data/addresses')));
    if (resolved.length === lookups.length) return [passed({ check, subject, evidence })];
    if (resolved.length > 0)
      return [
        cantTell({
          check,
          subject,
          variant: 'some',
          values: { resolved: resolved.length, asked: lookups.length },
          evidence,
        }),
      ];
    const sure = lookups.length >= 2 && lookups.every(failsForSure);
    return [sure ? failed({ check, subject, evidence }) : cantTell({ check, subject, evidence })];
  },
});
