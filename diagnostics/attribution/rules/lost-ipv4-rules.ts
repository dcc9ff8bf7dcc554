/** Rules about a seat that has lost IPv4 alone: IPv6 works, so the machine is online, and yet half of the internet is out of its reach. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { configuredResolvers } from '../../model/view/asked-resolvers.ts';
import { ipv4Lack } from '../../model/view/one-family.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { anchorJobs, environmentOf } from '../../model/view/vantage.ts';
import { failure } from '../controls.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

/** Failures over IPv4 alone, and lookups by a system that knows no other resolver than one over IPv4. */
function consequences(world: RuleWorld): readonly Finding[] {
  const resolvers = configuredResolvers(world.facts);
  const isWithoutResolver = resolvers.length > 0 && resolvers.every((each) => familyOf(each) === 4);
  return world.open().filter((finding) => {
    const behind = world.behind(finding);
    return (
      behind.length > 0 &&
      behind.every(
        ({ kind, endpoint, failure: trouble }) =>
          trouble !== undefined && (endpoint.family === 4 || (kind === 'system-lookup' && isWithoutResolver)),
      )
    );
  });
}

const failedAnchors = (world: RuleWorld) =>
  anchorJobs(world.facts, 4).filter((job) => job.verdict === 'fails');

/** The route is missing on this machine itself, and so the connections found. A reading that was cut short may miss a route. */
function withoutRoute(world: RuleWorld): readonly Evidence[] {
  const environment = environmentOf(world.facts);
  const routes = environment?.data.defaultRoutes;
  const isFelt = failedAnchors(world).every(({ best }) => best.failure?.code === 'network_unreachable');
  return environment && routes && isFelt && !routes.some((each) => each.family === 4)
    ? [pointAt(environment, '/data/defaultRoutes')]
    : [];
}

type Said = Pick<Match, 'accused' | 'basis' | 'variant' | 'rivals' | 'isOpenQuestion'>;

/** Without an IPv4 address: this network gave none, or the line has none to give. */
const withoutAddress: Said = {
  accused: 'customer_network',
  basis: 'seat',
  variant: 'no_address',
  isOpenQuestion: true,
  rivals: [{ faultDomain: 'access_provider', control: 'C0', excludedBy: [], id: 'line_without_ipv4' }],
};

function withoutAnswer(world: RuleWorld): Said {
  const failed = failedAnchors(world);
  const operators = new Set(failed.map(({ best }) => best.endpoint.operator));
  return {
    accused: 'access_provider',
    basis: 'one_vantage',
    variant: 'no_answer',
    isOpenQuestion: true,
    rivals: [
      {
        faultDomain: 'hosting_provider',
        control: 'C1',
        excludedBy: operators.size >= 2 ? failed.map(({ best }) => failure(best)) : [],
        id: 'one_anchor_down_ipv4',
      },
      { faultDomain: 'customer_network', control: 'C5', excludedBy: [], id: 'home_router_ipv4' },
    ],
  };
}

function saidOf(world: RuleWorld): Said {
  if (ipv4Lack(world.facts) === 'unused') return withoutAddress;
  const noRoute = withoutRoute(world);
  if (noRoute.length === 0) return withoutAnswer(world);
  return {
    accused: 'customer_network',
    basis: 'seat',
    variant: 'no_route',
    isOpenQuestion: true,
    rivals: [{ faultDomain: 'access_provider', control: 'C0', excludedBy: noRoute, id: 'line_with_ipv4' }],
  };
}

/** R110: nothing answers over IPv4 while IPv6 works. What fails over IPv4 is charged to nobody else, and no port is called filtered. */
const lostIpv4 = defineRule({
  id: 'R110',
  rootCause: 'network.ipv4_broken',
  match(world) {
    const trigger = world.open('broken-ipv4');
    if (trigger.length === 0) return [];
    return [
      {
        subject: 'local',
        service: null,
        evidence: evidenceOf(trigger),
        explains: [...new Set([...trigger, ...consequences(world)])],
        ...saidOf(world),
      },
    ];
  },
});

export const lostIpv4Rules: readonly Rule[] = [lostIpv4];
