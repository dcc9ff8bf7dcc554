/** R36: the domain's mail is at the provider, and the domain's SPF policy does not permit the servers that the provider sends from. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { spfPolicy } from '../../model/view/mail-policies.ts';
import { pointAtTrouble } from '../../model/view/pointing.ts';
import {
  includesProvider,
  mailHome,
  sendingAddresses,
  spfIncludesOf,
} from '../../model/view/provider-mail.ts';
import { spfFor, spfGaps, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'provider-outside-spf';

function judge(facts: Facts, subject: string): Assertion {
  const addresses = sendingAddresses(facts);
  const outcomes = addresses.map((address) => ({ address, ...spfFor(facts, address, subject) }));
  const [include = ''] = spfIncludesOf(facts);
  const evidence = spfRecordEvidence(facts, subject);
  const said = { check, subject, values: { include, address: addresses.join(', ') }, evidence };
  const unknown = outcomes.filter((each) => each.status === 'asking' || each.result === 'temperror');
  // one permitted address is enough: a customer may leave out what the provider does not send from any more
  if (outcomes.some((each) => each.status === 'done' && each.result === 'pass')) return passed(said);
  if (outcomes.length === 0 && includesProvider(facts)) return passed(said);
  if (outcomes.length === 0) return untested(said);
  if (unknown.length > 0)
    return unknown.some((each) => each.result === 'temperror')
      ? cantTell({
          ...said,
          evidence: unknown
            .flatMap((each) => spfGaps(facts, each))
            .slice(0, 4)
            .map(pointAtTrouble),
        })
      : untested(said);
  if (outcomes.some((each) => each.result === 'permerror')) return inapplicable(said);
  return outcomes.every((each) => each.result === 'fail')
    ? failed(said)
    : failed({ ...said, variant: 'soft' });
}

export const providerOutsideSpf = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const { subject, isIrrelevant, word, records } = spfPolicy(facts);
    if (isIrrelevant || spfIncludesOf(facts).length === 0) return [inapplicable({ check, subject })];
    if (word.status === 'unasked' || word.status === 'unknown') return [untested({ check, subject })];
    const home = mailHome(facts);
    if (records.length !== 1 || home === 'elsewhere' || home === 'nowhere')
      return [inapplicable({ check, subject })];
    return [home === 'provider' ? judge(facts, subject) : untested({ check, subject })];
  },
});
