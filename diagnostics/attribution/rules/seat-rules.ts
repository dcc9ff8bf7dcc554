/** Rules about the seat: this machine, its network, its clock. They come first, since everything later is seen through them. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import { canonicalAddress, isBogon } from '../../model/view/addresses.ts';
import { addressAnswers, questionsTo, systemAddresses } from '../../model/view/host-addresses.ts';
import { anchorJobs, clockOffset, environmentOf, portalAnswers } from '../../model/view/vantage.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { anchorsWork, answerEvidence, failure, samePortFails } from '../controls.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type RivalTest, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

const anchorFailures = (world: RuleWorld): readonly Evidence[] =>
  [...anchorJobs(world.facts, 4), ...anchorJobs(world.facts, 6)].filter((job) => job.best.failure).map((job) => failure(job.best));

/** R1: without a default route the fault is in this network; with one, the home router and the access line look alike from here. */
const offline = defineRule({
  id: 'R1',
  rootCause: 'network.offline',
  match(world) {
    const trigger = world.open('unreachable-internet');
    if (trigger.length === 0) return [];
    const environment = environmentOf(world.facts);
    const hasNoRoute = environment?.data.defaultRoutes?.length === 0;
    const withoutRoute = environment && hasNoRoute ? [pointAt(environment, '/data/defaultRoutes')] : [];
    return [
      {
        subject: 'local', service: null, accused: 'customer_network', basis: 'seat', isOpenQuestion: true,
        variant: hasNoRoute ? 'no_route' : 'no_answer',
        rivals: [{ faultDomain: 'access_provider', control: 'C0', excludedBy: withoutRoute, id: 'access_line' }],
        evidence: [...withoutRoute, ...anchorFailures(world)], explains: world.open(),
      },
    ];
  },
});

/** R8: two operators' portal endpoints answer with something else, none as it should. */
const captivePortal = defineRule({
  id: 'R8',
  rootCause: 'network.captive_portal',
  match(world) {
    const trigger = world.open('captive-portal');
    const portal = portalAnswers(world.facts);
    if (trigger.length === 0) return [];
    const operators = new Set(portal.foreign.map((job) => job.best.endpoint.operator));
    const agreeing = operators.size >= 2 && portal.expected.length === 0 ? portal.foreign.map((job) => pointAt(job.best, '/data/status')) : [];
    const behindPortal = world.open().filter((finding) => world.behind(finding).some((each) => each.kind !== 'dns' && each.kind !== 'clock'));
    return [
      {
        subject: 'local', service: null, accused: 'customer_network', basis: 'seat',
        rivals: [{ faultDomain: 'internet_path', control: 'C1', excludedBy: agreeing, id: 'one_portal_operator' }],
        evidence: evidenceOf(trigger), explains: [...new Set([...trigger, ...behindPortal])],
      },
    ];
  },
});

/** R7: the median of several operators' time differs by more than five minutes. */
const wrongClock = defineRule({
  id: 'R7',
  rootCause: 'local.clock_wrong',
  match(world) {
    const trigger = world.open('wrong-clock');
    const offset = clockOffset(world.facts);
    if (trigger.length === 0 || !offset) return [];
    const operators = new Set(offset.jobs.map((job) => job.best.endpoint.operator));
    const agreeing = operators.size >= 2 ? offset.jobs.map((job) => pointAt(job.best, '/data/offsetMs')) : [];
    return [
      {
        subject: 'local', service: null, accused: 'customer_device', basis: 'seat', values: trigger[0]!.message.values,
        rivals: [{ faultDomain: 'internet_path', control: 'C7', excludedBy: agreeing, id: 'wrong_time_source' }],
        evidence: evidenceOf(trigger), explains: trigger,
      },
    ];
  },
});

/**
 * Private addresses stand in the home network and may only pass on; other addresses are the access provider's as a rule,
 * unless they are a public resolver's or the person named them.
 */
