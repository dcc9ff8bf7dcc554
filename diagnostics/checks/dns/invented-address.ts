/** R20: the seat's resolver gives an address for names that nobody has, instead of saying that they do not exist (RFC 8020, NXDOMAIN). */
import {
  denialEvidence,
  givenEvidence,
  inventedAnswers,
  isRewriting,
  rewrittenNames,
  standInAddresses,
} from '../../model/view/invented-answers.ts';
import { pointAtDenial } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed } from '../check.ts';

const check = 'invented-address';
const subject = 'local';

export const inventedAddress = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const names = inventedAnswers(facts);
    // asked only where an address was given for a name that others deny
    if (names.length === 0) return [inapplicable({ check, subject })];
    if (isRewriting(facts)) {
      const rewritten = rewrittenNames(facts);
      return [
        failed({
          check,
          subject,
          values: { address: standInAddresses(facts).join(', '), name: rewritten[0]!.name },
          evidence: rewritten.flatMap((each) => [...givenEvidence(each), ...denialEvidence(each)]),
        }),
      ];
    }
    const deniedHere = names.flatMap((each) => (each.deniedHere ? [pointAtDenial(each.deniedHere)] : []));
    if (deniedHere.length >= 2) return [passed({ check, subject, evidence: deniedHere })];
    return [cantTell({ check, subject, evidence: names.flatMap(givenEvidence) })];
  },
});
