/** R36: the SPF policy cannot be evaluated, whoever sends: receivers treat it as an error (permerror, RFC 7208 section 2.6.7). */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { spfPolicy } from '../../model/view/mail-policies.ts';
import { pointAtTrouble } from '../../model/view/pointing.ts';
import type { SpfProblem, SpfProblemCode } from '../../model/view/spf/context.ts';
import { spfCost, spfGaps, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'broken-spf';

const variants: Partial<Record<SpfProblemCode, string>> = {
  syntax: 'syntax',
  no_record: 'no-record',
  several_records: 'several',
  too_many_names: 'names',
};

/** Limits over the whole policy have a check of their own, and so have several records of the domain itself. */
const isBreach = (problem: SpfProblem, domain: string): boolean =>
  variants[problem.code] !== undefined && !(problem.code === 'several_records' && problem.domain === domain);

function judge(facts: Facts, subject: string): Assertion {
  const cost = spfCost(facts);
  const evidence = spfRecordEvidence(facts, subject);
  const problem = cost.problems.find((each) => isBreach(each, subject));
  if (problem)
    return failed({
      check,
      subject,
      variant: variants[problem.code]!,
      values: { place: problem.domain, term: problem.term },
      evidence: [
        ...evidence,
        ...(problem.domain === subject ? [] : spfRecordEvidence(facts, problem.domain)),
      ],
    });
  if (cost.status === 'asking') return untested({ check, subject });
  const gaps = spfGaps(facts, cost);
  return gaps.length > 0
    ? cantTell({ check, subject, evidence: gaps.slice(0, 4).map(pointAtTrouble) })
    : passed({ check, subject, evidence });
}

export const brokenSpf = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const { subject, isIrrelevant, word, records } = spfPolicy(facts);
    if (isIrrelevant) return [inapplicable({ check, subject })];
    if (word.status === 'unasked' || word.status === 'unknown') return [untested({ check, subject })];
    return [records.length === 1 ? judge(facts, subject) : inapplicable({ check, subject })];
  },
});
