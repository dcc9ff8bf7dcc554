/** RFC 6186, RFC 8314 section 5.1, RFC 2782: records that tell mail programs their server, and lead to an alias or to nothing. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain, wants } from '../../model/view/hosts.ts';
import { serviceRecordNames } from '../../model/view/mail-settings.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord, aliasOf, wordOn } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'misdirected-mail-record';

function judge(facts: Facts, subject: string): Assertion | undefined {
  const word = wordOn(facts, subject, 'SRV');
  if (word.status === 'unknown')
    return cantTell({ check, subject, evidence: word.seenIn.slice(0, 2).map(pointAtTrouble) });
  if (word.status !== 'found') return undefined;
  const target = String(word.records[0]?.fields?.['target'] ?? '.');
  const evidence = word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records));
  const said = { check, subject, values: { target }, evidence };
  if (target === '.') return passed({ ...said, variant: 'refused' });
  const addresses = addressWord(facts, target);
  if (addresses.status === 'unasked') return untested(said);
  if (addresses.status === 'unknown')
    return cantTell({ ...said, evidence: addresses.seenIn.slice(0, 2).map(pointAtTrouble) });
  if (addresses.status === 'none')
    return failed({
      ...said,
      variant: 'nowhere',
      evidence: [...evidence, ...addresses.seenIn.slice(0, 2).map(pointAtDenial)],
    });
  const alias = aliasOf(facts, target);
  if (alias?.record)
    return failed({
      ...said,
      variant: 'alias',
      evidence: [...evidence, ...pointAtRecords(alias.seenIn, 'answers', [alias.record])],
    });
  return passed(said);
}

export const misdirectedMailRecord = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    if (facts.request.target.isAddress || !wants(facts, 'mail')) return [inapplicable({ check, subject })];
    const names = serviceRecordNames(facts);
    const found = names.flatMap((name) => judge(facts, name) ?? []);
    if (found.length > 0) return found;
    const isDenied = names.some((name) => wordOn(facts, name, 'SRV').status === 'none');
    return [isDenied ? inapplicable({ check, subject, variant: 'none' }) : untested({ check, subject })];
  },
});
