/** Rules about ports that do not get out from this seat: the same port fails towards hosts that have nothing to do with the target. */
import type { Evidence } from '../../model/message.ts';
import type { Service } from '../../model/vocabulary.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { otherPortsGetOut, samePortFails, samePortFailsOnce, samePortWorks } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import {
  closedIpv6Ports,
  closedPorts,
  PANEL_CHECK,
  serviceAt,
  serviceOfCheck,
  type ClosedPort,
} from './closed-ports.ts';

const webPorts: ReadonlySet<number> = new Set([80, 443]);
/** A network that lets only the web out closes what has nothing to do with each other; a filter against spam closes mail alone. */
const UNRELATED_SERVICES_AT_LEAST = 2;

interface Filtered extends ClosedPort {
  /** Neutral hosts of at least two operators that fail on the port. */
  readonly everywhere: readonly Evidence[];
  /** The only neutral operator that could be tried fails in the same way. */
  readonly once: readonly Evidence[];
}

/** The ports that fail towards neutral hosts as well. A refusal of this machine itself is told apart (R5). */
export function filteredPorts(world: RuleWorld): readonly Filtered[] {
  const known = closedPorts(world)
    .filter((each) => each.state !== 'blocked_locally')
    .map((each): Filtered => {
      const family = familyOf(each.address);
      const everywhere = samePortFails(world.facts, each.port, family);
      const once = everywhere.length > 0 ? [] : samePortFailsOnce(world.facts, each.port, family, each.state);
      return { ...each, everywhere, once };
    });
  const isFiltered = (each: Filtered): boolean => each.everywhere.length > 0 || each.once.length > 0;
  const ports = new Set(known.filter(isFiltered).map((each) => each.port));
  // often no neutral host of the other family is known: its failure on a filtered port says nothing new
  return known.filter(
    (each) =>
      ports.has(each.port) &&
      (isFiltered(each) || samePortWorks(world.facts, each.port, familyOf(each.address)).length === 0),
  );
}

const servicesOf = (ports: readonly ClosedPort[]): readonly Service[] => [
  ...new Set(ports.flatMap((each) => serviceOfCheck[each.finding.check] ?? [])),
];

function rivalsOf(world: RuleWorld, ports: readonly Filtered[]): readonly RivalTest[] {
  const numbers = ports.map((each) => each.port);
  const families = [...new Set(ports.map((each) => familyOf(each.address)))];
  return [
    {
      faultDomain: 'hosting_provider',
      control: 'C2',
      excludedBy: ports.flatMap((each) => each.everywhere).slice(0, 4),
      id: 'only_this_server',
    },
    {
      faultDomain: 'access_provider',
      control: 'C1',
      excludedBy: families.flatMap((family) => otherPortsGetOut(world.facts, numbers, family)),
      id: 'all_ports_blocked',
    },
    { faultDomain: 'access_provider', control: 'C5', excludedBy: [], id: 'filter_here_or_further' },
  ];
}

const inOrder = (numbers: readonly number[]): string =>
  [...new Set(numbers)].sort((a, b) => a - b).join(', ');

const hasWebConnection = (world: RuleWorld, numbers: readonly number[]): boolean =>
  !numbers.some((port) => webPorts.has(port)) &&
  ([4, 6] as const).some((family) => samePortWorks(world.facts, 443, family).length > 0);

function filterMatch(world: RuleWorld, ports: readonly Filtered[]): Match {
  const numbers = ports.map((each) => each.port);
  const services = servicesOf(ports);
  const findings = ports.map((each) => each.finding);
  const isWeak = ports.every((each) => each.everywhere.length === 0);
  const isPanel = ports.every((each) => each.finding.check === PANEL_CHECK);
  const webWorks = hasWebConnection(world, numbers);
  const isWebOnly = webWorks && services.length >= UNRELATED_SERVICES_AT_LEAST;
  return {
    subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))),
    service: services.length === 1 ? services[0]! : null,
    accused: 'customer_network',
    basis: 'one_vantage',
    variant: isWeak ? 'one_control' : isPanel && webWorks ? 'panel' : isWebOnly ? 'web_only' : 'port',
    values: { host: [...new Set(ports.map((each) => each.host))].join(', '), ports: inOrder(numbers) },
    rivals: rivalsOf(world, ports),
    evidence: [
      ...evidenceOf(findings).slice(0, 6),
      ...ports.flatMap((each) => [...each.everywhere, ...each.once]).slice(0, 6),
    ],
    explains: [...findings, ...(numbers.includes(25) ? world.open('blocked-port-25') : [])],
    // access providers close single ports as often as offices do; hardly any lets only the web out
    isOpenQuestion: isWeak || !(isPanel || isWebOnly),
  };
}

/** What several operators show and what one alone shows are two problems: the one says less. */
function filterMatches(world: RuleWorld, isPanel: boolean): readonly Match[] {
  const ports = filteredPorts(world).filter((each) => (each.finding.check === PANEL_CHECK) === isPanel);
  const isShown = (port: number): boolean =>
    ports.some((each) => each.port === port && each.everywhere.length > 0);
  return groupBy(ports, (each) => String(isShown(each.port))).map(([, group]) => filterMatch(world, group));
}

/** Ports that are closed over IPv6 alone, towards neutral hosts as well. */
function filteredOverIpv6(world: RuleWorld): readonly Match[] {
  const ports = closedIpv6Ports(world)
    .map((each): Filtered => ({ ...each, everywhere: samePortFails(world.facts, each.port, 6), once: [] }))
    .filter((each) => each.everywhere.length > 0);
  if (ports.length === 0) return [];
  const services = new Set(ports.map((each) => serviceAt(world, each)));
  return [
    {
      ...filterMatch(world, ports),
      variant: 'ipv6',
      service: services.size === 1 ? ([...services][0] ?? null) : null,
      isOpenQuestion: true,
    },
  ];
}

/** R46: ports fail towards the target and towards neutral hosts while others get out: a filter in the house or on the access line. */
const portFiltered = defineRule({
  id: 'R46',
  rootCause: 'network.port_filtered',
  match: (world) => [...filterMatches(world, false), ...filteredOverIpv6(world)],
});

/** R47: the panel's own ports fail towards neutral hosts too, while 443 gets out. */
const panelPortFiltered = defineRule({
  id: 'R47',
  rootCause: 'network.port_filtered',
  match: (world) => filterMatches(world, true),
});

export const filterRules: readonly Rule[] = [portFiltered, panelPortFiltered];
