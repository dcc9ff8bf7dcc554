/** Rules about the seat itself: this machine and its network. They come first, since everything later is seen through them. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { addressAnswers } from '../../model/view/host-addresses.ts';
import { anchorJobs, clockOffset, environmentOf, portalAnswers } from '../../model/view/vantage.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { answerEvidence, failure } from '../controls.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { replacedCertificateChecks } from '../replaced-certificate.ts';
import { defineRule, type Rule } from '../rule.ts';
import { proxyRule } from './proxy-rule.ts';
import { addressesBehind, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

const anchorFailures = (world: RuleWorld): readonly Evidence[] =>
  [...anchorJobs(world.facts, 4), ...anchorJobs(world.facts, 6)]
    .filter((job) => job.best.failure)
    .map((job) => failure(job.best));

const isWithoutRoute = ({ excerpt }: Evidence): boolean => excerpt === 'network_unreachable';

/** R1: without a default route the fault is in this network; with one, the home router and the access line look alike from here. */
const offline = defineRule({
  id: 'R1',
  rootCause: 'network.offline',
  match(world) {
    const trigger = world.open('unreachable-internet');
    if (trigger.length === 0) return [];
    const environment = environmentOf(world.facts);
    // a reading that was cut short may miss a route: the connections themselves must have found none
    const hasNoRoute =
      environment?.data.defaultRoutes?.length === 0 && anchorFailures(world).every(isWithoutRoute);
    const withoutRoute = environment && hasNoRoute ? [pointAt(environment, '/data/defaultRoutes')] : [];
    return [
      {
        subject: 'local',
        service: null,
        accused: 'customer_network',
        basis: 'seat',
        isOpenQuestion: true,
        variant: hasNoRoute ? 'no_route' : 'no_answer',
        rivals: [
          { faultDomain: 'access_provider', control: 'C0', excludedBy: withoutRoute, id: 'access_line' },
        ],
        evidence: [...withoutRoute, ...anchorFailures(world)],
        explains: world.open(),
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
    const agreeing =
      operators.size >= 2 && portal.expected.length === 0
        ? portal.foreign.map((job) => pointAt(job.best, '/data/status'))
        : [];
    const behindPortal = world
      .open()
      .filter((finding) =>
        world.behind(finding).some((each) => each.kind !== 'dns' && each.kind !== 'clock'),
      );
    return [
      {
        subject: 'local',
        service: null,
        accused: 'customer_network',
        basis: 'seat',
        rivals: [
          { faultDomain: 'internet_path', control: 'C1', excludedBy: agreeing, id: 'one_portal_operator' },
        ],
        evidence: evidenceOf(trigger),
        explains: [...new Set([...trigger, ...behindPortal])],
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
        subject: 'local',
        service: null,
        accused: 'customer_device',
        basis: 'seat',
        values: trigger[0]!.message.values,
        rivals: [
          { faultDomain: 'internet_path', control: 'C7', excludedBy: agreeing, id: 'wrong_time_source' },
        ],
        evidence: evidenceOf(trigger),
        explains: trigger,
      },
    ];
  },
});

/** A chain of a public root went through unopened, as mail does past a web shield: what it shows is the server's own. */
const showsPublicChain = (world: RuleWorld, finding: Finding): boolean => {
  const behind = new Set(world.behind(finding).map(({ id }) => id));
  const sessions = allSessions(world.facts).filter(({ observation }) => behind.has(observation.id));
  return sessions.length > 0 && sessions.every(({ session }) => session.trust?.bundled.trusted === true);
};

/** R6: unrelated sites show chains that no public root signs. Trusted by this system: installed here on purpose. */
const interception = defineRule({
  id: 'R6',
  rootCause: 'tls.intercepted',
  match(world) {
    const trigger = world.open('intercepted-connection');
    if (trigger.length === 0) return [];
    const controls = allSessions(world.facts).filter(
      (each) => each.observation.control === 'C8' && each.session.trust?.bundled.trusted === false,
    );
    const isInstalledHere = controls.some((each) => each.session.trust?.system?.trusted === true);
    const sites =
      controls.length >= 2
        ? controls.map((each) => pointAt(each.observation, '/data/tls/chain/0/issuer'))
        : [];
    const installed = isInstalledHere
      ? controls.map((each) => pointAt(each.observation, '/data/tls/trust/system/name'))
      : [];
    const consequences = world
      .open(...replacedCertificateChecks)
      .filter((finding) => !showsPublicChain(world, finding));
    return [
      {
        subject: 'local',
        service: null,
        accused: isInstalledHere ? 'customer_device' : 'customer_network',
        basis: 'seat',
        isOpenQuestion: !isInstalledHere,
        variant: isInstalledHere ? 'trusted_here' : 'untrusted',
        values: { issuer: controls[0]?.session.chain.at(-1)?.issuer ?? '' },
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C8', excludedBy: sites, id: 'only_this_site' },
          {
            faultDomain: 'access_provider',
            control: 'C5',
            excludedBy: installed,
            id: 'intercepted_further_out',
          },
        ],
        evidence: evidenceOf(trigger),
        explains: [...trigger, ...consequences],
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
  const addressesFor = (finding: Finding): string =>
    entries
      .filter((entry) => entry.name === finding.subject)
      .map((entry) => entry.address)
      .sort()
      .join(' ');
  return groupBy(world.open('hosts-file-override'), addressesFor).map(([key, findings]) => ({
    findings,
    hosts: findings.map((each) => each.subject),
    addresses: key.split(' '),
  }));
}

/** R3: a line in the hosts file overrules DNS; whatever fails at that address is its consequence. */
const hostsOverride = defineRule({
  id: 'R3',
  rootCause: 'dns.hosts_override',
  match: (world) =>
    overridesOf(world).map(({ findings, hosts, addresses }) => {
      const truth = hosts
        .flatMap((host) =>
          (['authoritative', 'public_resolver', 'system_resolver'] as const).flatMap((source) =>
            (['A', 'AAAA'] as const).flatMap((type) => addressAnswers(world.facts, source, host, type)),
          ),
        )
        .filter(
          (answer) =>
            answer.addresses.length > 0 && !answer.addresses.some((address) => addresses.includes(address)),
        );
      const consequences = world
        .open()
        .filter(
          (each) =>
            !findings.includes(each) &&
            (addressesBehind(world, each).some((address) => addresses.includes(address)) ||
              (overriddenChecks.has(each.check) && hosts.some((host) => each.subject.startsWith(host)))),
        );
      return {
        subject: hosts.join(', '),
        service: 'dns' as const,
        accused: 'customer_device' as const,
        basis: 'seat' as const,
        values: {
          address: addresses.join(', '),
          truth: [...new Set(truth.flatMap((each) => each.addresses))].join(', '),
        },
        rivals: [
          {
            faultDomain: 'customer_configuration' as const,
            control: 'C6' as const,
            excludedBy: truth.slice(0, 3).flatMap(answerEvidence),
            id: 'hosts_right_dns_wrong',
          },
        ],
        evidence: evidenceOf(findings),
        explains: [...findings, ...consequences],
      };
    }),
});

/** Comparisons that only repeat what the override does. */
const overriddenChecks: ReadonlySet<string> = new Set(['differing-system-lookup', 'differing-certificates']);

export const seatRules: readonly Rule[] = [
  offline,
  captivePortal,
  proxyRule,
  wrongClock,
  interception,
  hostsOverride,
];
