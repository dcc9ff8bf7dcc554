/** Rules about reaching the server: one address, its ports, and what else answers from this seat. */
import type { Observation } from '../../model/observation.ts';
import type { RootCauseId } from '../../model/root-causes.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { failuresWithinLimits } from '../../model/view/beside.ts';
import { cameEarly, looksEarly } from '../../model/view/nearby.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { addressSharing, isShared } from '../../model/view/shared-address.ts';
import { failedTurns, failsAtTimes, refusesAtTimes } from '../../model/view/steadiness.ts';
import { isTunnelled } from '../../model/view/vantage.ts';
import { anchorsWork, failure, namesAddress, neighboursWork } from '../controls.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { questionsElsewhere, seenFromElsewhere } from '../elsewhere.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import {
  addressList,
  closedPorts,
  guardedServices,
  byServer,
  noJailFits,
  wayIsOpen,
  pointsToProvider,
  serviceOfCheck,
  silentHosts,
  type ClosedPort,
} from './closed-ports.ts';

/** R5: this machine refuses the connection itself, before a packet leaves it. */
const ownFirewall = defineRule({
  id: 'R5',
  rootCause: 'local.firewall',
  match(world) {
    const ports = closedPorts(world).filter((each) => each.state === 'blocked_locally');
    if (ports.length === 0) return [];
    const findings = ports.map((each) => each.finding);
    const atOnce = findings
      .flatMap((finding) => world.behind(finding))
      .map((each) => pointAt(each, '/durationMs'));
    return [
      {
        subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))),
        service: null,
        accused: 'customer_device',
        basis: 'seat',
        values: { ports: [...new Set(ports.map((each) => each.port))].sort((a, b) => a - b).join(', ') },
        rivals: [
          {
            faultDomain: 'internet_path',
            control: 'C0',
            excludedBy: atOnce.slice(0, 2),
            id: 'refused_further_out',
          },
        ],
        evidence: evidenceOf(findings),
        explains: findings,
      },
    ];
  },
});

/** R13: where strangers share the public address, a ban may be for what one of them did. It never decides by itself. */
const bannedForOthers = (world: RuleWorld): readonly RivalTest[] =>
  isShared(addressSharing(world.facts))
    ? [
        {
          faultDomain: 'access_provider',
          control: 'C5',
          excludedBy: [],
          id: 'shared_address_banned',
          isDeciding: false,
        },
      ]
    : [];

/** One problem for each server of which nothing answers, and what speaks against other explanations. */
const unreachableServers = (world: RuleWorld): readonly Match[] =>
  groupBy(silentHosts(world), ([, ports]) => addressList(ports)).map(([addresses, hosts]): Match => {
    const ports = hosts.flatMap(([, each]) => each);
    const first = ports.find((each) => familyOf(each.address) === 4) ?? ports[0]!;
    const isForeign = ports.every((each) => isElsewhere(world.facts, each.address));
    const sameServer = world
      .open('failed-tls-handshake', 'dead-ipv6-address')
      .filter((finding) =>
        world.behind(finding).some((each) => ports.some((port) => port.address === each.endpoint.address)),
      );
    return {
      subject: `${hosts.map(([host]) => host).join(', ')} (${addresses})`,
      service: null,
      accused: 'undetermined',
      basis: 'one_vantage',
      variant: isForeign ? 'foreign_address' : 'ban_or_outage',
      values: { address: addresses, host: hosts.map(([host]) => host).join(', ') },
      rivals: [
        {
          faultDomain: 'customer_network',
          control: 'C1',
          excludedBy: anchorsWork(world.facts, familyOf(first.address)),
          id: 'own_connection',
        },
        {
          faultDomain: 'internet_path',
          control: 'C4',
          excludedBy: neighboursWork(world.facts, first.address),
          id: 'path_to_provider',
        },
        pointsToProvider(world, first.address),
        { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'ban_or_outage' },
        ...bannedForOthers(world),
      ],
      questions: questionsElsewhere(world.facts),
      evidence: evidenceOf(ports.map((each) => each.finding)),
      explains: [...new Set([...ports.map((each) => each.finding), ...sameServer])],
    };
  });

/**
 * R10: seen through a tunnel, silence says nothing of the server: its exit address is shared, and may be banned for what others did.
 * Nobody is named; with the tunnel off the same test tells more.
 */
const unreachableThroughTunnel = defineRule({
  id: 'R10',
  rootCause: 'server.unreachable_here',
  match: (world) =>
    isTunnelled(world.facts)
      ? unreachableServers(world).map((match) => ({
          ...match,
          variant: 'through_tunnel',
          questions: ['works_without_vpn' as const],
        }))
      : [],
});

/** R41: nothing on the host answers in time although other hosts do: a ban of this address and an outage look the same from here. */
const serverUnreachable = defineRule({
  id: 'R41',
  rootCause: 'server.unreachable_here',
  match: unreachableServers,
});

