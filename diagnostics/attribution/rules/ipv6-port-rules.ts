/** Rules about ports that are closed over IPv6 alone: people hardly notice, since most programs turn to IPv4 after a while. */
import type { Evidence } from '../../model/message.ts';
import { coversName } from '../../model/view/certificates.ts';
import { shownKey } from '../../model/view/host-keys.ts';
import { looksEarly } from '../../model/view/nearby.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { allSessions, connectionTries, triesAt, type SeenSession } from '../../model/view/sessions.ts';
import { refusesAtTimes } from '../../model/view/steadiness.ts';
import { isProviderHost, samePortWorks } from '../controls.ts';
import { seenFromElsewhere } from '../elsewhere.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import {
  addressList,
  closedIpv6Ports,
  guardedServices,
  noJailFits,
  pointsToProvider,
  serviceAt,
  wayIsOpen,
  type ClosedPort,
} from './closed-ports.ts';
import { tooManyAtOnce } from './reach-rules.ts';

/** Addresses that were dialled under the name of the closed port, over IPv4. */
const addressesOverIpv4 = ({ facts }: RuleWorld, { host }: ClosedPort): ReadonlySet<string | undefined> =>
  new Set(
    connectionTries(facts)
      .filter(({ endpoint }) => endpoint.family === 4 && endpoint.name === host)
      .map(({ endpoint }) => endpoint.address),
  );

/** A certificate for many names may stand on several machines; one for this name, or without wildcards, hardly does. */
const isOfOneMachine = ({ session }: SeenSession, host: string): boolean => {
  const [leaf] = session.chain;
  if (leaf === undefined || leaf.fingerprint256 === '') return false;
  return coversName(leaf, host) || !leaf.dnsNames.some((each) => each.startsWith('*.'));
};

/** C9: both addresses show the same certificate or the same host key, or the name and so its addresses are the provider's own. */
function isSameMachine(world: RuleWorld, closed: ClosedPort): readonly Evidence[] {
  const { facts } = world;
  const others = addressesOverIpv4(world, closed);
  const sessions = allSessions(facts).filter((each) => isOfOneMachine(each, closed.host));
  const certificates = new Set(
    sessions
      .filter(({ observation }) => others.has(observation.endpoint.address))
      .map(({ session }) => session.chain[0]!.fingerprint256),
  );
  const alike = sessions
    .filter(
      ({ observation, session }) =>
        observation.endpoint.address === closed.address && certificates.has(session.chain[0]!.fingerprint256),
    )
    .map(({ observation }) => pointAt(observation, '/data/tls/chain/0/fingerprint256'));
  const shells = facts.jobs('ssh').map(({ best }) => best);
  const keys = new Set(
    shells
      .filter(({ endpoint }) => others.has(endpoint.address))
      .flatMap((each) => shownKey(each)?.sha256 ?? []),
  );
  const sameKey = shells
    .filter(
      (each) => each.endpoint.address === closed.address && keys.has(shownKey(each)?.sha256 ?? 'none shown'),
    )
    .map((each) => pointAt(each, '/data/hostKeys/0/sha256'));
  const own = triesAt(facts, closed.address, closed.port)
    .filter(({ control, endpoint }) => control === undefined && isProviderHost(facts, endpoint.name))
    .map((each) => pointAt(each, '/endpoint/name'));
  return [...alike, ...sameKey, ...own].slice(0, 2);
}

/** The same control speaks for each port of a group, and they fail alike. */
const inGroups = (world: RuleWorld, ports: readonly ClosedPort[]) =>
  groupBy(ports, (each) =>
    [
      each.address,
      serviceAt(world, each),
      each.state,
      noJailFits(world, each).length > 0,
      samePortWorks(world.facts, each.port, 6).length > 0,
    ].join(' '),
  ).map(([, group]) => group);

/** A refusal that looks too early for the server, or from a server that refuses at times, is nothing to hold against the port. */
const isDoubtful = ({ facts }: RuleWorld, { state, address, port }: ClosedPort): boolean =>
  state === 'refused' && (looksEarly(facts, address, port) || refusesAtTimes(facts, address));

function matchFor(world: RuleWorld, ports: readonly ClosedPort[]): Match {
  const first = ports[0]!;
  const findings = ports.map((each) => each.finding);
  const service = serviceAt(world, first);
  const elsewhere = seenFromElsewhere(world, ports);
  const isOpen = ports.some((each) => isDoubtful(world, each)) || elsewhere.works.length > 0;
  const guard: RivalTest = {
    faultDomain: 'customer_device',
    control: 'C5',
    excludedBy: [...noJailFits(world, first), ...elsewhere.fails],
    id: 'login_guard',
  };
  const others: readonly RivalTest[] = [
    ...wayIsOpen(world, first),
    pointsToProvider(world, first.address),
    {
      faultDomain: 'customer_configuration',
      control: 'C9',
      excludedBy: isSameMachine(world, first),
      id: 'other_machine_over_ipv6',
    },
    ...tooManyAtOnce(world, ports),
  ];
  return {
    subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))),
    service: service ?? null,
    accused: isOpen ? 'undetermined' : 'hosting_provider',
    basis: 'one_vantage',
    values: {
      host: [...new Set(ports.map((each) => each.host))].join(', '),
      address: addressList(ports),
      ports: [...new Set(ports.map((each) => each.port))].sort((a, b) => a - b).join(', '),
      isRefused: first.state === 'refused',
    },
    rivals: [...others, guard],
    evidence: evidenceOf(findings),
    evidenceAgainst: elsewhere.works,
    explains: findings,
    // guards watch logins: web ports that are closed together are far more often a server that was never told to use IPv6
    isOpenQuestion:
      others.some((each) => each.excludedBy.length === 0) ||
      guardedServices.has(service) ||
      isElsewhere(world.facts, first.address),
  };
}

/** R109: the machine answers over IPv6, and this port of it over IPv4 alone: nothing listens there over IPv6, or a firewall closes it. */
const closedOverIpv6 = defineRule({
  id: 'R109',
  rootCause: 'service.ipv6_closed',
  match: (world) => inGroups(world, closedIpv6Ports(world)).map((ports) => matchFor(world, ports)),
});

export const ipv6PortRules: readonly Rule[] = [closedOverIpv6];
