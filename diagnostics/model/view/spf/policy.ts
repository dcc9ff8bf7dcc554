/** The SPF policy of the mail domain as far as DNS has answered: what it costs, and what it says of one sending address. */
import { canonicalAddress } from '../addresses.ts';
import { oncePerFacts, type Facts } from '../facts.ts';
import type { Evidence } from '../../message.ts';
import type { DnsObservation } from '../dns-answers.ts';
import { questionsTo } from '../host-addresses.ts';
import { mailDomain } from '../hosts.ts';
import { pointAtDenial, pointAtRecords } from '../pointing.ts';
import { isSpf } from '../text-records.ts';
import { wordOn } from '../record-word.ts';
import { evaluateSpf, type SpfEvaluation } from './evaluate.ts';
import type { SpfLookup } from './context.ts';

/** What only the zone's own server could not tell is still to be asked of a resolver. */
const lookupIn =
  (facts: Facts): SpfLookup =>
  ({ name, type }) => {
    const word = wordOn(facts, name, type);
    const isOpen =
      word.status === 'unknown' && questionsTo(facts, 'public_resolver', name, type).length === 0;
    return isOpen ? { status: 'unasked', records: [] } : word;
  };

/** Every term of a domain's policy, for nobody in particular: lookups, voids, and what is wrong with it whoever sends. */
export const spfWalk: (facts: Facts, domain: string) => SpfEvaluation = oncePerFacts(
  (facts, domain: string) => evaluateSpf({ address: null, domain }, lookupIn(facts)),
  (domain) => domain,
);
export const spfCost = (facts: Facts): SpfEvaluation => spfWalk(facts, mailDomain(facts));

/** What a receiver finds for mail from this address under the domain's policy. */
export const spfFor: (facts: Facts, address: string, domain: string) => SpfEvaluation = oncePerFacts(
  (facts, address: string, domain: string) =>
    evaluateSpf({ address: canonicalAddress(address), domain }, lookupIn(facts)),
  (address, domain) => `${address} ${domain}`,
);

/** Lookups of an evaluation that failed: what it says may be less than the truth. */
export const spfGaps = (facts: Facts, { questions }: SpfEvaluation): readonly DnsObservation[] =>
  questions.flatMap(({ name, type }) => {
    const word = wordOn(facts, name, type);
    return word.status === 'unknown' ? word.seenIn : [];
  });

/** Where the record that holds a problem was read. */
export function spfRecordEvidence(facts: Facts, domain: string): readonly Evidence[] {
  const word = wordOn(facts, domain, 'TXT');
  if (word.status !== 'found') return word.seenIn.slice(0, 2).map(pointAtDenial);
  const records = word.records.filter(isSpf);
  return word.seenIn.flatMap((each) =>
    records.length > 0 ? pointAtRecords(each, 'answers', records) : [pointAtDenial(each)],
  );
}
