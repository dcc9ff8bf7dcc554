/** RFC 2181 section 10.3: neither a name server nor a mail server may be named by an alias. One judgement for both. */
import type { Assertion } from '../model/finding.ts';
import type { Facts } from '../model/view/facts.ts';
import { pointAtDenial, pointAtRecords } from '../model/view/pointing.ts';
import { aliasOf } from '../model/view/record-word.ts';
import { failed, passed, untested, type Said } from './check.ts';

/** Seen only where the host's own records were asked for; `said` names the check, the host and the values of the text. */
export function judgeAlias(facts: Facts, said: Said): Assertion {
  const heard = aliasOf(facts, said.subject);
  if (!heard) return untested(said);
  const { record, seenIn } = heard;
  if (!record) return passed({ ...said, evidence: [pointAtDenial(seenIn)] });
  return failed({
    ...said,
    values: { ...said.values, alias: record.value },
    evidence: pointAtRecords(seenIn, 'answers', [record]),
  });
}
