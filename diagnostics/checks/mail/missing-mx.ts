/** R34: no MX record. With an address the domain still takes mail there (implicit MX, RFC 5321 section 5.1). */
import { mailDomain, wants } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord, wordOn } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'missing-mx';

export const missingMx = defineCheck({
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
    if (word.status === 'found')
      return [
        passed({
          check,
          subject,
          evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
        }),
      ];
    const address = addressWord(facts, subject);
    const denial = word.seenIn.map(pointAtDenial);
    if (address.status === 'found')
      return [
        failed({
          check,
          subject,
          variant: 'implicit',
          evidence: [
            ...denial,
            ...address.seenIn.flatMap((each) => pointAtRecords(each, 'answers', address.records)),
          ],
        }),
      ];
    return [
      address.status === 'none'
        ? failed({ check, subject, evidence: denial })
        : failed({ check, subject, variant: 'unchecked', evidence: denial }),
    ];
  },
});
