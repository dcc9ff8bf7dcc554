/** R3: the hosts file of this machine gives an address of its own. It may stand there on purpose, during a migration. */
import type { Assertion } from '../../model/finding.ts';
import { canonicalAddress } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { environmentOf } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'hosts-file-override';
type Environment = NonNullable<ReturnType<typeof environmentOf>>;

function judge(facts: Facts, environment: Environment, subject: string): Assertion {
  const entries = environment.data.hostsEntries.filter((each) => each.name === subject);
  const truth = trueAddresses(facts, subject);
  const odd = entries.find((each) => !truth.includes(canonicalAddress(each.address)));
  const shown = odd ?? entries[0]!;
  const index = environment.data.hostsEntries.indexOf(shown);
  const evidence = [pointAt(environment, `/data/hostsEntries/${index}/address`)];
  const values = { address: shown.address, file: shown.file, truth: truth.join(', ') };
  if (!odd) return passed({ check, subject, variant: 'same', values, evidence });
  if (truth.length > 0) return failed({ check, subject, values, evidence });
  const isDenied = addressWord(facts, subject).status === 'none';
  return isDenied
    ? failed({ check, subject, variant: 'unpublished', values, evidence })
    : cantTell({ check, subject, values, evidence });
}

export const hostsFileOverride = defineCheck({
  id: check,
  area: 'local',
  needs: ['environment'],
  evaluate(facts) {
    const subject = facts.request.target.domain;
    const environment = environmentOf(facts);
    if (!environment || environment.failure) return [untested({ check, subject })];
    const names = [...new Set(environment.data.hostsEntries.map((each) => each.name))];
    return names.length > 0
      ? names.map((name) => judge(facts, environment, name))
      : [inapplicable({ check, subject, evidence: [pointAt(environment, '/data/hostsEntries')] })];
  },
});
