/** Rules about what fails here, once another place has shown what it sees (C5). Without that, `reach-rules.ts` speaks and names nobody. */
import type { Evidence, Message } from '../../model/message.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { isStatement, stated } from '../../model/view/statements.ts';
import { isTunnelled } from '../../model/view/vantage.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { anchorsWork, neighboursWork } from '../controls.ts';
import { seenFromElsewhere, worksAtOtherSeats, type Elsewhere } from '../elsewhere.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import {
  addressList,
  byServer,
  closedPorts,
  guardedServices,
  noJailFits,
  pointsToProvider,
  serviceOfCheck,
  silentHosts,
  wayIsOpen,
  type ClosedPort,
} from './closed-ports.ts';

/** A silent server with what other places see of it. */
interface SeenServer {
  readonly ports: readonly ClosedPort[];
  readonly hosts: string;
  readonly first: ClosedPort;
  readonly elsewhere: Elsewhere;
}

/** The desk looked into the firewall, or the provider wrote back. */
const saysBlocked = (world: RuleWorld): readonly Evidence[] => stated(world.facts, 'address_blocked', 'yes');
const saysNotBlocked = (world: RuleWorld): readonly Evidence[] =>
  stated(world.facts, 'address_blocked', 'no');

/** Silent servers of the provider (or of an unknown one) that another place, or the desk, has spoken of. */
const seenServers = (world: RuleWorld): readonly SeenServer[] =>
  groupBy(silentHosts(world), ([, ports]) => addressList(ports)).flatMap(([, hosts]) => {
    const ports = hosts.flatMap(([, each]) => each).filter((each) => each.state !== 'blocked_locally');
    const first = ports.find((each) => familyOf(each.address) === 4) ?? ports[0];
    if (!first || ports.every((each) => isElsewhere(world.facts, each.address))) return [];
    const elsewhere = seenFromElsewhere(world, ports);
    // the exit of a tunnel is shared: that it is shut out says nothing of this address (R10)
    if (isTunnelled(world.facts) && elsewhere.fails.length === 0) return [];
    if (elsewhere.works.length + elsewhere.fails.length + saysBlocked(world).length === 0) return [];
    return [{ ports, hosts: hosts.map(([host]) => host).join(', '), first, elsewhere }];
  });

/** Who looked decides the wording: the person's word is not called a measurement. */
const toldOf = ({ works, fails }: Elsewhere): Message['values'] => ({
  told: [...works, ...fails].every(isStatement),
});

const ownConnection = (world: RuleWorld, { first }: SeenServer): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C1',
  excludedBy: anchorsWork(world.facts, familyOf(first.address)),
  id: 'own_connection',
});

const pathToProvider = (world: RuleWorld, { first }: SeenServer): RivalTest => ({
  faultDomain: 'internet_path',
  control: 'C4',
  excludedBy: neighboursWork(world.facts, first.address),
  id: 'path_to_provider',
});

/** A phone may have been led to another machine by another address; a measurement goes to this one. */
const sameAddressMeant = (world: RuleWorld, elsewhere: Elsewhere, address: string): readonly RivalTest[] =>
  elsewhere.works.every(isStatement) ? [pointsToProvider(world, address)] : [];

const serverMatch = (
  world: RuleWorld,
  server: SeenServer,
): Pick<Match, 'subject' | 'service' | 'basis' | 'values' | 'evidence' | 'explains'> => {
  const { ports, hosts, elsewhere } = server;
  const sameServer = world
    .open('failed-tls-handshake', 'dead-ipv6-address')
    .filter((finding) =>
      world.behind(finding).some((each) => ports.some((port) => port.address === each.endpoint.address)),
    );
  return {
    subject: `${hosts} (${addressList(ports)})`,
    service: null,
    basis: 'one_vantage',
    values: { address: addressList(ports), host: hosts, ...toldOf(elsewhere) },
    evidence: [
      ...evidenceOf(ports.map((each) => each.finding)).slice(0, 8),
      ...elsewhere.works,
      ...elsewhere.fails,
      ...saysBlocked(world),
    ],
    explains: [...new Set([...ports.map((each) => each.finding), ...sameServer])],
  };
};

/** A router said that there is no way; the words of a firewall (“prohibited”) are no such thing. */
const saysNoRoute = (world: RuleWorld, { ports }: SeenServer): boolean => {
  const codes = ports.flatMap((each) => world.behind(each.finding)).map((each) => each.failure?.code);
  return (
    codes.some((code) => code === 'host_unreachable' || code === 'network_unreachable') &&
    !codes.includes('permission_denied')
  );
};

/**
 * R51: the server fails from here, with its neighbours or with a router's word that there is no way, while other providers and other places
 * do not: the way between here and that network is broken, or that network shuts this address out. Which of both only the provider can see.
 */
const pathBroken = defineRule({
  id: 'R51',
  rootCause: 'network.path_broken',
  match: (world) =>
    seenServers(world)
      .filter(
        (server) =>
          server.elsewhere.works.length > 0 &&
          saysBlocked(world).length === 0 &&
          (saysNotBlocked(world).length > 0 ||
            saysNoRoute(world, server) ||
            neighboursWork(world.facts, server.first.address).length === 0),
      )
      .map((server): Match => {
        const { elsewhere, first } = server;
        return {
          ...serverMatch(world, server),
          accused: 'internet_path',
          isOpenQuestion: true,
          rivals: [
            ownConnection(world, server),
            {
              faultDomain: 'hosting_provider',
              control: 'C5',
              excludedBy: elsewhere.works,
              id: 'down_for_everyone',
            },
            {
              faultDomain: 'hosting_provider',
              control: 'C9',
              excludedBy: saysNotBlocked(world),
              id: 'network_wide_block',
            },
            ...sameAddressMeant(world, elsewhere, first.address),
          ],
          questions: ['address_blocked'],
        };
      }),
});

