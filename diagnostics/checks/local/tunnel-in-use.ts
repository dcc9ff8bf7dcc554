/** R10: the default route leads into a tunnel. No fault, but everything is seen from the tunnel's other end. */
import { environmentOf, tunnelRoute } from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

const check = 'tunnel-in-use';
const subject = 'local';

export const tunnelInUse = defineCheck({
  id: check,
  area: 'local',
  needs: ['environment'],
  evaluate(facts) {
    const environment = environmentOf(facts);
    if (!environment || environment.failure) return [untested({ check, subject })];
    const { defaultRoutes } = environment.data;
    if (defaultRoutes === null)
      return [cantTell({ check, subject, evidence: [pointAt(environment, '/data/defaultRoutes')] })];
    const index = tunnelRoute(environment.data);
    if (index < 0)
      return [passed({ check, subject, evidence: [pointAt(environment, '/data/defaultRoutes')] })];
    const values = { interface: defaultRoutes[index]!.interface };
    return [
      failed({
        check,
        subject,
        values,
        evidence: [pointAt(environment, `/data/defaultRoutes/${index}/interface`)],
      }),
    ];
  },
});
