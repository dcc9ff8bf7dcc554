/** R36: the SPF policy cannot be evaluated, whoever sends: receivers treat it as an error (permerror, RFC 7208 section 2.6.7). */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import type { SpfProblem, SpfProblemCode } from '../../model/view/spf/context.ts';
import { spfCost, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { failed } from '../check.ts';
import { passedUnlessGaps, spfPolicyCheck } from './each-spf-policy.ts';

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
  return passedUnlessGaps(facts, { check, subject, evidence }, cost);
}

export const brokenSpf = spfPolicyCheck({ id: check, evaluate: judge });