function operatorOfResolver(world: RuleWorld): FaultDomain {
  const resolvers = environmentOf(world.facts)?.data.resolvers ?? [];
  if (resolvers.some(isBogon)) return 'customer_network';
  const chosen = new Set([...world.facts.networkData.publicResolvers.flatMap((each) => each.addresses), ...world.facts.request.resolvers].map(canonicalAddress));
  return resolvers.length === 0 || resolvers.some((address) => chosen.has(canonicalAddress(address))) ? 'undetermined' : 'access_provider';
}

/** C6: other resolvers, asked directly, do resolve. */
const otherResolversWork = (world: RuleWorld): readonly Evidence[] =>
  world.facts.jobs('dns')
    .filter((job) => job.best.endpoint.operator !== undefined && job.best.input.recursion && job.best.failure === undefined)
    .slice(0, 2)
    .map((job) => pointAt(job.best, '/data/response/rcode'));

/** C0: port 53 as such is open from here, since other name servers answer over it. */
const port53Works = (world: RuleWorld): readonly Evidence[] =>
  world.facts.jobs('dns')
    .filter((job) => !job.best.input.recursion && job.best.input.transport === 'udp' && job.best.data.response !== undefined)
    .slice(0, 1)
    .map((job) => pointAt(job.best, '/data/response/rcode'));

/** R2: addresses answer, names do not, and other resolvers know them. */
const resolverBroken = defineRule({
  id: 'R2',
  rootCause: 'network.resolver_broken',
  match(world) {
    const trigger = world.open('unresolvable-anchor-names');
    const reached = [...anchorsWork(world.facts, 4), ...anchorsWork(world.facts, 6)];
    if (trigger.length === 0 || reached.length === 0) return [];
    const accused = operatorOfResolver(world);
    const rivals: readonly RivalTest[] = [
      { faultDomain: 'dns_operator', control: 'C6', excludedBy: otherResolversWork(world), id: 'names_really_gone' },
      { faultDomain: 'customer_network', control: 'C0', excludedBy: port53Works(world), id: 'port_53_blocked' },
    ];
    const forwarder: readonly RivalTest[] = accused === 'customer_network' ? [{ faultDomain: 'access_provider', control: 'C5', excludedBy: [], id: 'router_forwards' }] : [];
    const consequences = world.open('silent-resolver', 'resolver-failure', 'stale-resolver-answer', 'differing-system-lookup');
    return [
      {
        subject: (environmentOf(world.facts)?.data.resolvers ?? []).join(', ') || 'local', service: null, accused, basis: 'one_vantage', isOpenQuestion: accused === 'customer_network',
        rivals: [...rivals, ...forwarder], evidence: [...evidenceOf(trigger), ...reached], explains: [...trigger, ...consequences],
      },
    ];
  },
});

interface Override {
  readonly findings: readonly Finding[];
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
}

/** Lines that lead several names to the same address are one cause. */
function overridesOf(world: RuleWorld): readonly Override[] {
  const entries = environmentOf(world.facts)?.data.hostsEntries ?? [];
  const addressesFor = (finding: Finding): string => entries.filter((entry) => entry.name === finding.subject).map((entry) => entry.address).sort().join(' ');
  return groupBy(world.open('hosts-file-override'), addressesFor).map(([key, findings]) => ({ findings, hosts: findings.map((each) => each.subject), addresses: key.split(' ') }));
}

/** R3: a line in the hosts file overrules DNS; whatever fails at that address is its consequence. */
const hostsOverride = defineRule({
  id: 'R3',
  rootCause: 'dns.hosts_override',
  match: (world) =>
    overridesOf(world).map(({ findings, hosts, addresses }) => {
      const truth = hosts
        .flatMap((host) => (['authoritative', 'public_resolver', 'system_resolver'] as const).flatMap((source) => (['A', 'AAAA'] as const).flatMap((type) => addressAnswers(world.facts, source, host, type))))
        .filter((answer) => answer.addresses.length > 0 && !answer.addresses.some((address) => addresses.includes(address)));
      const consequences = world.open().filter(
        (each) => !findings.includes(each) && (addressesBehind(world, each).some((address) => addresses.includes(address)) || (overriddenChecks.has(each.check) && hosts.some((host) => each.subject.startsWith(host)))),
      );
      return {
        subject: hosts.join(', '), service: 'dns' as const, accused: 'customer_device' as const, basis: 'seat' as const,
        values: { address: addresses.join(', '), truth: [...new Set(truth.flatMap((each) => each.addresses))].join(', ') },
        rivals: [{ faultDomain: 'customer_configuration' as const, control: 'C6' as const, excludedBy: truth.slice(0, 3).flatMap(answerEvidence), id: 'hosts_right_dns_wrong' }],
        evidence: evidenceOf(findings), explains: [...findings, ...consequences],
      };
    }),
});

