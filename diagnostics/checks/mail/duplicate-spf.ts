/** RFC 7208 section 4.5: more than one SPF record makes every evaluation end in permerror. */
import { spfPolicy } from '../../model/view/mail-policies.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'duplicate-spf';

export const duplicateSpf = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const { subject, isIrrelevant, word, records } = spfPolicy(facts);
    if (isIrrelevant) return [inapplicable({ check, subject })];
    if (word.status === 'unasked') return [untested({ check, subject })];
    if (word.status === 'unknown')
      return [cantTell({ check, subject, evidence: word.seenIn.map(pointAtTrouble) })];
    if (records.length === 0)
      return [inapplicable({ check, subject, variant: 'none', evidence: word.seenIn.map(pointAtDenial) })];
    const said = {
      check,
      subject,
      evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', records)),
    };
    return [records.length === 1 ? passed(said) : failed({ ...said, values: { count: records.length } })];
  },
});
