/** RFC 9989: no DMARC record, or two of them, which receivers treat as none. */
import { inheritedDmarc } from '../../model/view/dmarc.ts';
import { dmarcPolicy } from '../../model/view/mail-policies.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'missing-dmarc';

export const missingDmarc = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const { subject, isIrrelevant, word, records } = dmarcPolicy(facts);
    if (isIrrelevant) return [inapplicable({ check, subject })];
    if (word.status === 'unasked') return [untested({ check, subject })];
    if (word.status === 'unknown')
      return [cantTell({ check, subject, evidence: word.seenIn.map(pointAtTrouble) })];
    if (records.length === 0) {
      const above = inheritedDmarc(facts);
      const denied = { check, subject, evidence: word.seenIn.map(pointAtDenial) };
      if (!above) return [failed(denied)];
      const values = { name: above.name, policy: above.policy.policy ?? 'none' };
      return [passed({ ...denied, variant: 'inherited', values })];
    }
    const said = {
      check,
      subject,
      evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', records)),
    };
    return [
      records.length === 1
        ? passed(said)
        : failed({ ...said, variant: 'several', values: { count: records.length } }),
    ];
  },
});
