/** R9: programs on this machine may go through a proxy. Our own connections do not, so the two may differ. */
import { environmentOf } from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, failed, passed, untested } from '../check.ts';

const check = 'proxy-in-use';
const subject = 'local';

export const proxyInUse = defineCheck({
  id: check,
  area: 'local',
  needs: ['environment'],
  evaluate(facts) {
    const environment = environmentOf(facts);
    if (!environment || environment.failure) return [untested({ check, subject })];
    const first = environment.data.proxies[0];
    if (!first) return [passed({ check, subject, evidence: [pointAt(environment, '/data/proxies')] })];
    const values = { proxy: first.value, source: first.source };
    return [failed({ check, subject, values, evidence: [pointAt(environment, '/data/proxies/0/value')] })];
  },
});
