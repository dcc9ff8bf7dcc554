/** Ports that should answer and do not, with what a login guard would have closed together. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { ConnectionKind } from '../../model/observation.ts';
import type { Service } from '../../model/vocabulary.ts';
import { pointAt } from '../../model/view/pointing.ts';
import {
  connected,
  connectionTries,
  isConnection,
  portState,
  triesAt,
  type PortState,
} from '../../model/view/sessions.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { belongsToProvider, otherPortsOpen, samePortWorks } from '../controls.ts';
import { type RivalTest } from '../rule.ts';
import { groupBy, type RuleWorld } from '../rule-world.ts';

export const PANEL_CHECK = 'unreachable-panel-port';

export const serviceOfCheck: Readonly<Record<string, Service>> = {
  'unreachable-web-port': 'web',
  'unreachable-smtp-port': 'mail',
  'unreachable-submission-port': 'mail',
  'unreachable-imap-port': 'mail',
  'unreachable-pop3-port': 'mail',
  'unreachable-ftp-port': 'ftp',
  'unreachable-ssh-port': 'ssh',
  [PANEL_CHECK]: 'web',
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
export const guardedServices: ReadonlySet<Service | undefined> = new Set(['mail', 'ftp', 'ssh']);

export interface ClosedPort {
  readonly finding: Finding;
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly state: PortState;
}

const portsBehind = (world: RuleWorld, findings: readonly Finding[]): readonly ClosedPort[] =>
  findings.flatMap((finding): readonly ClosedPort[] => {
    const endpoint = world.behind(finding)[0]?.endpoint;
    if (endpoint?.address === undefined || endpoint.port === undefined) return [];
    const state = portState(world.facts, endpoint.address, endpoint.port);
    return [
      {
        finding,
        host: endpoint.name ?? endpoint.address,
        address: endpoint.address,
        port: endpoint.port,
        state,
      },
    ];
  });

export const closedPorts = (world: RuleWorld): readonly ClosedPort[] =>
  portsBehind(world, world.open(...reachChecks));

/** Ports that are closed over IPv6 alone, at addresses that answer on others. */
export const closedIpv6Ports = (world: RuleWorld): readonly ClosedPort[] =>
  portsBehind(world, world.open('closed-ipv6-port'));

const serviceOfKind: Readonly<Record<ConnectionKind, Service>> = {
  http: 'web',
  tcp: 'web',
  tls: 'web',
  smtp: 'mail',
  imap: 'mail',
  pop3: 'mail',
  ftp: 'ftp',
  ssh: 'ssh',
};

/** The service that was dialled there, whatever check tells of it. */
export function serviceAt(world: RuleWorld, { finding }: ClosedPort): Service | undefined {
  const [first] = world.behind(finding);
  return (
    serviceOfCheck[finding.check] ?? (first && isConnection(first) ? serviceOfKind[first.kind] : undefined)
  );
}

/** Some port of the address refuses, be it one that was only tried as a control. */
const refusesSomewhere = ({ facts }: RuleWorld, address: string): boolean =>
  connectionTries(facts).some(
    ({ endpoint }) =>
      endpoint.address === address && portState(facts, address, endpoint.port ?? 0) === 'refused',
  );

/** Hosts on which nothing at all answers, at none of the addresses that were tried: refusals are answers too. */
export function silentHosts(world: RuleWorld): readonly (readonly [string, readonly ClosedPort[]])[] {
  const ports = closedPorts(world);
  const isSilent = ({ address }: ClosedPort): boolean =>
    !refusesSomewhere(world, address) && otherPortsOpen(world.facts, address, 0).length === 0;
  return groupBy(ports, (each) => each.host).filter(([, group]) => group.every(isSilent));
}

/** No jail that holds the port is closed as a whole: a guard does not close single ports of its set. */
export function noJailFits(world: RuleWorld, closed: ClosedPort): readonly Evidence[] {
  const sets = jails.filter((jail) => jail.includes(closed.port));
  const openOnes = sets.map((jail) =>
    jail.filter((port) => portState(world.facts, closed.address, port) === 'open'),
  );
  if (sets.length === 0 || openOnes.some((open) => open.length === 0)) return [];
  const wanted = new Set(openOnes.map((open) => open[0]!));
  return otherPortsOpen(world.facts, closed.address, closed.port).length === 0
    ? []
    : openPortEvidence(world, closed.address, wanted);
}

const openPortEvidence = (
  world: RuleWorld,
  address: string,
  ports: ReadonlySet<number>,
): readonly Evidence[] =>
  [...ports]
    .sort((a, b) => a - b)
    .flatMap((port) => triesAt(world.facts, address, port).filter(connected).slice(0, 1))
    .slice(0, 2)
    .map((each) => pointAt(each, '/data/connectMs'));

/** The domain points where the provider's servers are: else an old record may lead to a foreign machine. */
export function pointsToProvider(world: RuleWorld, address: string): RivalTest {
  const own = belongsToProvider(world.facts, address);
  return {
    faultDomain: 'customer_configuration',
    control: 'C9',
    excludedBy: own,
    id: 'record_points_elsewhere',
  };
}

export const addressList = (ports: readonly ClosedPort[]): string =>
  [...new Set(ports.map((each) => each.address))].sort().join(', ');

/** A refusal is an answer: the machine at that address is up. */
const machineAnswers = (world: RuleWorld, closed: ClosedPort): readonly Evidence[] => {
  const others = otherPortsOpen(world.facts, closed.address, closed.port);
  return others.length > 0 || closed.state !== 'refused' ? others : closed.finding.evidence.slice(0, 2);
};

/** C2, C3: the same port works towards others, and the machine at that address answers. */
export const wayIsOpen = (world: RuleWorld, closed: ClosedPort): readonly RivalTest[] => [
  {
    faultDomain: 'access_provider',
    control: 'C2',
    excludedBy: samePortWorks(world.facts, closed.port, familyOf(closed.address)),
    id: 'port_blocked_on_the_way',
  },
  {
    faultDomain: 'internet_path',
    control: 'C3',
    excludedBy: machineAnswers(world, closed),
    id: 'server_down',
  },
];

/** Names that lead to the same addresses are one server. Ports that a guard may have closed stand apart from those that it cannot have. */
export function byServer(world: RuleWorld, ports: readonly ClosedPort[]): readonly (readonly ClosedPort[])[] {
  const addressesOfHost = (host: string): string => addressList(ports.filter((each) => each.host === host));
  const keyOf = (each: ClosedPort): string =>
    `${serviceOfCheck[each.finding.check]} ${addressesOfHost(each.host)} ${noJailFits(world, each).length > 0}`;
  return groupBy(ports, keyOf).map(([, group]) => group);
}
