/** Rules about packets of full size that vanish: small exchanges work, the first large one stalls. */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import type { ConnectionObservation } from '../../model/observation.ts';
import type { AddressFamily } from '../../model/schema-kit.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { isLargeExchange, isStalled, smallExchange, stalledTries } from '../../model/view/flights.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connectionTries, isConnection } from '../../model/view/sessions.ts';
import { vantageOf } from '../../model/view/vantage.ts';
import { belongsToProvider, failure, serverIsElsewhere } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

/** Dialogues that have nothing to do with each other, so that a filter for one of them is no explanation. */
const PORTS_AT_LEAST = 2;

const stalledBehind = (world: RuleWorld, finding: Finding): readonly ConnectionObservation[] =>
  world.behind(finding).filter(isConnection).filter(isStalled);

const isOver =
  (family: AddressFamily) =>
  (each: ConnectionObservation): boolean =>
    familyOf(each.endpoint.address ?? '') === family;

const small = (each: ConnectionObservation): readonly Evidence[] => {
  const place = smallExchange(each);
  return place === undefined ? [] : [pointAt(each, place)];
};
const large = (each: ConnectionObservation): Evidence =>
  pointAt(each, '/data/tls/protocolVersion', '/data/connectMs');

const stallingPorts = (world: RuleWorld, addresses: ReadonlySet<string | undefined>): readonly number[] => [
  ...new Set(
    stalledTries(world.facts)
      .filter((each) => addresses.has(each.endpoint.address))
      .flatMap((each) => each.endpoint.port ?? []),
  ),
];

/** What neutral hosts of the family do with a large flight (control C8). */
function neutralFlights(world: RuleWorld, family: AddressFamily) {
  const tries = connectionTries(world.facts)
    .filter((each) => each.control === 'C8')
    .filter(isOver(family));
  const fine = tries.filter(isLargeExchange);
  const stalled = tries.filter(isStalled);
  const operators = new Set(stalled.map((each) => each.endpoint.operator));
  return {
    fine: fine.slice(0, 2).map(large),
    stalled: fine.length === 0 && operators.size >= 2 ? stalled.slice(0, 3).map(failure) : [],
  };
}

type MtuVerdict = Pick<Match, 'accused' | 'variant' | 'isOpenQuestion' | 'rivals'>;

/** Unrelated hosts stall alike: the packets are lost near this seat. */
function lostNearHere(
  world: RuleWorld,
  tries: readonly ConnectionObservation[],
  stalled: readonly Evidence[],
): MtuVerdict {
  const isTunnelled = vantageOf(world.facts).stamps.includes('tunnel');
  const beyondHttps = tries.filter((each) => each.endpoint.port !== 443).slice(0, 2);
  return {
    accused: isTunnelled ? 'customer_device' : 'customer_network',
    variant: isTunnelled ? 'in_tunnel' : 'near_here',
    isOpenQuestion: !isTunnelled,
    rivals: [
      { faultDomain: 'hosting_provider', control: 'C8', excludedBy: stalled, id: 'only_this_server_stalls' },
      {
        faultDomain: 'customer_network',
        control: 'C3',
        excludedBy: beyondHttps.map(failure),
        id: 'secure_web_filtered',
      },
      { faultDomain: 'access_provider', control: 'C5', excludedBy: [], id: 'small_packets_where' },
    ],
  };
}

/** Large flights of other servers of the provider, to other addresses than these. */
const neighbourFlights = (
  world: RuleWorld,
  family: AddressFamily,
  stalled: ReadonlySet<string | undefined>,
): readonly Evidence[] =>
  connectionTries(world.facts)
    .filter(isOver(family))
    .filter(
      (each) =>
        isLargeExchange(each) &&
        !stalled.has(each.endpoint.address) &&
        (each.control === 'C4' || belongsToProvider(world.facts, each.endpoint.address ?? '').length > 0),
    )
    .slice(0, 2)
    .map(large);

/** Neutral hosts manage it and only this server stalls, on ports that have nothing to do with each other. */
function lostAtServer(
  world: RuleWorld,
  family: AddressFamily,
  tries: readonly ConnectionObservation[],
  fine: readonly Evidence[],
): MtuVerdict {
  const addresses = new Set(tries.map((each) => each.endpoint.address));
  const rivals: readonly RivalTest[] = [
    { faultDomain: 'customer_network', control: 'C8', excludedBy: fine, id: 'own_line_loses_large' },
    {
      faultDomain: 'internet_path',
      control: 'C4',
      excludedBy: neighbourFlights(world, family, addresses),
      id: 'path_loses_large',
    },
    ...serverIsElsewhere(world.facts, tries[0]?.endpoint.address ?? ''),
  ];
  return {
    accused: 'hosting_provider',
    variant: 'at_server',
    isOpenQuestion: true,
    rivals,
  };
}

function matchFor(world: RuleWorld, family: AddressFamily, findings: readonly Finding[]): readonly Match[] {
  const tries = findings.flatMap((finding) => stalledBehind(world, finding));
  const addresses = new Set(tries.map((each) => each.endpoint.address));
  const { fine, stalled } = neutralFlights(world, family);
  const smallOnes = connectionTries(world.facts)
    .filter(isOver(family))
    .filter((each) => small(each).length > 0);
  const smallHere = smallOnes.filter((each) => addresses.has(each.endpoint.address));
  const isNear = stalled.length > 0 && smallOnes.length > 0;
  const managed = connectionTries(world.facts)
    .filter(isOver(family))
    .some((each) => addresses.has(each.endpoint.address) && isLargeExchange(each));
  const isServer =
    fine.length > 0 &&
    smallHere.length > 0 &&
    !managed && // a daemon that hangs beside others that do not is no matter of packets
    stallingPorts(world, addresses).length >= PORTS_AT_LEAST;
  if (!isNear && !isServer) return [];
  const shown = (isNear ? smallOnes : smallHere).slice(0, 2).flatMap(small);
  const hosts = [...new Set(tries.map((each) => each.endpoint.name ?? each.endpoint.address ?? ''))].sort();
  return [
    {
      subject: endpointsInShort(tries),
      service: null,
      basis: 'one_vantage',
      values: { host: hosts.join(', '), address: [...addresses].join(', ') },
      evidence: [...shown, ...evidenceOf(findings).slice(0, 8)],
      explains: findings,
      ...(isNear ? lostNearHere(world, tries, stalled) : lostAtServer(world, family, tries, fine)),
    },
  ];
}

const familyBehind = (world: RuleWorld, finding: Finding): AddressFamily =>
  familyOf(stalledBehind(world, finding)[0]?.endpoint.address ?? '');

/** R50: connections stand and short answers come, and the first answer of full size never does. */
const mtuBlackHole = defineRule({
  id: 'R50',
  rootCause: 'network.mtu',
  match(world) {
    const findings = world
      .open('failed-tls-handshake')
      .filter((finding) => stalledBehind(world, finding).length > 0);
    // over one family only is usual with tunnels; where both stall alike it is told once
    const byFamily = groupBy(findings, (finding) => String(familyBehind(world, finding)));
    const matches = byFamily.flatMap(([family, group]) =>
      matchFor(world, family === '6' ? 6 : 4, group).map((match) => ({ match, group })),
    );
    return groupBy(matches, ({ match }) => match.variant ?? '').map(([, alike]) => {
      const all = alike.flatMap(({ group }) => group);
      const first = alike[0]!.match;
      return {
        ...first,
        subject: endpointsInShort(all.flatMap((finding) => stalledBehind(world, finding))),
        explains: all,
      };
    });
  },
});

export const mtuRules: readonly Rule[] = [mtuBlackHole];
