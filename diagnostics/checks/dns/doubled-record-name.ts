/** R32: a record is missing, and stands where it goes when the domain is typed as part of its name: `www.example.org.example.org`. */
import type { Assertion } from '../../model/finding.ts';
import { answeredRecords } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { addressWord, wordOn } from '../../model/view/record-word.ts';
import { doubledRecord, missingRecords, type MissingRecord } from '../../model/view/zone-typing.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'doubled-record-name';

function judge(facts: Facts, missing: MissingRecord): Assertion {
  const { name, type, doubled } = missing;
  const said = { check, subject: `${name} ${type}`, values: { name, type, doubled } };
  const found = doubledRecord(facts, missing);
  if (!found) return untested(said);
  const denial = (type === 'A' ? addressWord(facts, name) : wordOn(facts, name, type)).seenIn.map(
    pointAtDenial,
  );
  if (!found.seenIn) return passed({ ...said, evidence: denial.slice(0, 2) });
  const records = answeredRecords(found.seenIn.data.response!, doubled, type);
  const evidence = [...pointAtRecords(found.seenIn, 'answers', records), ...denial.slice(0, 1)];
  return found.isWildcard
    ? passed({ ...said, variant: 'wildcard', evidence })
    : failed({
        ...said,
        values: {
          ...said.values,
          value: records
            .map((each) => each.value)
            .join(', ')
            .slice(0, 200),
        },
        evidence,
      });
}

export const doubledRecordName = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const missing = missingRecords(facts);
    return missing.length > 0
      ? missing.map((each) => judge(facts, each))
      : [inapplicable({ check, subject: facts.request.target.domain })];
  },
});
