/**
 * R16, R17: the resolver of this network gives addresses that DNS truth does not know. Tolerant: one shared address, or a
 * certificate for the name at the given address, is enough, since answers may differ by place.
 */
import type { Assertion } from '../../model/finding.ts';
import { familyOf, isBogon, sortedUnique } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import {
  addressAnswers,
  sourceOf,
  trueAddresses,
  type AddressAnswer,
  type AnswerSource,
} from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { provenBySession } from '../../model/view/proven-address.ts';
import { addressWord, wordOn } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'stale-resolver-answer';

const types = ['A', 'AAAA'] as const;
const answersOf = (facts: Facts, source: AnswerSource, name: string) =>
  types.flatMap((type) => addressAnswers(facts, source, name, type));
const addressesIn = (answers: readonly AddressAnswer[]) =>
  sortedUnique(answers.flatMap((each) => each.addresses));

/** Answers of the configured resolver that shares nothing with the truth, else of all of them. */
function answersToJudge(facts: Facts, name: string, truth: readonly string[]): readonly AddressAnswer[] {
  const answers = answersOf(facts, 'system_resolver', name);
  const resolvers = sortedUnique(answers.map((each) => each.job.best.endpoint.address ?? ''));
  const groups = resolvers.map((resolver) =>
    answers.filter((each) => (each.job.best.endpoint.address ?? '') === resolver),
  );
  const isOdd = (group: readonly AddressAnswer[]) => {
    const given = addressesIn(group);
    return given.length > 0 && !given.some((each) => truth.includes(each));
  };
  return groups.find(isOdd) ?? answers;
}

/** A family can be compared only when DNS truth knows or denies it. */
const isComparable = (facts: Facts, name: string, given: readonly string[]): boolean =>
  given.every((each) => {
    const { status, seenIn } = wordOn(facts, name, familyOf(each) === 6 ? 'AAAA' : 'A');
    return (
      status === 'none' || (status === 'found' && seenIn.every((one) => sourceOf(one) !== 'system_resolver'))
    );
  });

/** What the difference looks like; a filter answers with addresses of nowhere. */
function variantOf(
  given: readonly string[],
  truth: readonly string[],
  everywhere: readonly string[],
): string | undefined {
  if (given.length === 0) return 'missing';
  if (truth.length === 0) return 'gone';
  if (given.every(isBogon) && !truth.some(isBogon)) return 'filtered';
  return given.some((each) => everywhere.includes(each)) ? 'everywhere' : undefined;
}

const addressRecords = ({ data }: DnsObservation) =>
  (data.response?.answers ?? []).filter(({ type }) => type === 'A' || type === 'AAAA');

function judge(facts: Facts, subject: string): Assertion {
  const truth = trueAddresses(facts, subject);
  const answers = answersToJudge(facts, subject, truth);
  if (answers.length === 0) return untested({ check, subject });
  const given = addressesIn(answers);
  const isDenied = truth.length === 0 && addressWord(facts, subject).status === 'none';
  const evidence = answers.flatMap(({ addresses, job: { best } }) =>
    addresses.length > 0
      ? pointAtRecords(best, 'answers', addressRecords(best)).slice(0, 2)
      : [pointAtDenial(best)],
  );
  const values = {
    given: given.join(', '),
    truth: truth.join(', '),
    minutes: Math.ceil(Math.max(0, ...answers.map((each) => each.ttl ?? 0)) / 60),
  };
  if (truth.length === 0 && !isDenied) return cantTell({ check, subject, values, evidence });
  if (given.some((each) => truth.includes(each)) || (given.length === 0 && isDenied))
    return passed({ check, subject, values, evidence });
  const proof = provenBySession(facts, subject, given);
  if (proof) return passed({ check, subject, variant: 'proven', values, evidence: [...evidence, proof] });
  // A negative answer for one family says nothing of the other.
  const isHalf = given.length === 0 && new Set(answers.map((each) => each.job.best.input.type)).size < 2;
  if (isHalf || !isComparable(facts, subject, given)) return cantTell({ check, subject, values, evidence });
  const variant = variantOf(given, truth, addressesIn(answersOf(facts, 'public_resolver', subject)));
  return failed(
    variant ? { check, subject, variant, values, evidence } : { check, subject, values, evidence },
  );
}

export const staleResolverAnswer = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const { domain, isAddress } = facts.request.target;
    return isAddress
      ? [inapplicable({ check, subject: domain })]
      : hostsToResolve(facts).map((host) => judge(facts, host));
  },
});
