/** R4: programs on this machine get other addresses than its resolver gives: a cache, a hosts entry, a local filter. */
import type { Assertion } from '../../model/finding.ts';
import { sortedUnique } from '../../model/view/addresses.ts';
import { failsForSure, type Facts } from '../../model/view/facts.ts';
import { addressAnswers, systemAddresses, systemLookup } from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { environmentOf } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed, untested } from '../check.ts';

const check = 'differing-system-lookup';

const hasHostsEntry = (facts: Facts, name: string): boolean =>
  environmentOf(facts)?.data.hostsEntries.some((each) => each.name === name) ?? false;

function judge(facts: Facts, subject: string): Assertion {
  const lookup = systemLookup(facts, subject);
  const answers = (['A', 'AAAA'] as const).flatMap((type) =>
    addressAnswers(facts, 'system_resolver', subject, type),
  );
  if (!lookup || answers.length === 0) return untested({ check, subject });
  const [found, given] = [
    systemAddresses(facts, subject),
    sortedUnique(answers.flatMap((each) => each.addresses)),
  ];
  const isWhole = new Set(answers.map((each) => each.job.best.input.type)).size === 2;
  const { best } = lookup;
  const evidence = [
    best.failure ? failureEvidence(best) : pointAt(best, '/data/addresses'),
    ...answers.map((each) => pointAt(each.job.best, '/data/response/answers')),
  ];
  const said = { check, subject, values: { found: found.join(', '), given: given.join(', ') }, evidence };
  const isNotFound = best.failure?.code === 'name_not_found';
  if (found.some((each) => given.includes(each)) || (isNotFound && given.length === 0 && isWhole))
    return passed(said);
  // "Lookup failed" may be a time-out; one family alone decides nothing when the other was not asked.
  if (found.length === 0)
    return isNotFound && given.length > 0 && failsForSure(lookup)
      ? failed({ ...said, variant: 'missing' })
      : cantTell(said);
  if (hasHostsEntry(facts, subject)) return failed({ ...said, variant: 'hosts-file' });
  if (given.length > 0) return failed(said);
  return isWhole ? failed({ ...said, variant: 'unpublished' }) : cantTell(said);
}

export const differingSystemLookup = defineCheck({
  id: check,
  area: 'dns',
  needs: ['system-lookup', 'dns'],
  evaluate(facts) {
    const { domain, isAddress } = facts.request.target;
    return isAddress
      ? [inapplicable({ check, subject: domain })]
      : hostsToResolve(facts).map((host) => judge(facts, host));
  },
});
