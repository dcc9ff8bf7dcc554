/** Rules about reaching the server: one address, its ports, and what else answers from this seat. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { RootCauseId } from '../../model/root-causes.ts';
import type { Service } from '../../model/vocabulary.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { portState, type PortState } from '../../model/view/sessions.ts';
import { anchorsWork, belongsToProvider, namesAddress, neighboursWork, otherPortsOpen, providerAddressesKnown, samePortFails, samePortWorks } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

const serviceOfCheck: Readonly<Record<string, Service>> = {
  'unreachable-web-port': 'web',
  'unreachable-smtp-port': 'mail',
  'unreachable-submission-port': 'mail',
  'unreachable-imap-port': 'mail',
  'unreachable-pop3-port': 'mail',
  'unreachable-ftp-port': 'ftp',
  'unreachable-ssh-port': 'ssh',
};
const reachChecks = Object.keys(serviceOfCheck);

/**
 * Port sets that a login guard closes together: the stock jails of fail2ban's jail.conf (dovecot; postfix and exim; postfix-sasl and
 * courier-auth; the FTP servers; sshd; the Apache jails). One open port of a set tells that the set is not banned.
 */
const jails: readonly (readonly number[])[] = [
  [110, 143, 465, 587, 993, 995],
  [25, 465, 587],
  [25, 110, 143, 465, 587, 993, 995],
  [20, 21, 989, 990],
  [22],
  [80, 443],
];

/** Guards watch logins; a whole web jail that is closed is far more often a stopped web server. */
const guardedServices: ReadonlySet<Service | undefined> = new Set(['mail', 'ftp', 'ssh']);

interface ClosedPort {
  readonly finding: Finding;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly state: PortState;
}

function closedPorts(world: RuleWorld): readonly ClosedPort[] {
  return world.open(...reachChecks).flatMap((finding): readonly ClosedPort[] => {
    const endpoint = world.behind(finding)[0]?.endpoint;
    if (endpoint?.address === undefined || endpoint.port === undefined) return [];
    const state = portState(world.facts, endpoint.address, endpoint.port);
    return [{ finding, host: endpoint.name ?? endpoint.address, address: endpoint.address, port: endpoint.port, state }];
  });
}

/** Hosts on which nothing at all answers, at none of the addresses that were tried: refusals are answers too. */
function silentHosts(world: RuleWorld): readonly (readonly [string, readonly ClosedPort[]])[] {
  const ports = closedPorts(world);
  const isSilent = ({ address, state }: ClosedPort): boolean => state !== 'refused' && otherPortsOpen(world.facts, address, 0).length === 0;
  return groupBy(ports, (each) => each.host).filter(([, group]) => group.every(isSilent));
}

/** No jail that holds the port is closed as a whole: a guard does not close single ports of its set. */
function noJailFits(world: RuleWorld, closed: ClosedPort): readonly Evidence[] {
  const sets = jails.filter((jail) => jail.includes(closed.port));
  const openOnes = sets.map((jail) => jail.filter((port) => portState(world.facts, closed.address, port) === 'open'));
  if (sets.length === 0 || openOnes.some((open) => open.length === 0)) return [];
  const wanted = new Set(openOnes.map((open) => open[0]!));
  return otherPortsOpen(world.facts, closed.address, closed.port).length === 0 ? [] : openPortEvidence(world, closed.address, wanted);
}

const openPortEvidence = (world: RuleWorld, address: string, ports: ReadonlySet<number>): readonly Evidence[] =>
  world.facts.observations
    .filter((each) => each.endpoint.address === address && ports.has(each.endpoint.port ?? 0) && 'connectMs' in each.data && each.data.connectMs !== undefined)
    .slice(0, 2)
    .map((each) => pointAt(each, '/data/connectMs'));

/** The domain points where the provider's servers are: else an old record may lead to a foreign machine. */
function pointsToProvider(world: RuleWorld, address: string): RivalTest {
  const own = belongsToProvider(world.facts, address);
  return { faultDomain: 'customer_configuration', control: 'C9', excludedBy: own, id: 'record_points_elsewhere' };
}

/** R5: this machine refuses the connection itself, before a packet leaves it. */
const ownFirewall = defineRule({
  id: 'R5',
  rootCause: 'local.firewall',
  match(world) {
    const ports = closedPorts(world).filter((each) => each.state === 'blocked_locally');
    if (ports.length === 0) return [];
    const findings = ports.map((each) => each.finding);
    const atOnce = findings.flatMap((finding) => world.behind(finding)).map((each) => pointAt(each, '/durationMs'));
    return [
      {
        subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))), service: null, accused: 'customer_device', basis: 'seat',
        values: { ports: [...new Set(ports.map((each) => each.port))].sort((a, b) => a - b).join(', ') },
        rivals: [{ faultDomain: 'internet_path', control: 'C0', excludedBy: atOnce.slice(0, 2), id: 'refused_further_out' }],
        evidence: evidenceOf(findings), explains: findings,
      },
    ];
  },
});

