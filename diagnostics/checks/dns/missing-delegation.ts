/** R22: the registry's servers know no name servers for the domain: it is not registered, expired or held. */
import { delegationOf } from '../../model/view/delegation.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { parentRecords } from '../../model/view/zone-servers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'missing-delegation';

/** A public resolver that still knows records speaks against a missing delegation. */
const resolvedByOthers = (facts: Facts, domain: string) =>
  facts
    .jobs('dns')
    .map((job) => job.best)
    .find(
      (each) =>
        each.input.recursion &&
        each.endpoint.operator !== undefined &&
        each.input.name === domain &&
        (each.data.response?.answers.length ?? 0) > 0,
    );

export const missingDelegation = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    if (facts.request.target.isAddress) return [inapplicable({ check, subject })];
    const { resolution, cut, isMissing } = delegationOf(facts);
    if (cut) {
      const { observation, records } = parentRecords(facts, cut);
      return [
        passed({
          check,
          subject,
          evidence: observation ? pointAtRecords(observation, 'authorities', records) : [],
        }),
      ];
    }
    if (resolution.status === 'asking') return [untested({ check, subject })];
    if (resolution.status === 'dead')
      return [
        cantTell({
          check,
          subject,
          evidence: resolution.asked.slice(0, 4).map((job) => pointAtTrouble(job.best)),
        }),
      ];
    const answer = resolution.answer.best;
    if (!isMissing) return [passed({ check, subject, evidence: [pointAtDenial(answer)] })];
    const other = resolvedByOthers(facts, subject);
    const evidence = [
      pointAtDenial(answer),
      ...(other ? pointAtRecords(other, 'answers', other.data.response!.answers) : []),
    ];
    // Only the parent's own word counts, and only when nobody contradicts it.
    const isSure = answer.data.response!.flags.aa && !other;
    return [
      isSure
        ? failed({ check, subject, evidence })
        : cantTell({ check, subject, variant: 'contradicted', evidence }),
    ];
  },
});
