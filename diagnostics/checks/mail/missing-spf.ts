/** R36: no SPF record (RFC 7208): receivers cannot tell which servers may send for the domain. */
import { spfPolicy } from '../../model/view/mail-policies.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'missing-spf';

export const missingSpf = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const { subject, isIrrelevant, word, records } = spfPolicy(facts);
    if (isIrrelevant) return [inapplicable({ check, subject })];
    if (word.status === 'unasked') return [untested({ check, subject })];
    // A time-out is "could not check", never "missing".
    if (word.status === 'unknown')
      return [cantTell({ check, subject, evidence: word.seenIn.map(pointAtTrouble) })];
    if (records.length > 0)
      return [
        passed({
          check,
          subject,
          evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', records)),
        }),
      ];
    return [failed({ check, subject, evidence: word.seenIn.map(pointAtDenial) })];
  },
});