/** What shows that the port fails with nothing beside it; undefined where nothing casts a doubt on that. */
function failuresOfDoubtful({ facts }: RuleWorld, closed: ClosedPort): readonly Observation[] | undefined {
  const { address, port, state } = closed;
  if (failsAtTimes(facts, address)) return failedTurns(facts, address, port);
  return state === 'refused' ? failuresWithinLimits(facts, address, port) : undefined;
}

/** C3: a server that fails at times, or refused us beside our own connections, is held to no closed port before one failed without those. */
export function tooManyAtOnce(world: RuleWorld, ports: readonly ClosedPort[]): readonly RivalTest[] {
  const byAddress = groupBy(ports, ({ address }) => address).flatMap(([, group]) => {
    const found = group.flatMap((each) => failuresOfDoubtful(world, each) ?? []);
    return group.some((each) => failuresOfDoubtful(world, each) !== undefined) ? [found] : [];
  });
  if (byAddress.length === 0) return [];
  const isSure = byAddress.every((found) => found.length > 0);
  const alone = isSure ? byAddress.flat().slice(0, 2).map(failure) : [];
  return [
    {
      faultDomain: 'customer_device',
      control: 'C3',
      excludedBy: [...alone, ...seenFromElsewhere(world, ports).fails],
      id: 'too_many_at_once',
    },
  ];
}

/** C5: a refusal that looks too early for the server, where nothing or no budget was left to time the way or to name who is near (R48). */
const boxNearby = (world: RuleWorld, ports: readonly ClosedPort[]): readonly RivalTest[] =>
  ports.some(({ state, address, port }) => state === 'refused' && looksEarly(world.facts, address, port))
    ? [
        {
          faultDomain: 'customer_network',
          control: 'C5',
          excludedBy: seenFromElsewhere(world, ports).fails,
          id: 'box_nearby_refuses',
        },
      ]
    : [];

const stoppedRivals = (world: RuleWorld, closed: ClosedPort): readonly RivalTest[] => [
  ...wayIsOpen(world, closed),
  {
    faultDomain: 'customer_device',
    control: 'C5',
    excludedBy: [...noJailFits(world, closed), ...seenFromElsewhere(world, [closed]).fails],
    id: 'login_guard',
  },
  pointsToProvider(world, closed.address),
  ...(noJailFits(world, closed).length === 0 ? bannedForOthers(world) : []),
];

/** One problem for all closed ports of one service on one server, when the same control speaks for each of them. */
const serviceMatch = (world: RuleWorld, rootCause: RootCauseId, ports: readonly ClosedPort[]): Match => {
  const first = [...ports].sort(
    (a, b) =>
      noJailFits(world, a).length - noJailFits(world, b).length || familyOf(a.address) - familyOf(b.address),
  )[0]!;
  const findings = ports.map((each) => each.finding);
  const nearby = boxNearby(world, ports);
  const rivals = [...stoppedRivals(world, first), ...tooManyAtOnce(world, ports), ...nearby];
  const numbers = [...new Set(ports.map((each) => each.port))].sort((a, b) => a - b).join(', ');
  return {
    rootCause,
    subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))),
    service: serviceOfCheck[first.finding.check] ?? null,
    accused: 'hosting_provider',
    basis: 'one_vantage',
    values: {
      host: [...new Set(ports.map((each) => each.host))].join(', '),
      address: addressList(ports),
      ports: numbers,
    },
    rivals,
    questions: rivals.some((each) => each.control === 'C5' && each.excludedBy.length === 0)
      ? questionsElsewhere(world.facts)
      : [],
    evidence: [...evidenceOf(findings), ...namesAddress(world.facts, first.host, first.address)],
    explains: findings,
    isOpenQuestion:
      rootCause === 'service.unreachable_here' ||
      nearby.some((each) => each.excludedBy.length === 0) ||
      guardedServices.has(serviceOfCheck[first.finding.check]) ||
      // what is closed on somebody else's server is nothing that the provider stopped
      ports.every((each) => isElsewhere(world.facts, each.address)),
  };
};

/** R93: the server itself refuses the port while its other ports answer: nothing listens there. It cannot refuse before it heard of the question. */
const serviceStopped = defineRule({
  id: 'R93',
  rootCause: 'service.stopped',
  match: (world) =>
    byServer(
      world,
      closedPorts(world).filter(
        ({ state, address, port }) =>
          state === 'refused' &&
          !cameEarly(world.facts, address, port) &&
          !refusesAtTimes(world.facts, address),
      ),
    ).map((ports) => serviceMatch(world, 'service.stopped', ports)),
});

/** R42: only this port stays silent, others of the server answer. A filter at either end does that; the same port elsewhere tells which end (R46). */
const serviceSilent = defineRule({
  id: 'R42',
  rootCause: 'service.unreachable_here',
  match: (world) =>
    byServer(world, closedPorts(world)).map((ports) => ({
      ...serviceMatch(world, 'service.unreachable_here', ports),
      ...(seenFromElsewhere(world, ports).fails.length > 0 ? { variant: 'everywhere' } : {}),
    })),
});

export const reachRules: readonly Rule[] = [
  ownFirewall,
  unreachableThroughTunnel,
  serverUnreachable,
  serviceStopped,
  serviceSilent,
];