/** Comparisons that only repeat what the override does. */
const overriddenChecks: ReadonlySet<string> = new Set(['differing-system-lookup', 'differing-certificates']);

/** R6: unrelated sites show chains that no public root signs. Trusted by this system: installed here on purpose. */
const interception = defineRule({
  id: 'R6',
  rootCause: 'tls.intercepted',
  match(world) {
    const trigger = world.open('intercepted-connection');
    if (trigger.length === 0) return [];
    const controls = allSessions(world.facts).filter((each) => each.observation.control === 'C8' && each.session.trust?.bundled.trusted === false);
    const isInstalledHere = controls.some((each) => each.session.trust?.system?.trusted === true);
    const sites = controls.length >= 2 ? controls.map((each) => pointAt(each.observation, '/data/tls/chain/0/issuer')) : [];
    const installed = isInstalledHere ? controls.map((each) => pointAt(each.observation, '/data/tls/trust/system/name')) : [];
    const consequences = world.open('untrusted-certificate', 'self-signed-certificate', 'incomplete-certificate-chain', 'certificate-name-mismatch', 'uncovered-sibling-name', 'default-host-certificate', 'expired-certificate', 'overlong-certificate-lifetime');
    return [
      {
        subject: 'local', service: null, accused: isInstalledHere ? 'customer_device' : 'customer_network', basis: 'seat', isOpenQuestion: !isInstalledHere,
        variant: isInstalledHere ? 'trusted_here' : 'untrusted', values: { issuer: controls[0]?.session.chain.at(-1)?.issuer ?? '' },
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C8', excludedBy: sites, id: 'only_this_site' },
          { faultDomain: 'access_provider', control: 'C5', excludedBy: installed, id: 'intercepted_further_out' },
        ],
        evidence: evidenceOf(trigger), explains: [...trigger, ...consequences],
      },
    ];
  },
});

/** R11: this seat has IPv6 addresses that lead nowhere; nothing that fails over IPv6 is charged to anyone else. */
const brokenIpv6 = defineRule({
  id: 'R11',
  rootCause: 'network.ipv6_broken',
  match(world) {
    const trigger = world.open('broken-ipv6');
    if (trigger.length === 0) return [];
    const operators = new Set(anchorJobs(world.facts, 6).filter((job) => job.verdict === 'fails').map((job) => job.best.endpoint.operator));
    const overSix = world.open().filter((finding) => world.behind(finding).length > 0 && world.behind(finding).every((each) => each.endpoint.family === 6));
    return [
      {
        subject: 'local', service: null, accused: 'access_provider', basis: 'one_vantage', isOpenQuestion: true,
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C1', excludedBy: operators.size >= 2 ? anchorJobs(world.facts, 6).filter((job) => job.best.failure).map((job) => failure(job.best)) : [], id: 'one_anchor_down' },
          { faultDomain: 'customer_network', control: 'C5', excludedBy: [], id: 'home_router_ipv6' },
        ],
        evidence: evidenceOf(trigger), explains: [...new Set([...trigger, ...overSix])],
      },
    ];
  },
});

