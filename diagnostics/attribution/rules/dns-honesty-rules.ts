/** Rules about answers that are not whose they seem to be: lookups answered on the way, addresses of names that do not exist. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { isDnsIntercepted } from '../../model/view/dns-honesty.ts';
import { systemAddresses } from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import {
  denialEvidence,
  givenEvidence,
  rewrittenNames,
  standInAddresses,
} from '../../model/view/invented-answers.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { defineRule, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, type RuleWorld } from '../rule-world.ts';
import { operatorOfResolver, routerForwards } from './resolver-operator.ts';

/** Findings that say what lookups through this connection lead to. */
const lookupChecks = [
  'stale-resolver-answer',
  'resolver-failure',
  'silent-resolver',
  'unresolvable-anchor-names',
] as const;

/** What fails at addresses that only this seat's lookups give. */
function failuresAt(world: RuleWorld, addresses: readonly string[]): readonly Finding[] {
  return world
    .open()
    .filter((finding) => addressesBehind(world, finding).some((each) => addresses.includes(each)));
}

/** Addresses that this seat gets for the hosts of these findings and that DNS truth does not hold. */
const wrongAddresses = (world: RuleWorld, findings: readonly Finding[]): readonly string[] =>
  findings
    .filter((each) => each.check === 'stale-resolver-answer')
    .flatMap((each) => systemAddresses(world.facts, each.subject));

/** R21: interception alone does no harm; it is a problem where lookups fail or lead elsewhere. */
const dnsIntercepted = defineRule({
  id: 'R21',
  rootCause: 'network.dns_intercepted',
  match(world) {
    const intercepted = world.open('intercepted-dns');
    const harmed = world.open(...lookupChecks);
    if (intercepted.length === 0 || harmed.length === 0 || !isDnsIntercepted(world.facts)) return [];
    return [
      {
        subject: 'local',
        service: 'dns',
        accused: 'customer_network',
        basis: 'seat',
        isOpenQuestion: true,
        rivals: [
          {
            faultDomain: 'dns_operator',
            control: 'C6',
            excludedBy: evidenceOf(intercepted),
            id: 'own_servers_answer_so',
          },
          {
            faultDomain: 'access_provider',
            control: 'C5',
            excludedBy: [],
            id: 'router_or_provider_answers',
          },
        ],
        evidence: [...evidenceOf(intercepted), ...evidenceOf(harmed)],
        explains: [
          ...new Set([
            ...intercepted,
            ...harmed,
            ...world.open('differing-system-lookup', 'differing-certificates'),
            ...failuresAt(world, wrongAddresses(world, harmed)),
          ]),
        ],
      },
    ];
  },
});

/** Hosts that do not exist and that this seat gets the stand-in address for. */
const inventedHosts = (world: RuleWorld, standIns: readonly string[]): readonly string[] =>
  hostsToResolve(world.facts).filter(
    (host) =>
      addressWord(world.facts, host).status === 'none' &&
      systemAddresses(world.facts, host).some((address) => standIns.includes(address)),
  );

/** R20: a rewriting resolver does no harm to names that exist; what it invents for those that do not is its own doing alone. */
const nxdomainRewritten = defineRule({
  id: 'R20',
  rootCause: 'network.nxdomain_rewritten',
  match(world) {
    const trigger = world.open('invented-address');
    const standIns = standInAddresses(world.facts);
    const hosts = inventedHosts(world, standIns);
    if (trigger.length === 0 || hosts.length === 0) return [];
    const names = rewrittenNames(world.facts);
    // both families: only one of them was asked for the made-up names
    const invented = hosts.flatMap((host) => systemAddresses(world.facts, host));
    const denials: readonly Evidence[] = names.flatMap(denialEvidence);
    const accused = operatorOfResolver(world);
    const compared = world
      .open('stale-resolver-answer', 'differing-system-lookup')
      .filter((each) => hosts.includes(each.subject));
    return [
      {
        subject: hosts.join(', '),
        service: 'dns',
        accused,
        basis: 'one_vantage',
        isOpenQuestion: accused === 'customer_network',
        values: { address: standIns.join(', ') },
        rivals: [
          { faultDomain: 'dns_operator', control: 'C6', excludedBy: denials, id: 'wildcard_answers' },
          ...(accused === 'customer_network' ? [routerForwards] : []),
        ],
        evidence: [...names.flatMap(givenEvidence), ...evidenceOf(compared)],
        explains: [...new Set([...trigger, ...compared, ...failuresAt(world, invented)])],
      },
    ];
  },
});

export const dnsHonestyRules: readonly Rule[] = [dnsIntercepted, nxdomainRewritten];
