/** Rules about the lookup services (resolvers) of the seat. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { isBogon } from '../../model/view/addresses.ts';
import {
  addressAnswers,
  questionsTo,
  systemAddresses,
  type AddressAnswer,
} from '../../model/view/host-addresses.ts';
import { environmentOf } from '../../model/view/vantage.ts';
import { anchorsWork, answerEvidence } from '../controls.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineRule, type RivalTest, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import { operatorOfResolver, routerForwards } from './resolver-operator.ts';
import { spreadingRules } from './spreading-rules.ts';

/** C6: other resolvers, asked directly, do resolve. */
const otherResolversWork = (world: RuleWorld): readonly Evidence[] =>
  world.facts
    .jobs('dns')
    .filter(
      (job) =>
        job.best.endpoint.operator !== undefined &&
        job.best.input.recursion &&
        job.best.failure === undefined,
    )
    .slice(0, 2)
    .map((job) => pointAt(job.best, '/data/response/rcode'));

/** C0: port 53 as such is open from here, since other name servers answer over it. */
const port53Works = (world: RuleWorld): readonly Evidence[] =>
  world.facts
    .jobs('dns')
    .filter(
      (job) =>
        !job.best.input.recursion &&
        job.best.input.transport === 'udp' &&
        job.best.data.response !== undefined,
    )
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
      {
        faultDomain: 'dns_operator',
        control: 'C6',
        excludedBy: otherResolversWork(world),
        id: 'names_really_gone',
      },
      {
        faultDomain: 'customer_network',
        control: 'C0',
        excludedBy: port53Works(world),
        id: 'port_53_blocked',
      },
    ];
    const forwarder = accused === 'customer_network' ? [routerForwards] : [];
    const consequences = world.open(
      'silent-resolver',
      'resolver-failure',
      'stale-resolver-answer',
      'differing-system-lookup',
      'unresolvable-mail-server',
    );
    return [
      {
        subject: (environmentOf(world.facts)?.data.resolvers ?? []).join(', ') || 'local',
        service: null,
        accused,
        basis: 'one_vantage',
        isOpenQuestion: accused === 'customer_network',
        rivals: [...rivals, ...forwarder],
        evidence: [...evidenceOf(trigger), ...reached],
        explains: [...trigger, ...consequences],
      },
    ];
  },
});

interface StaleAnswer {
  readonly findings: readonly Finding[];
  readonly hosts: readonly string[];
  /** What this seat gets, and what the zone and public resolvers say. */
  readonly seen: readonly string[];
  readonly truths: readonly AddressAnswer[];
  readonly truth: readonly string[];
  /** Public resolvers remember the old address as well: a change is on its way, nobody is at fault (R17). */
  readonly isKnownAsOld: boolean;
}

/** Names that lead to the same wrong addresses are one answer. */
function staleAnswers(world: RuleWorld): readonly StaleAnswer[] {
  const seenBy = (finding: Finding): string => systemAddresses(world.facts, finding.subject).join(' ');
  return groupBy(world.open('stale-resolver-answer'), seenBy).map(([key, findings]) => {
    const hosts = findings.map((each) => each.subject);
    const seen = key.split(' ');
    const truths = hosts.flatMap((host) =>
      (['authoritative', 'public_resolver'] as const).flatMap((source) =>
        addressAnswers(world.facts, source, host, 'A').filter((each) => each.addresses.length > 0),
      ),
    );
    const truth = [...new Set(truths.flatMap((each) => each.addresses))];
    const isKnownAsOld = truths.some(
      (each) => each.job.best.input.recursion && each.addresses.some((address) => seen.includes(address)),
    );
    return { findings, hosts, seen, truths, truth, isKnownAsOld };
  });
}

/** What fails at an address that only the old answer gives. */
function consequencesOf(
  world: RuleWorld,
  { findings, hosts, seen, truths, truth }: StaleAnswer,
): readonly Finding[] {
  const fromZone = truths.filter((each) => !each.job.best.input.recursion).flatMap((each) => each.addresses);
  const right = fromZone.length > 0 ? fromZone : truth;
  const wrong = seen.filter((address) => !right.includes(address));
  const compares = (each: Finding): boolean =>
    each.check === 'differing-certificates' && hosts.some((host) => each.subject.startsWith(host));
  return world
    .open()
    .filter(
      (each) =>
        !findings.includes(each) &&
        (addressesBehind(world, each).some((address) => wrong.includes(address)) || compares(each)),
    );
}

/** A special address was never the answer of a public zone; any other may be an old one whose time still runs (R17). */
const neverValid = ({ findings, seen }: StaleAnswer): readonly Evidence[] =>
  seen.some(isBogon) ? findings.flatMap((each) => each.evidence).slice(0, 1) : [];

function staleRivals(world: RuleWorld, answer: StaleAnswer): readonly RivalTest[] {
  const { hosts, truths } = answer;
  const asked = hosts
    .flatMap((host) => questionsTo(world.facts, 'system_resolver', host, 'A'))
    .filter((job) => job.best.data.response);
  return [
    {
      faultDomain: 'dns_operator',
      control: 'C6',
      excludedBy: truths.slice(0, 3).flatMap(answerEvidence),
      id: 'zone_servers_differ',
    },
    {
      faultDomain: 'undetermined',
      control: 'C6',
      excludedBy: neverValid(answer),
      id: 'old_answer_still_valid',
    },
    {
      faultDomain: 'customer_device',
      control: 'C6',
      excludedBy: asked.slice(0, 2).map((job) => pointAt(job.best, '/data/response/answers/0/value')),
      id: 'own_cache',
    },
    ...(operatorOfResolver(world) === 'customer_network' ? [routerForwards] : []),
  ];
}

/** R16: this seat's resolver says something else than public resolvers and the authoritative servers. */
const staleResolver = defineRule({
  id: 'R16',
  rootCause: 'dns.resolver_stale',
  match: (world) =>
    staleAnswers(world).map((answer) => {
      const accused = operatorOfResolver(world);
      return {
        subject: answer.hosts.join(', '),
        service: 'dns' as const,
        accused,
        basis: 'one_vantage' as const,
        isOpenQuestion: accused === 'customer_network' || answer.isKnownAsOld,
        values: { seen: answer.seen.join(', '), truth: answer.truth.join(', ') },
        rivals: staleRivals(world, answer),
        evidence: evidenceOf(answer.findings),
        explains: [...answer.findings, ...consequencesOf(world, answer)],
      };
    }),
});

export const resolverRules: readonly Rule[] = [resolverBroken, ...spreadingRules, staleResolver];
