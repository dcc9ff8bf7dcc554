/** Rules about the registration of the domain: what the registry's own word (RDAP) tells of a domain that leads nowhere. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { pointAt } from '../../model/view/pointing.ts';
import {
  isInRenewalGrace,
  isPastExpiry,
  lapseOf,
  lapseValues,
  registrationOf,
  type Lapse,
} from '../../model/view/registration.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

/** C6: at least two servers of the parent deny the domain. */
function denials(world: RuleWorld): readonly Evidence[] {
  const found = world.facts
    .jobs('dns')
    .filter(
      (job) =>
        !job.best.input.recursion &&
        job.best.data.response?.flags.aa === true &&
        job.best.data.response.rcode === 'NXDOMAIN',
    );
  const servers = new Set(found.map((job) => job.best.endpoint.address));
  return servers.size >= 2 ? found.slice(0, 2).map((job) => pointAt(job.best, '/data/response/rcode')) : [];
}

const oneParentServer = (world: RuleWorld): RivalTest => ({
  faultDomain: 'dns_operator',
  control: 'C6',
  excludedBy: denials(world),
  id: 'one_parent_server',
});

/** `shop.example:443 (192.0.2.1)` is about `shop.example`. */
const hostIn = (subject: string): string => /^[^\s:(,]+/.exec(subject)?.[0] ?? subject;

/** Everything that was found out about names of the domain: all of it follows from where the domain leads. */
function aboutDomain(world: RuleWorld, domain: string): readonly Finding[] {
  return world
    .open()
    .filter(
      (finding) =>
        finding.check === 'resolver-failure' ||
        isWithin(hostIn(finding.subject), domain) ||
        world.behind(finding).some(({ endpoint }) => isWithin(endpoint.name ?? '', domain)),
    );
}

const lapsed = (world: RuleWorld, wanted: readonly Lapse[]): readonly Finding[] => {
  const lapse = lapseOf(world.facts);
  return lapse !== null && wanted.includes(lapse) ? world.open('inactive-registration') : [];
};

/** The registry's words that point to an end: a date that is past, or a renewal that can still be taken back. */
function endOfRegistration(world: RuleWorld): readonly Evidence[] {
  const registration = registrationOf(world.facts);
  if (registration.status !== 'present') return [];
  const { seenIn } = registration;
  const expiry = seenIn.data.events?.findIndex(({ action }) => action === 'expiration') ?? -1;
  if (isPastExpiry(world.facts, registration)) return [pointAt(seenIn, `/data/events/${expiry}/date`)];
  return isInRenewalGrace(registration) ? [pointAt(seenIn, '/data/statuses')] : [];
}

/** R23: the registration ran out. The registry says so, or the registrar put in the servers that it keeps for that. */
const expired = defineRule({
  id: 'R23',
  rootCause: 'domain.expired',
  match: (world) =>
    lapsed(world, ['redemption', 'pending_delete', 'expired_servers']).map((finding): Match => {
      const isParked = lapseOf(world.facts) === 'expired_servers';
      const parkedByChoice: RivalTest = {
        faultDomain: 'registrar',
        control: 'C6',
        excludedBy: endOfRegistration(world),
        id: 'parked_by_choice',
      };
      return {
        subject: finding.subject,
        service: 'dns',
        accused: 'customer_configuration',
        basis: isParked ? 'one_vantage' : 'own_words',
        values: lapseValues(world.facts),
        rivals: [isParked ? parkedByChoice : oneParentServer(world)],
        evidence: evidenceOf([finding]),
        explains: [finding, ...aboutDomain(world, finding.subject).filter((each) => each !== finding)],
      };
    }),
});

/** R24: registered and left out of the zone by its registrar (clientHold) or by the registry (serverHold, RFC 5731 section 2.3). */
const held = defineRule({
  id: 'R24',
  rootCause: 'domain.on_hold',
  match: (world) =>
    lapsed(world, ['held']).map((finding) => ({
      subject: finding.subject,
      service: 'dns' as const,
      accused: 'registrar' as const,
      basis: 'own_words' as const,
      values: lapseValues(world.facts),
      rivals: [
        oneParentServer(world),
        {
          faultDomain: 'customer_configuration' as const,
          control: 'C9' as const,
          excludedBy: [],
          id: 'hold_reason',
          isDeciding: false,
        },
      ],
      evidence: evidenceOf([finding]),
      explains: [finding, ...aboutDomain(world, finding.subject).filter((each) => each !== finding)],
    })),
});

const NEWLY_MS = 2 * 86_400_000;

/** A change of the last days may still be on its way into the zone. */
function isSettled(world: RuleWorld): readonly Evidence[] {
  const registration = registrationOf(world.facts);
  if (registration.status !== 'present') return [];
  const { seenIn } = registration;
  const changes = (seenIn.data.events ?? []).filter(
    ({ action }) => action === 'registration' || action === 'last changed',
  );
  const isOld = ({ date }: { readonly date: string }): boolean =>
    Date.parse(seenIn.startedAt) - Date.parse(date) > NEWLY_MS;
  return changes.length > 0 && changes.every(isOld) ? [pointAt(seenIn, '/data/events')] : [];
}

type Denied = Pick<Match, 'accused' | 'basis' | 'rivals' | 'variant' | 'isOpenQuestion'>;

/** Whom the registry's word points to; without it, unpaid, deleted and mistyped look alike. */
function deniedBecause(world: RuleWorld): Denied {
  const agreeing = oneParentServer(world);
  switch (lapseOf(world.facts)) {
    case 'unregistered':
      return {
        accused: 'customer_configuration',
        basis: 'own_words',
        variant: 'unregistered',
        rivals: [agreeing],
      };
    case 'no_servers':
      return {
        accused: 'customer_configuration',
        basis: 'own_words',
        variant: 'no_servers',
        rivals: [agreeing],
      };
    case 'unpublished':
      return {
        accused: 'registrar',
        basis: 'one_vantage',
        variant: 'unpublished',
        rivals: [
          agreeing,
          {
            faultDomain: 'undetermined',
            control: 'C6',
            excludedBy: isSettled(world),
            id: 'change_on_its_way',
          },
        ],
      };
    default:
      return {
        accused: 'registrar',
        basis: 'own_words',
        isOpenQuestion: true,
        rivals: [
          agreeing,
          {
            faultDomain: 'customer_configuration',
            control: 'C9',
            excludedBy: [],
            id: 'expired_or_mistyped',
          },
        ],
      };
  }
}

/** R22: the parent denies the name. */
const noDelegation = defineRule({
  id: 'R22',
  rootCause: 'dns.no_delegation',
  match: (world) =>
    world.open('missing-delegation').map((finding): Match => {
      const registry = world.open('inactive-registration');
      return {
        subject: finding.subject,
        service: 'dns',
        ...deniedBecause(world),
        values: lapseValues(world.facts),
        evidence: [...finding.evidence, ...evidenceOf(registry)],
        explains: [finding, ...aboutDomain(world, finding.subject).filter((each) => each !== finding)],
      };
    }),
});

export const registrationRules: readonly Rule[] = [expired, held, noDelegation];
