/** R36: the domain's mail is at the provider, and the domain's SPF policy does not permit the servers that the provider sends from. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import {
  includesProvider,
  mailHome,
  sendingAddresses,
  spfIncludesOf,
} from '../../model/view/provider-mail.ts';
import { spfFor, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { cantTellForGaps, spfPolicyCheck } from './each-spf-policy.ts';

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
      ? cantTellForGaps(facts, said, unknown)
      : untested(said);
  if (outcomes.some((each) => each.result === 'permerror')) return inapplicable(said);
  return outcomes.every((each) => each.result === 'fail')
    ? failed(said)
    : failed({ ...said, variant: 'soft' });
}

export const providerOutsideSpf = spfPolicyCheck({
  id: check,
  evaluate(facts, subject) {
    const home = mailHome(facts);
    if (spfIncludesOf(facts).length === 0 || home === 'elsewhere' || home === 'nowhere')
      return inapplicable({ check, subject });
    return home === 'provider' ? judge(facts, subject) : untested({ check, subject });
  },
});
