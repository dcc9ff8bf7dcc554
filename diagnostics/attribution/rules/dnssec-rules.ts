/** Rules about signed domains (DNSSEC): who has to act when validating resolvers refuse an answer that is there. */
import {
  breakAbove,
  breakOf,
  valuesAbove,
  valuesOf,
  zoneLinkOf,
  type BreakAbove,
  type LinkBreak,
  type LinkFault,
} from '../../dnssec/index.ts';
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { pointAt, pointAtRecords } from '../../model/view/pointing.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { validationFailures, type ValidationFailure } from '../../model/view/validation.ts';
import { clockIsRight } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';
import { operatorOfResolver, routerForwards } from './resolver-operator.ts';
import { zoneOperator } from './zone-operator.ts';

/** The refusal, the reason that came with it (RFC 8914), and the answer that the same resolver gives without validating. */
const refusalEvidence = ({ refused, unchecked }: ValidationFailure): readonly Evidence[] => [
  pointAt(refused, '/failure/code', '/data/response/rcode'),
  ...((refused.data.response?.extendedErrors.length ?? 0) > 0
    ? [pointAt(refused, '/data/response/extendedErrors/0')]
    : []),
  pointAt(unchecked, '/data/response/answers/0/value', '/data/response/rcode'),
];

/** What people notice when a resolver refuses the domain. */
const consequences = (world: RuleWorld, zone: string): readonly Finding[] =>
  world
    .open(
      'resolver-failure',
      'missing-address-record',
      'missing-mx',
      'mx-without-address',
      'stale-resolver-answer',
      'differing-system-lookup',
    )
    .filter(({ check, subject }) => check === 'resolver-failure' || isWithin(subject, zone));

/** Resolvers elsewhere refuse as well: what was measured here is not somebody's doing on the way. */
export const refusedElsewhere = (failures: readonly ValidationFailure[]): RivalTest => ({
  faultDomain: 'internet_path',
  control: 'C6',
  excludedBy: failures
    .filter(({ operator }) => operator !== null)
    .slice(0, 2)
    .flatMap((failure) => refusalEvidence(failure).slice(0, 1)),
  id: 'signatures_altered_on_the_way',
});

/** One server without the right keys beside others that have them is a fault of the servers, not of the entry at the registry. */
export const isDigestLeft = ({ fault, isEverywhere }: LinkBreak): boolean =>
  isEverywhere && (fault === 'key_missing' || fault === 'key_mismatch');

/** The parent vouches for keys that the zone does not have: the entry at the registrar was left behind, as a rule by a move. */
function digestMatch(
  world: RuleWorld,
  finding: Finding,
  found: LinkBreak,
  failures: readonly ValidationFailure[],
): Match {
  return {
    subject: finding.subject,
    service: 'dns',
    rootCause: 'dns.dnssec_ds_left',
    values: valuesOf(found),
    accused: 'customer_configuration',
    basis: 'one_vantage',
    rivals: [
      refusedElsewhere(failures),
      // the operator may have dropped or changed its keys without a word: rare, and mended at the same place
      {
        faultDomain: 'dns_operator',
        control: 'C9',
        excludedBy: [],
        id: 'operator_changed_keys',
        isDeciding: false,
      },
    ],
    evidence: [...evidenceOf([finding]), ...failures.slice(0, 2).flatMap(refusalEvidence)],
    evidenceAgainst: resolvedElsewhere(world),
    explains: [finding, ...consequences(world, finding.subject)],
  };
}

/** Resolvers that give the domain's address all the same: they do not validate, or make an exception for it. */
const resolvedElsewhere = (world: RuleWorld): readonly Evidence[] =>
  world.facts
    .jobs('dns')
    .map((job) => job.best)
    .filter(
      ({ input, failure, data }) =>
        input.recursion &&
        input.checkingDisabled !== true &&
        input.name === mailDomain(world.facts) &&
        input.type === 'A' &&
        failure === undefined &&
        (data.response?.answers.length ?? 0) > 0,
    )
    .slice(0, 2)
    .map((each) => pointAt(each, '/data/response/answers/0/value'));

const isAboutTime = (fault: LinkFault): boolean => fault === 'expired' || fault === 'not_yet_valid';

/** The zone's own servers give signatures that nobody can accept: whoever signs the zone has to mend it. */
function signatureMatch(
  world: RuleWorld,
  finding: Finding,
  found: LinkBreak,
  failures: readonly ValidationFailure[],
): Match {
  const operator = zoneOperator(world);
  return {
    subject: finding.subject,
    service: 'dns',
    rootCause: 'dns.dnssec_signature',
    accused: operator.accused,
    basis: 'own_words',
    isOpenQuestion: operator.isOpenQuestion,
    values: valuesOf(found),
    rivals: [refusedElsewhere(failures), ...ownClock(world, found.fault), ...operator.rivals],
    evidence: [...evidenceOf([finding]), ...failures.slice(0, 2).flatMap(refusalEvidence)],
    evidenceAgainst: resolvedElsewhere(world),
    explains: [
      finding,
      ...consequences(world, finding.subject),
      ...(found.isEverywhere ? [] : world.open('differing-zone-serial')),
    ],
  };
}

