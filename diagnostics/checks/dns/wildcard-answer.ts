/** R31: a host gets the same answer as a name that nobody entered: the zone's wildcard may be all that answers for it. */
import { mailDomain } from '../../model/view/hosts.ts';
import { questionsTo } from '../../model/view/host-addresses.ts';
import { pointAt, pointAtDenial } from '../../model/view/pointing.ts';
import { doubtfulHosts, wildcardAnswer, wildcardProbe } from '../../model/view/zone-typing.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'wildcard-answer';

export const wildcardAnswers = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const hosts = doubtfulHosts(facts);
    if (hosts.length === 0) return [inapplicable({ check, subject: mailDomain(facts) })];
    const probe = wildcardProbe(facts);
    const asked =
      probe === undefined ? [] : questionsTo(facts, 'authoritative', probe, 'A').map((job) => job.best);
    const answered = asked.filter((each) => each.failure === undefined && each.data.response);
    return hosts.map((subject) => {
      const given = wildcardAnswer(facts, subject);
      if (given)
        return failed({
          check,
          subject,
          values: { zone: mailDomain(facts) },
          evidence: [pointAt(given, '/data/response/answers/0/value')],
        });
      return answered.length > 0
        ? passed({ check, subject, evidence: answered.slice(0, 1).map(pointAtDenial) })
        : untested({ check, subject });
    });
  },
});
