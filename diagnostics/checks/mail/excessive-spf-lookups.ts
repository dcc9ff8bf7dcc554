/** R36: evaluating the SPF policy takes more lookups than receivers make (RFC 7208 section 4.6.4): ten terms, two that lead nowhere. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { SPF_LOOKUPS_AT_MOST, SPF_VOIDS_AT_MOST } from '../../model/view/spf/context.ts';
import { spfCost, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { failed } from '../check.ts';
import { passedUnlessGaps, spfPolicyCheck } from './each-spf-policy.ts';

const check = 'excessive-spf-lookups';

const COSTLY_TERMS_SHOWN = 3;

function judge(facts: Facts, subject: string): Assertion {
  const cost = spfCost(facts);
  const costly = cost.terms
    .filter((each) => each.depth === 0 && each.lookups > 0)
    .toSorted((a, b) => b.lookups - a.lookups)
    .slice(0, COSTLY_TERMS_SHOWN)
    .map((each) => `${each.text} (${each.lookups})`);
  const said = {
    check,
    subject,
    values: {
      lookups: cost.lookups,
      limit: SPF_LOOKUPS_AT_MOST,
      voids: cost.voidLookups,
      voidLimit: SPF_VOIDS_AT_MOST,
      costly: costly.join(', '),
    },
    evidence: spfRecordEvidence(facts, subject),
  };
  if (cost.lookups > SPF_LOOKUPS_AT_MOST) return failed(said);
  if (cost.voidLookups > SPF_VOIDS_AT_MOST) return failed({ ...said, variant: 'void' });
  return passedUnlessGaps(facts, said, cost);
}

export const excessiveSpfLookups = spfPolicyCheck({ id: check, evaluate: judge });
