/** RFC 9904, RFC 9905 (they replace RFC 8624): digests and signatures by SHA-1 and older methods, which validators are dropping. */
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

/** Algorithm numbers that must not be used for signing any more: RSA/MD5, DSA, RSA/SHA-1 (two), GOST. */
const weakAlgorithms: ReadonlySet<number> = new Set([1, 3, 5, 6, 7, 12]);
/** SHA-1, and GOST R 34.11-94. */
const weakDigests: ReadonlySet<number> = new Set([1, 3]);

export const weakDnssecAlgorithm = zoneCheck('weak-dnssec-algorithm', ({ facts, zone, said }) => {
  const word = wordOn(facts, zone, 'DS');
  if (word.status === 'unasked') return [untested(said)];
  if (word.status === 'unknown') return [cantTell({ ...said, evidence: word.seenIn.map(pointAtTrouble) })];
  if (word.status === 'none')
    return [inapplicable({ ...said, variant: 'unsigned', evidence: word.seenIn.map(pointAtDenial) })];
  const partOf = (part: string) => word.records.map((each) => Number(each.fields?.[part] ?? 0));
  const evidence = word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records));
  const seen = { ...said, evidence };
  const weak = partOf('algorithm').filter((each) => weakAlgorithms.has(each));
  if (weak.length === word.records.length)
    return [failed({ ...seen, variant: 'algorithm', values: { ...said.values, number: weak[0]! } })];
  const digests = partOf('digestType');
  if (digests.every((each) => weakDigests.has(each)))
    return [failed({ ...seen, variant: 'digest', values: { ...said.values, number: digests[0]! } })];
  return [passed(seen)];
});
