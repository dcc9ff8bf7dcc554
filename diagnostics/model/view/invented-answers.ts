/** What resolvers said of names that were made up for this run (R20). */
import type { Evidence } from '../message.ts';
import { isInventedName } from './dns-honesty.ts';
import type { DnsObservation } from './dns-answers.ts';
import { answeredAddresses } from './dns-answers.ts';
import type { Facts } from './facts.ts';
import { sourceOf, type AnswerSource } from './host-addresses.ts';
import { pointAt, pointAtDenial } from './pointing.ts';

export interface InventedName {
  readonly name: string;
  /** The seat's resolver gave an address for it. */
  readonly given: DnsObservation | undefined;
  /** The seat's resolver denied it. */
  readonly deniedHere: DnsObservation | undefined;
  /** A public resolver denied it: the name really does not exist, and no wildcard answers for it. */
  readonly denied: DnsObservation | undefined;
  /** A public resolver knows an address: a wildcard in the zone answers. */
  readonly isWildcard: boolean;
}

const addressesIn = ({ data }: DnsObservation, name: string): readonly string[] =>
  data.response ? answeredAddresses(data.response, name, 'A') : [];

function readName(name: string, heard: readonly DnsObservation[]): InventedName {
  const from = (source: AnswerSource) =>
    heard.filter((each) => each.input.name === name && sourceOf(each) === source);
  const isDenial = (each: DnsObservation): boolean => addressesIn(each, name).length === 0;
  const isAnswer = (each: DnsObservation): boolean => !isDenial(each);
  const [here, outside] = [from('system_resolver'), from('public_resolver')];
  return {
    name,
    given: here.find(isAnswer),
    deniedHere: here.find(isDenial),
    denied: outside.some(isAnswer) ? undefined : outside.find(isDenial),
    isWildcard: outside.some(isAnswer),
  };
}

export function inventedAnswers(facts: Facts): readonly InventedName[] {
  const heard = facts
    .jobs('dns')
    .map((job) => job.best)
    .filter((each) => isInventedName(each.input.name) && each.failure === undefined && each.data.response);
  return [...new Set(heard.map((each) => each.input.name))].map((name) => readName(name, heard));
}

/** Names that nobody has and that this seat's resolver gives an address for, in at least two places of the tree. */
export const rewrittenNames = (facts: Facts): readonly InventedName[] =>
  inventedAnswers(facts).filter((each) => each.given !== undefined && each.denied !== undefined);

export const isRewriting = (facts: Facts): boolean => rewrittenNames(facts).length >= 2;

/** Addresses that stand for every name that does not exist. */
export const standInAddresses = (facts: Facts): readonly string[] => [
  ...new Set(rewrittenNames(facts).flatMap(({ name, given }) => addressesIn(given!, name))),
];

export const givenEvidence = ({ given }: InventedName): readonly Evidence[] =>
  given ? [pointAt(given, '/data/response/answers/0/value')] : [];

export const denialEvidence = ({ denied }: InventedName): readonly Evidence[] =>
  denied ? [pointAtDenial(denied)] : [];