/** One silent port may be filtered anywhere; a whole server that another seat measured to answer, on several ports, shuts this one out. */
const isShutOut = (world: RuleWorld, { ports }: SeenServer): boolean =>
  worksAtOtherSeats(world, ports) && new Set(ports.map(({ port }) => port)).size > 1;

/** R41, decided: the server answers others and its neighbours answer here, so it shuts this address out. */
const clientBlocked = defineRule({
  id: 'R41',
  rootCause: 'server.client_blocked',
  match: (world) =>
    seenServers(world)
      .filter(({ elsewhere }) => elsewhere.fails.length === 0)
      .map((server): Match => {
        const { elsewhere, first } = server;
        const isKnown = saysBlocked(world).length > 0;
        return {
          ...serverMatch(world, server),
          ...(isShutOut(world, server) ? { basis: 'two_vantages' as const } : {}),
          accused: 'hosting_provider',
          rivals: [
            ownConnection(world, server),
            ...(isKnown ? [] : [pathToProvider(world, server)]),
            {
              faultDomain: 'hosting_provider',
              control: 'C5',
              excludedBy: [...elsewhere.works, ...saysBlocked(world)],
              id: 'down_for_everyone',
            },
            ...(isKnown ? [] : sameAddressMeant(world, elsewhere, first.address)),
            {
              faultDomain: 'access_provider',
              control: 'C9',
              excludedBy: saysBlocked(world),
              id: 'one_address_filtered',
              isDeciding: false,
            },
          ],
        };
      }),
});

/** R41, decided the other way: the server answers nobody. */
const serverDown = defineRule({
  id: 'R41',
  rootCause: 'server.down',
  match: (world) =>
    seenServers(world)
      .filter(({ elsewhere }) => elsewhere.fails.length > 0)
      .map((server): Match => {
        const { elsewhere, first } = server;
        const hasNoRoute = saysNoRoute(world, server);
        return {
          ...serverMatch(world, server),
          accused: 'hosting_provider',
          isOpenQuestion: hasNoRoute,
          rivals: [
            ownConnection(world, server),
            {
              faultDomain: 'customer_network',
              control: 'C5',
              excludedBy: elsewhere.fails,
              id: 'only_you_blocked',
            },
            pointsToProvider(world, first.address),
            // a router that says “no route” speaks for the way as much as for the server
            ...(hasNoRoute
              ? [
                  {
                    faultDomain: 'internet_path' as const,
                    control: 'C9' as const,
                    excludedBy: [],
                    id: 'route_missing',
                  },
                ]
              : []),
          ],
        };
      }),
});

/** Ports that answer others and not here, of one service on one server. */
const seenServices = (
  world: RuleWorld,
): readonly { readonly ports: readonly ClosedPort[]; readonly elsewhere: Elsewhere }[] =>
  byServer(
    world,
    closedPorts(world).filter(
      (each) => each.state !== 'blocked_locally' && !isElsewhere(world.facts, each.address),
    ),
  )
    .map((ports) => ({ ports, elsewhere: seenFromElsewhere(world, ports) }))
    .filter(({ elsewhere }) => elsewhere.works.length > 0);

/**
 * R42, decided: other places get through to a service that fails here, while other ports of the server answer. Where the ports are those
 * that a login guard closes together, it is the guard; else a filter at either end may be it.
 */
const serviceBlocked = defineRule({
  id: 'R42',
  rootCause: 'service.client_blocked',
  match: (world) =>
    seenServices(world).map(({ ports, elsewhere }): Match => {
      const first = ports[0]!;
      const findings = ports.map((each) => each.finding);
      const service = serviceOfCheck[first.finding.check];
      const isGuards =
        saysNotBlocked(world).length === 0 &&
        guardedServices.has(service) &&
        ports.every((each) => noJailFits(world, each).length === 0);
      return {
        subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))),
        service: service ?? null,
        ...(isGuards ? {} : { rootCause: 'service.unreachable_here', variant: 'only_here' }),
        accused: 'hosting_provider',
        isOpenQuestion: !isGuards,
        basis: 'one_vantage',
        values: {
          host: [...new Set(ports.map((each) => each.host))].join(', '),
          address: addressList(ports),
          ports: [...new Set(ports.map((each) => each.port))].sort((a, b) => a - b).join(', '),
          ...toldOf(elsewhere),
        },
        rivals: [
          ...wayIsOpen(world, first),
          {
            faultDomain: 'hosting_provider',
            control: 'C5',
            excludedBy: elsewhere.works,
            id: 'down_for_everyone',
          },
          ...sameAddressMeant(world, elsewhere, first.address),
          {
            faultDomain: 'access_provider',
            control: 'C9',
            excludedBy: saysBlocked(world),
            id: 'one_address_filtered',
            isDeciding: !isGuards,
          },
        ],
        questions: ['address_blocked'],
        evidence: [...evidenceOf(findings).slice(0, 8), ...elsewhere.works],
        explains: findings,
      };
    }),
});

/** The order matters: what is broken on the way is no block. */
export const elsewhereRules: readonly Rule[] = [pathBroken, clientBlocked, serverDown, serviceBlocked];