const ownClock = (world: RuleWorld, fault: LinkFault): readonly RivalTest[] =>
  isAboutTime(fault)
    ? [
        {
          faultDomain: 'customer_device',
          control: 'C7',
          excludedBy: clockIsRight(world.facts),
          id: 'own_clock',
        },
      ]
    : [];

/**
 * What stands above the zone does not hold: its registry has to mend it, whom people reach through their registrar. Where the zone above is
 * the customer's own, it is whoever runs that.
 */
function aboveMatch(
  world: RuleWorld,
  finding: Finding,
  above: BreakAbove,
  failures: readonly ValidationFailure[],
): Match {
  const isOwn = isWithin(above.zone, mailDomain(world.facts));
  const operator = isOwn ? zoneOperator(world, above.nameServers) : null;
  return {
    subject: finding.subject,
    service: 'dns',
    rootCause: 'dns.dnssec_above',
    accused: operator?.accused ?? 'registrar',
    basis: 'own_words',
    ...(operator && { isOpenQuestion: operator.isOpenQuestion }),
    values: valuesAbove(above),
    rivals: [refusedElsewhere(failures), ...ownClock(world, above.fault), ...(operator?.rivals ?? [])],
    evidence: [...evidenceOf([finding]), ...failures.slice(0, 2).flatMap(refusalEvidence)],
    evidenceAgainst: resolvedElsewhere(world),
    explains: [finding, ...consequences(world, finding.subject)],
  };
}

/** What was fetched from the parent and the zone's servers does not hold, so every resolver that validates refuses it. */
function chainMatches(world: RuleWorld, failures: readonly ValidationFailure[]): readonly Match[] {
  const found = breakOf(zoneLinkOf(world.facts));
  const above = found ? null : breakAbove(world.facts);
  if (above)
    return world.open('bogus-dnssec-chain').map((finding) => aboveMatch(world, finding, above, failures));
  if (!found) return [];
  return world
    .open('bogus-dnssec-chain')
    .map((finding) =>
      isDigestLeft(found)
        ? digestMatch(world, finding, found, failures)
        : signatureMatch(world, finding, found, failures),
    );
}

/** Nothing is wrong with the zone: it is unsigned, or its keys and signatures were verified here. */
const soundZone = (world: RuleWorld): readonly Evidence[] => {
  const { status, parent, answers } = zoneLinkOf(world.facts);
  if (status === 'unsigned' && parent) return [pointAt(parent, '/data/response/rcode')];
  if (status !== 'judged' || answers.some(({ outcome }) => outcome !== 'sound')) return [];
  return answers
    .slice(0, 2)
    .flatMap(({ seenIn }) =>
      pointAtRecords(seenIn, 'answers', seenIn.data.response?.answers.slice(0, 1) ?? []),
    );
};

/** The zone holds: a resolver refuses it for reasons of its own, or something above the zone is broken. */
function refusalMatch(world: RuleWorld, failures: readonly ValidationFailure[]): Match {
  const own = failures.filter(({ operator }) => operator === null);
  const answered = resolvedElsewhere(world);
  const isOnlyOurs = own.length === failures.length && answered.length > 0;
  const accused = isOnlyOurs ? operatorOfResolver(world) : 'undetermined';
  return {
    subject: failures.map(({ subject }) => subject).join(', '),
    service: 'dns',
    rootCause: 'dns.dnssec_resolver',
    accused,
    basis: 'one_vantage',
    isOpenQuestion: accused === 'customer_network',
    values: { domain: mailDomain(world.facts) },
    rivals: [
      { faultDomain: 'dns_operator', control: 'C6', excludedBy: soundZone(world), id: 'zone_badly_signed' },
      {
        faultDomain: 'registrar',
        control: 'C6',
        excludedBy: isOnlyOurs ? answered : [],
        id: 'others_refuse_too',
      },
      ...(accused === 'customer_network' ? [routerForwards] : []),
    ],
    evidence: failures.flatMap(refusalEvidence),
    evidenceAgainst: isOnlyOurs ? [] : answered,
    explains: consequences(world, mailDomain(world.facts)),
  };
}

/** R29: resolvers that validate refuse the domain; without validation the same resolvers answer. */
const validationFails = defineRule({
  id: 'R29',
  rootCause: 'dns.dnssec_signature',
  match(world) {
    const failures = validationFailures(world.facts);
    const chain = chainMatches(world, failures);
    if (chain.length > 0) return chain;
    const isOpen = world
      .open('resolver-failure')
      .some(({ subject }) => failures.some((each) => each.subject === subject));
    return isOpen ? [refusalMatch(world, failures)] : [];
  },
});

export const dnssecRules: readonly Rule[] = [validationFails];
