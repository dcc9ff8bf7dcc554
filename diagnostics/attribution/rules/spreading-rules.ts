/** R17: the zone was changed and resolvers rightly still give the old answer. Nobody is at fault; it passes at a known time. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { Observation } from '../../model/observation.ts';
import { canonicalAddress } from '../../model/view/addresses.ts';
import { addressAnswers, sourceOf } from '../../model/view/host-addresses.ts';
import { pointAt, pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { spreadingOf, type Remembered, type Spreading } from '../../model/view/spreading.ts';
import { answerEvidence } from '../controls.ts';
import { defineRule, type Rule } from '../rule.ts';
import { addressesBehind, groupBy, type RuleWorld } from '../rule-world.ts';

const rememberedEvidence = ({ observation }: Remembered): readonly Evidence[] => {
  const [first] = observation.data.response?.answers ?? [];
  return first ? pointAtRecords(observation, 'answers', [first], 'ttl') : [pointAtDenial(observation)];
};

const oldAddresses = ({ remembered }: Spreading): readonly string[] => [
  ...new Set(
    remembered
      .flatMap((each) => each.observation.data.response?.answers ?? [])
      .filter((each) => each.type === 'A' || each.type === 'AAAA')
      .map((each) => canonicalAddress(each.value)),
  ),
];

/** What fails at an address that only the old answer gives, and the difference between the two servers itself. */
function consequencesOf(
  world: RuleWorld,
  old: readonly string[],
  hosts: readonly string[],
): readonly Finding[] {
  const compares = (each: Finding): boolean =>
    each.check.startsWith('differing-') && hosts.some((host) => each.subject.startsWith(host));
  return world
    .open()
    .filter(
      (each) => addressesBehind(world, each).some((address) => old.includes(address)) || compares(each),
    );
}

type Kind = Spreading['kind'];
const kindVariants: Readonly<Record<Kind, string>> = {
  records: 'spreading',
  negative: 'spreading_new',
  delegation: 'spreading_servers',
};
/** The same words for a change whose end no resolver tells. */
const openVariant = 'spreading_open';

const untilText = (until: number): string => new Date(until).toISOString();

/** Authoritative answers of the host that carry the new state. */
const zoneSays = (world: RuleWorld, host: string): readonly Evidence[] =>
  (['A', 'AAAA'] as const)
    .flatMap((type) => addressAnswers(world.facts, 'authoritative', host, type))
    .filter((each) => each.addresses.length > 0)
    .slice(0, 3)
    .flatMap(answerEvidence);

const isPublic = (each: Remembered): boolean => sourceOf(each.observation) === 'public_resolver';

function spreadingMatch(world: RuleWorld, findings: readonly Finding[], spreading: Spreading) {
  const hosts = findings.map((each) => each.subject);
  const old = oldAddresses(spreading).filter((address) => !spreading.truth.includes(address));
  const others: readonly Observation[] = spreading.remembered
    .filter(isPublic)
    .map((each) => each.observation);
  return {
    subject: hosts.join(', '),
    service: 'dns' as const,
    accused: 'undetermined' as const,
    basis: 'one_vantage' as const,
    variant: spreading.until === undefined ? openVariant : kindVariants[spreading.kind],
    values: {
      seen: old.join(', '),
      truth: spreading.truth.join(', '),
      ...(spreading.until === undefined ? {} : { until: untilText(spreading.until) }),
    },
    rivals: [
      {
        faultDomain: 'dns_operator' as const,
        control: 'C6' as const,
        excludedBy: hosts.flatMap((host) => zoneSays(world, host)).slice(0, 3),
        id: 'zone_servers_differ',
      },
      {
        faultDomain: 'access_provider' as const,
        control: 'C6' as const,
        excludedBy: others.slice(0, 2).map((each) => pointAt(each, '/data/response/rcode')),
        id: 'resolver_alone',
      },
    ],
    evidence: spreading.remembered.flatMap(rememberedEvidence).slice(0, 8),
    explains: [...findings, ...consequencesOf(world, old, hosts).filter((each) => !findings.includes(each))],
  };
}

const changeSpreading = defineRule({
  id: 'R17',
  rootCause: 'dns.resolver_stale',
  match(world) {
    const known = world.open('stale-resolver-answer').flatMap((finding) => {
      const spreading = spreadingOf(world.facts, finding.subject);
      return spreading ? [{ finding, spreading }] : [];
    });
    const groups = groupBy(
      known,
      ({ spreading }) => `${spreading.kind} ${oldAddresses(spreading).join(' ')}`,
    );
    return groups.map(([, members]) => {
      const last = [...members].sort((a, b) => (b.spreading.until ?? 0) - (a.spreading.until ?? 0))[0]!;
      return spreadingMatch(
        world,
        members.map((each) => each.finding),
        last.spreading,
      );
    });
  },
});

export const spreadingRules: readonly Rule[] = [changeSpreading];
