/** R36: evaluating the SPF policy takes more lookups than receivers make (RFC 7208 section 4.6.4): ten terms, two that lead nowhere. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { spfPolicy } from '../../model/view/mail-policies.ts';
import { pointAtTrouble } from '../../model/view/pointing.ts';
import { SPF_LOOKUPS_AT_MOST, SPF_VOIDS_AT_MOST } from '../../model/view/spf/context.ts';
import { spfCost, spfGaps, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

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
  if (cost.status === 'asking') return untested(said);
  const gaps = spfGaps(facts, cost);
  return gaps.length > 0
    ? cantTell({ ...said, evidence: gaps.slice(0, 4).map(pointAtTrouble) })
    : passed(said);
}

export const excessiveSpfLookups = defineCheck({
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
