/** R2: a configured resolver gives no answer at all. Any response counts as an answer, even a refusal. */
import type { Assertion } from '../../model/finding.ts';
import { configuredResolverJobs, configuredResolvers } from '../../model/view/asked-resolvers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { environmentOf, isOffline } from '../../model/view/vantage.ts';
import { silenceOf } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'silent-resolver';

function judge(facts: Facts, subject: string): Assertion {
  const { state, seenIn } = silenceOf(configuredResolverJobs(facts, subject));
  if (!seenIn || isOffline(facts)) return untested({ check, subject });
  if (state === 'answers')
    return passed({
      check,
      subject,
      evidence: [pointAt(seenIn, '/data/response/rcode', '/data/truncatedOverUdp')],
    });
  const evidence = [pointAtTrouble(seenIn)];
  return state === 'silent' ? failed({ check, subject, evidence }) : cantTell({ check, subject, evidence });
}

export const silentResolver = defineCheck({
  id: check,
  area: 'local',
  needs: ['environment', 'dns'],
  evaluate(facts) {
    const resolvers = configuredResolvers(facts);
    if (resolvers.length > 0) return resolvers.map((address) => judge(facts, address));
    return [
      environmentOf(facts)
        ? inapplicable({ check, subject: 'local' })
        : untested({ check, subject: 'local', variant: 'unknown' }),
    ];
  },
});
