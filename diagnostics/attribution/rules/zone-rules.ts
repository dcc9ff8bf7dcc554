/** Rules about what stands in the zone: addresses that cannot work, and zones that are kept elsewhere. */
import type { Finding } from '../../model/finding.ts';
import type { Observation } from '../../model/observation.ts';
import { familyOf, isInRanges } from '../../model/view/addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { mailDomain, webHosts } from '../../model/view/hosts.ts';
import { anchorsWork, belongsToProvider, neighboursWork } from '../controls.ts';
import {
  isElsewhere,
  isProviderAddress,
  providerAddressesKnown,
} from '../../model/view/provider-addresses.ts';
import { connected, connectionTries } from '../../model/view/sessions.ts';
import { defineRule, type Match, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import { delegationEvidence } from './zone-operator.ts';

/** R19: a private or otherwise special address in the public zone; only the authoritative answer makes it the zone's fault. */
const bogusAddress = defineRule({
  id: 'R19',
  rootCause: 'dns.bogus_address',
  match: (world) =>
    groupBy(
      world.open('bogus-address-record'),
      (finding) => finding.evidence.map((each) => each.excerpt).sort()[0] ?? '',
    ).map(([, findings]) => {
      const hosts = findings.map((each) => each.subject);
      const fromZone = findings
        .flatMap((finding) => world.behind(finding))
        .filter(
          (each) => each.kind === 'dns' && !each.input.recursion && each.data.response?.flags.aa === true,
        );
      return {
        subject: hosts.join(', '),
        service: 'dns' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        rivals: [
          {
            faultDomain: 'customer_network' as const,
            control: 'C6' as const,
            excludedBy: fromZone
              .slice(0, 3)
              .map((each) => pointAt(each, '/data/response/answers/0/value', '/data/response/answers')),
            id: 'local_filter',
          },
        ],
        evidence: evidenceOf(findings),
        explains: [
          ...findings,
          ...world.open('missing-address-record').filter((each) => hosts.includes(each.subject)),
        ],
      };
    }),
});

/** A name that the person gave has no address, and the zone itself says so. A www twin that nobody asked for is no fault. */
const nameMissing = defineRule({
  id: 'R98',
  rootCause: 'dns.name_missing',
  match: (world) =>
    world
      .open('missing-address-record')
      .filter((finding) => finding.level === 'error')
      .map((finding) => ({
        subject: finding.subject,
        service: 'dns' as const,
        accused: 'customer_configuration' as const,
        basis: 'own_words' as const,
        rivals: [
          {
            faultDomain: 'dns_operator' as const,
            control: 'C6' as const,
            excludedBy: finding.evidence,
            id: 'lookup_failed',
          },
        ],
        evidence: finding.evidence,
        explains: [finding],
      })),
});

const silentChecks: ReadonlySet<string> = new Set(['dead-ipv6-address', 'silent-name-server']);

const deadAddress = (world: RuleWorld, finding: Finding): string =>
  addressesBehind(world, finding).find((each) => familyOf(each) === 6) ?? '';

/** One dead address may be a wrong record; where several machines of the provider are silent over IPv6 and none answers, the way may be broken. */
function isWayInDoubt(world: RuleWorld): boolean {
  const own = (address: string | undefined): boolean =>
    address !== undefined && familyOf(address) === 6 && isProviderAddress(world.facts, address);
  const silent = world.findings
    .filter((each) => silentChecks.has(each.check) && each.outcome === 'failed')
    .flatMap((finding) => addressesBehind(world, finding))
    .filter(own);
  const answers = connectionTries(world.facts).some((each) => connected(each) && own(each.endpoint.address));
  return !answers && new Set(silent).size > 1;
}

function deadIpv6Match(world: RuleWorld, findings: readonly Finding[]): Match {
  const addresses = findings.map((each) => deadAddress(world, each));
  const address = addresses[0] ?? '';
  const own = belongsToProvider(world.facts, address);
  const isForeign = isElsewhere(world.facts, address);
  const reached = isForeign ? findings[0]!.evidence.slice(0, 1) : own.length > 0 ? own : [];
  const consequences = world
    .open()
    .filter(
      (each) =>
        !findings.includes(each) && addressesBehind(world, each).some((one) => addresses.includes(one)),
    );
  return {
    subject: findings.map((each) => each.subject).join(', '),
    service: 'dns',
    accused: own.length > 0 ? 'hosting_provider' : 'customer_configuration',
    basis: 'one_vantage',
    isOpenQuestion: own.length > 0 && isWayInDoubt(world),
    values: { address: addresses.join(', ') },
    rivals: [
      {
        faultDomain: 'access_provider',
        control: 'C1',
        excludedBy: anchorsWork(world.facts, 6),
        id: 'own_ipv6',
      },
      {
        faultDomain: 'internet_path',
        control: 'C4',
        excludedBy: isForeign ? reached : neighboursWork(world.facts, address),
        id: 'ipv6_path',
      },
      {
        faultDomain: own.length > 0 ? 'customer_configuration' : 'hosting_provider',
        control: 'C9',
        excludedBy: reached,
        id: 'whose_address',
      },
    ],
    evidence: evidenceOf(findings).slice(0, 8),
    explains: [...findings, ...consequences],
  };
}

/** R12: the IPv6 address of the target is dead while its IPv4 address works and this seat's IPv6 does. */
const deadIpv6 = defineRule({
  id: 'R12',
  rootCause: 'dns.ipv6_address_dead',
  match(world) {
    const dead = world.open('dead-ipv6-address');
    const own = dead.filter((each) => isProviderAddress(world.facts, deadAddress(world, each)));
    const together = isWayInDoubt(world) ? own : [];
    return [
      ...(together.length > 0 ? [together] : []),
      ...dead.filter((each) => !together.includes(each)).map((each) => [each]),
    ].map((findings) => deadIpv6Match(world, findings));
  },
});

/** Errors of the web site at addresses that are not the provider's. */
function errorsAwayFromProvider(world: RuleWorld): readonly Finding[] {
  const { addressRanges } = world.facts.provider!;
  const hosts = webHosts(world.facts);
  const isAway = (each: Observation): boolean =>
    each.endpoint.address !== undefined &&
    hosts.includes(each.endpoint.name ?? '') &&
    !isInRanges(each.endpoint.address, addressRanges);
  return world
    .open()
    .filter(
      (finding) =>
        finding.level === 'error' && world.behind(finding).length > 0 && world.behind(finding).every(isAway),
    );
}

/** R25: the zone is edited elsewhere and leads away from the provider's servers, where something fails. */
const operatedElsewhere = defineRule({
  id: 'R25',
  rootCause: 'dns.operated_elsewhere',
  match(world) {
    const foreign = world.open('foreign-name-servers');
    if (
      foreign.length === 0 ||
      !([4, 6] as const).some((family) => providerAddressesKnown(world.facts, family))
    )
      return [];
    const away = errorsAwayFromProvider(world);
    if (away.length === 0) return [];
    return [
      {
        subject: mailDomain(world.facts),
        service: 'dns',
        accused: 'customer_configuration',
        basis: 'one_vantage',
        values: { servers: (delegationOf(world.facts).cut?.nameServers ?? []).join(', ') },
        rivals: [
          {
            faultDomain: 'hosting_provider',
            control: 'C9',
            excludedBy: delegationEvidence(world),
            id: 'who_runs_the_name_servers',
          },
          { faultDomain: 'undetermined', control: 'C9', excludedBy: [], id: 'elsewhere_on_purpose' },
        ],
        evidence: evidenceOf([...foreign, ...away]),
        explains: [...foreign, ...away],
      },
    ];
  },
});

export const zoneRules: readonly Rule[] = [bogusAddress, nameMissing, deadIpv6, operatedElsewhere];
