/** The frame of the checks that evaluate the domain's one SPF record: without exactly one, there is nothing to evaluate. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { spfPolicy } from '../../model/view/mail-policies.ts';
import { pointAtTrouble } from '../../model/view/pointing.ts';
import type { SpfEvaluation } from '../../model/view/spf/evaluate.ts';
import { spfGaps } from '../../model/view/spf/policy.ts';
import { cantTell, defineCheck, inapplicable, passed, untested, type Check, type Said } from '../check.ts';

const SHOWN_AT_MOST = 4;

interface SpfCheckOptions {
  readonly id: string;
  readonly evaluate: (facts: Facts, subject: string) => Assertion;
}

export const spfPolicyCheck = ({ id, evaluate }: SpfCheckOptions): Check =>
  defineCheck({
    id,
    area: 'mail',
    needs: ['dns'],
    evaluate(facts) {
      const { subject, isIrrelevant, word, records } = spfPolicy(facts);
      const said = { check: id, subject };
      if (isIrrelevant) return [inapplicable(said)];
      if (word.status === 'unasked' || word.status === 'unknown') return [untested(said)];
      return [records.length === 1 ? evaluate(facts, subject) : inapplicable(said)];
    },
  });

/** Lookups failed on the way, so that the whole is not known. */
export const cantTellForGaps = (facts: Facts, said: Said, evaluations: readonly SpfEvaluation[]): Assertion =>
  cantTell({
    ...said,
    evidence: evaluations
      .flatMap((each) => spfGaps(facts, each))
      .slice(0, SHOWN_AT_MOST)
      .map(pointAtTrouble),
  });

/** Nothing wrong was seen: that is a pass only when the whole policy was read. */
export function passedUnlessGaps(facts: Facts, said: Said, evaluation: SpfEvaluation): Assertion {
  if (evaluation.status === 'asking') return untested({ check: said.check, subject: said.subject });
  return spfGaps(facts, evaluation).length > 0 ? cantTellForGaps(facts, said, [evaluation]) : passed(said);
}