/** R45: port 25 fails towards everyone while the rest of the internet answers; usual with access providers. */
const port25Blocked = defineRule({
  id: 'R45',
  rootCause: 'network.port25_blocked',
  match(world) {
    const trigger = world.open('blocked-port-25');
    const inbound = world.open('unreachable-smtp-port');
    if (trigger.length === 0 || inbound.length === 0) return [];
    const families = ([4, 6] as const).filter((family) => samePortFails(world.facts, 25, family).length > 0);
    const elsewhere = families.flatMap((family) => samePortFails(world.facts, 25, family));
    const covered = inbound.filter((finding) => world.behind(finding).every((each) => families.some((family) => family === each.endpoint.family)));
    return [
      {
        subject: 'port 25', service: 'mail', accused: 'access_provider', basis: 'one_vantage',
        rivals: [
          { faultDomain: 'mail_operator', control: 'C2', excludedBy: elsewhere, id: 'only_this_mail_server' },
          { faultDomain: 'access_provider', control: 'C1', excludedBy: families.flatMap((family) => anchorsWork(world.facts, family)), id: 'all_ports_blocked' },
          { faultDomain: 'customer_device', control: 'C5', excludedBy: [], id: 'own_firewall', isDeciding: false },
        ],
        evidence: [...evidenceOf(trigger), ...evidenceOf(covered)], explains: [...trigger, ...covered],
      },
    ];
  },
});

/** R16: this seat's resolver says something else than public resolvers and the authoritative servers. */
const staleResolver = defineRule({
  id: 'R16',
  rootCause: 'dns.resolver_stale',
  match: (world) =>
    groupBy(world.open('stale-resolver-answer'), (finding) => systemAddresses(world.facts, finding.subject).join(', ')).map(([seen, findings]) => {
      const hosts = findings.map((each) => each.subject);
      const truths = hosts.flatMap((host) =>
        (['authoritative', 'public_resolver'] as const).flatMap((source) => addressAnswers(world.facts, source, host, 'A').filter((each) => each.addresses.length > 0)),
      );
      const truth = [...new Set(truths.flatMap((each) => each.addresses))];
      const wrong = seen.split(', ').filter((address) => !truth.includes(address));
      const accused = operatorOfResolver(world);
      // public resolvers that remember the old address as well: a change is on its way, nobody is at fault (R17)
      const isKnownAsOld = truths.some((each) => each.job.best.input.recursion && each.addresses.some((address) => seen.split(', ').includes(address)));
      const consequences = world.open().filter((each) => !findings.includes(each) && (addressesBehind(world, each).some((address) => wrong.includes(address)) || (each.check === 'differing-certificates' && hosts.some((host) => each.subject.startsWith(host)))));
      const asked = hosts.flatMap((host) => questionsTo(world.facts, 'system_resolver', host, 'A')).filter((job) => job.best.data.response);
      return {
        subject: hosts.join(', '), service: 'dns' as const, accused, basis: 'one_vantage' as const, isOpenQuestion: accused === 'customer_network' || isKnownAsOld, values: { seen, truth: truth.join(', ') },
        rivals: [
          { faultDomain: 'dns_operator' as const, control: 'C6' as const, excludedBy: truths.slice(0, 3).flatMap(answerEvidence), id: 'zone_servers_differ' },
          { faultDomain: 'undetermined' as const, control: 'C6' as const, excludedBy: isKnownAsOld ? [] : truths.filter((each) => each.job.best.input.recursion).slice(0, 2).flatMap(answerEvidence), id: 'old_answer_still_valid' },
          { faultDomain: 'customer_device' as const, control: 'C6' as const, excludedBy: asked.slice(0, 2).map((job) => pointAt(job.best, '/data/response/answers/0/value')), id: 'own_cache' },
          ...(accused === 'customer_network' ? [{ faultDomain: 'access_provider' as const, control: 'C5' as const, excludedBy: [], id: 'router_forwards' }] : []),
        ],
        evidence: evidenceOf(findings), explains: [...findings, ...consequences],
      };
    }),
});

export const seatRules: readonly Rule[] = [offline, captivePortal, wrongClock, interception, hostsOverride, resolverBroken, brokenIpv6, port25Blocked, staleResolver];
