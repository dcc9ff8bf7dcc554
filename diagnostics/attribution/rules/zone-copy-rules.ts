/** R26: the zone that counts leads to trouble, and the provider's own copy of it says something else. */
import type { Finding } from '../../model/finding.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { copyDifferences, type CopyDifference } from '../../model/view/zone-copy.ts';
import { defineRule, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, type RuleWorld } from '../rule-world.ts';
import { delegationEvidence } from './zone-operator.ts';

/** What a record that only the copy holds would have prevented. */
const missedByType: Readonly<Record<string, readonly string[]>> = {
  A: ['missing-address-record'],
  MX: ['missing-mx', 'mx-without-address'],
  TXT: ['missing-spf', 'duplicate-spf', 'provider-outside-spf', 'missing-dkim-key'],
};

function isTouched(world: RuleWorld, finding: Finding, difference: CopyDifference): boolean {
  const { name, type, live, copy } = difference;
  if ((missedByType[type] ?? []).includes(finding.check)) return type !== 'A' || finding.subject === name;
  const isAddress = type === 'A' || type === 'AAAA';
  const gone = live.filter((address) => !copy.includes(address));
  return (
    isAddress &&
    finding.level === 'error' &&
    world.behind(finding).every((each) => each.endpoint.name === name) &&
    addressesBehind(world, finding).some((address) => gone.includes(address))
  );
}

const zoneInTwoPlaces = defineRule({
  id: 'R26',
  rootCause: 'dns.operated_elsewhere',
  match(world) {
    const differences = copyDifferences(world.facts);
    return world.open('differing-zone-copy').flatMap((finding) => {
      const touched = world
        .open()
        .filter((each) => each !== finding && differences.some((one) => isTouched(world, each, one)));
      if (touched.length === 0) return [];
      const { nameServers = [] } = delegationOf(world.facts).cut ?? {};
      return [
        {
          subject: finding.subject,
          service: 'dns' as const,
          accused: 'customer_configuration' as const,
          basis: 'own_words' as const,
          variant: 'differs',
          values: {
            servers: nameServers.join(', '),
            records: String(finding.message.values['records']),
            own: String(finding.message.values['servers']),
          },
          rivals: [
            {
              faultDomain: 'hosting_provider' as const,
              control: 'C9' as const,
              excludedBy: delegationEvidence(world),
              id: 'who_runs_the_name_servers',
            },
            {
              faultDomain: 'undetermined' as const,
              control: 'C9' as const,
              excludedBy: [],
              id: 'copy_left_behind',
            },
          ],
          evidence: [...finding.evidence, ...evidenceOf(touched)].slice(0, 8),
          explains: [finding, ...touched, ...world.open('foreign-name-servers')],
        },
      ];
    });
  },
});

export const zoneCopyRules: readonly Rule[] = [zoneInTwoPlaces];
