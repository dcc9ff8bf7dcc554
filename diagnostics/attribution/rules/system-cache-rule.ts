/** R4: programs on this computer get another address than its lookup service gives when it is asked afresh. */
import type { Finding } from '../../model/finding.ts';
import { isDnsIntercepted } from '../../model/view/dns-honesty.ts';
import { addressAnswers, systemAddresses, trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { provenBySession } from '../../model/view/proven-address.ts';
import { answerEvidence } from '../controls.ts';
import { defineRule, type Match } from '../rule.ts';
import { addressesBehind, evidenceOf, type RuleWorld } from '../rule-world.ts';

const types = ['A', 'AAAA'] as const;

/** What the same lookup service gives when it is asked directly. */
const freshAnswers = (world: RuleWorld, host: string) =>
  types
    .flatMap((type) => addressAnswers(world.facts, 'system_resolver', host, type))
    .filter((each) => each.addresses.length > 0);

/** C6: the zone's own servers or public resolvers say what the fresh answer says. */
const truthOf = (world: RuleWorld, host: string) =>
  (['authoritative', 'public_resolver'] as const)
    .flatMap((source) => types.flatMap((type) => addressAnswers(world.facts, source, host, type)))
    .filter((each) => each.addresses.length > 0);

function matchOf(world: RuleWorld, finding: Finding): Match | undefined {
  const host = finding.subject;
  const seen = systemAddresses(world.facts, host);
  const fresh = freshAnswers(world, host);
  const truth = trueAddresses(world.facts, host);
  const isFreshTrue = fresh.some((each) => each.addresses.some((address) => truth.includes(address)));
  // a server that proves to serve the name is one of several good ones: answers differ by place and turn
  const isGood = seen.some((each) => truth.includes(each)) || provenBySession(world.facts, host, seen);
  if (!isFreshTrue || isGood) return undefined;
  const consequences = world
    .open()
    .filter(
      (each) => each !== finding && addressesBehind(world, each).some((address) => seen.includes(address)),
    );
  return {
    subject: host,
    service: 'dns',
    accused: 'customer_device',
    basis: 'seat',
    variant: seen.length === 0 ? 'forgotten' : 'old_address',
    values: { seen: seen.join(', '), truth: truth.join(', ') },
    rivals: [
      {
        faultDomain: 'dns_operator',
        control: 'C6',
        excludedBy: truthOf(world, host).slice(0, 2).flatMap(answerEvidence),
        id: 'answers_vary',
      },
      {
        faultDomain: 'access_provider',
        control: 'C6',
        excludedBy: fresh.slice(0, 2).map((each) => pointAt(each.job.best, '/data/response/answers/0/value')),
        id: 'lookup_service_remembers',
      },
    ],
    evidence: evidenceOf([finding]),
    explains: [finding, ...consequences],
  };
}

export const systemCacheStale = defineRule({
  id: 'R4',
  rootCause: 'dns.system_cache_stale',
  match: (world) =>
    isDnsIntercepted(world.facts)
      ? []
      : world.open('differing-system-lookup').flatMap((finding) => matchOf(world, finding) ?? []),
});
