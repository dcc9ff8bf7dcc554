/** RFC 7505: `MX 0 .` says on purpose that the domain takes no mail. A statement, not a mistake, unless mail is wanted. */
import { isNullMx, mailDomain, wants } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'null-mx';

export const nullMx = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    if (facts.request.target.isAddress || !wants(facts, 'mail')) return [inapplicable({ check, subject })];
    const word = wordOn(facts, subject, 'MX');
    if (word.status === 'unasked') return [untested({ check, subject })];
    if (word.status === 'unknown')
      return [cantTell({ check, subject, evidence: word.seenIn.map(pointAtTrouble) })];
    if (word.status === 'none')
      return [inapplicable({ check, subject, variant: 'no-mx', evidence: word.seenIn.map(pointAtDenial) })];
    const targets = word.records.map((each) => ({ exchange: String(each.fields?.['exchange'] ?? '') }));
    const hasNull = targets.some((each) => isNullMx([each]));
    const evidence = word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records));
    if (!hasNull) return [passed({ check, subject, evidence })];
    return [
      isNullMx(targets)
        ? failed({ check, subject, evidence })
        : failed({ check, subject, variant: 'mixed', evidence }),
    ];
  },
});