/** R41: nothing on the host answers in time although other hosts do: a ban of this address and an outage look the same from here. */
const serverUnreachable = defineRule({
  id: 'R41',
  rootCause: 'server.unreachable_here',
  match: (world) =>
    groupBy(silentHosts(world), ([, ports]) => addressList(ports)).map(([addresses, hosts]): Match => {
      const ports = hosts.flatMap(([, each]) => each);
      const first = ports.find((each) => familyOf(each.address) === 4) ?? ports[0]!;
      const isForeign = providerAddressesKnown(world.facts) && ports.every((each) => belongsToProvider(world.facts, each.address).length === 0);
      const sameServer = world.open('failed-tls-handshake', 'dead-ipv6-address').filter((finding) => world.behind(finding).some((each) => ports.some((port) => port.address === each.endpoint.address)));
      return {
        subject: `${hosts.map(([host]) => host).join(', ')} (${addresses})`, service: null, accused: 'undetermined', basis: 'one_vantage', variant: isForeign ? 'foreign_address' : 'ban_or_outage',
        values: { address: addresses, host: hosts.map(([host]) => host).join(', ') },
        rivals: [
          { faultDomain: 'customer_network', control: 'C1', excludedBy: anchorsWork(world.facts, familyOf(first.address)), id: 'own_connection' },
          { faultDomain: 'internet_path', control: 'C4', excludedBy: neighboursWork(world.facts, first.address), id: 'path_to_provider' },
          pointsToProvider(world, first.address),
          { faultDomain: 'hosting_provider', control: 'C5', excludedBy: [], id: 'ban_or_outage' },
        ],
        evidence: evidenceOf(ports.map((each) => each.finding)), explains: [...new Set([...ports.map((each) => each.finding), ...sameServer])],
      };
    }),
});

const addressList = (ports: readonly ClosedPort[]): string => [...new Set(ports.map((each) => each.address))].sort().join(', ');

/** A refusal is an answer: the machine at that address is up. */
const machineAnswers = (world: RuleWorld, closed: ClosedPort): readonly Evidence[] => {
  const others = otherPortsOpen(world.facts, closed.address, closed.port);
  return others.length > 0 || closed.state !== 'refused' ? others : closed.finding.evidence.slice(0, 2);
};

function stoppedRivals(world: RuleWorld, closed: ClosedPort): readonly RivalTest[] {
  const { address, port } = closed;
  const family = familyOf(address);
  return [
    { faultDomain: 'access_provider', control: 'C2', excludedBy: samePortWorks(world.facts, port, family), id: 'port_blocked_on_the_way' },
    { faultDomain: 'internet_path', control: 'C3', excludedBy: machineAnswers(world, closed), id: 'server_down' },
    { faultDomain: 'customer_device', control: 'C5', excludedBy: noJailFits(world, closed), id: 'login_guard' },
    pointsToProvider(world, address),
  ];
}

/** One problem for all closed ports of one service on one server, when the same control speaks for each of them. */
const serviceMatch = (world: RuleWorld, rootCause: RootCauseId, ports: readonly ClosedPort[]): Match => {
  const first = [...ports].sort((a, b) => noJailFits(world, a).length - noJailFits(world, b).length || familyOf(a.address) - familyOf(b.address))[0]!;
  const findings = ports.map((each) => each.finding);
  const numbers = [...new Set(ports.map((each) => each.port))].sort((a, b) => a - b).join(', ');
  return {
    rootCause, subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))), service: serviceOfCheck[first.finding.check] ?? null, accused: 'hosting_provider', basis: 'one_vantage',
    values: { host: [...new Set(ports.map((each) => each.host))].join(', '), address: addressList(ports), ports: numbers },
    rivals: stoppedRivals(world, first), evidence: [...evidenceOf(findings), ...namesAddress(world.facts, first.host, first.address)], explains: findings,
    isOpenQuestion: rootCause === 'service.unreachable_here' || guardedServices.has(serviceOfCheck[first.finding.check]),
  };
};

/** Names that lead to the same addresses are one server. Ports that a guard may have closed stand apart from those that it cannot have. */
function byServer(world: RuleWorld, ports: readonly ClosedPort[]): readonly (readonly ClosedPort[])[] {
  const addressesOfHost = (host: string): string => addressList(ports.filter((each) => each.host === host));
  const keyOf = (each: ClosedPort): string => `${serviceOfCheck[each.finding.check]} ${addressesOfHost(each.host)} ${noJailFits(world, each).length > 0}`;
  return groupBy(ports, keyOf).map(([, group]) => group);
}

/** R93: the server itself refuses the port while its other ports answer: nothing listens there. */
const serviceStopped = defineRule({
  id: 'R93',
  rootCause: 'service.stopped',
  match: (world) => byServer(world, closedPorts(world).filter((each) => each.state === 'refused')).map((ports) => serviceMatch(world, 'service.stopped', ports)),
});

/** R42, R46: only this port stays silent, others of the server answer. A filter at either end does that; the same port elsewhere tells which end. */
const serviceSilent = defineRule({
  id: 'R42',
  rootCause: 'service.unreachable_here',
  match: (world) =>
    byServer(world, closedPorts(world)).map((ports) => {
      const match = serviceMatch(world, 'service.unreachable_here', ports);
      const family = familyOf(ports[0]!.address);
      const blocked = ports.flatMap((each) => samePortFails(world.facts, each.port, family));
      if (blocked.length === 0) return match;
      return {
        ...match, accused: 'customer_network' as const, variant: 'blocked_here', isOpenQuestion: true,
        rivals: [
          { faultDomain: 'hosting_provider' as const, control: 'C2' as const, excludedBy: blocked, id: 'only_this_server' },
          { faultDomain: 'access_provider' as const, control: 'C5' as const, excludedBy: [], id: 'filter_here_or_further' },
        ],
      };
    }),
});

export const reachRules: readonly Rule[] = [ownFirewall, serverUnreachable, serviceStopped, serviceSilent];
