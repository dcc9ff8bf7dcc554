/** R21: a question to an address where no server can be is answered: somebody on the way answers for all servers. */
import { silentServerJobs } from '../../model/view/dns-honesty.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed } from '../check.ts';

const check = 'intercepted-dns';
const subject = 'local';

export const interceptedDns = defineCheck({
  id: check,
  area: 'local',
  needs: ['dns'],
  evaluate(facts) {
    const jobs = silentServerJobs(facts);
    const tries = jobs.flatMap((job) => job.tries);
    // asked only where an answer looked as if another one had given it
    if (tries.length === 0) return [inapplicable({ check, subject })];
    const answered = tries.find((each) => each.data.response !== undefined);
    const address = (answered ?? tries[0]!).endpoint.address ?? '';
    if (answered)
      return [
        failed({
          check,
          subject,
          values: { address },
          evidence: [pointAt(answered, '/data/response/rcode'), pointAt(answered, '/endpoint/address')],
        }),
      ];
    const evidence = [pointAtTrouble(tries[0]!)];
    // one lost packet is no silence
    return [
      jobs.some((job) => job.verdict === 'fails')
        ? passed({ check, subject, values: { address }, evidence })
        : cantTell({ check, subject, values: { address }, evidence }),
    ];
  },
});
