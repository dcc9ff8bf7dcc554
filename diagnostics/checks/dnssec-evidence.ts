/** Where a broken chain of signatures shows: the digest at the parent, and keys or signatures at the zone's own servers. */
import type { JudgedAnswer, LinkBreak, ZoneLink } from '../dnssec/index.ts';
import type { Evidence } from '../model/message.ts';
import type { DnsObservation } from '../model/view/dns-answers.ts';
import { pointAtDenial, pointAtRecords } from '../model/view/pointing.ts';

/** The first record of the kind that a broken answer fails by, else what it says instead. */
export function signedEvidence(seenIn: DnsObservation, wanted: 'RRSIG' | 'DNSKEY'): readonly Evidence[] {
  const records = seenIn.data.response?.answers ?? [];
  const shown = records.filter(({ type }) => type === wanted).slice(0, 1);
  if (shown.length > 0) return pointAtRecords(seenIn, 'answers', shown);
  return records.length > 0
    ? pointAtRecords(seenIn, 'answers', records.slice(0, 1))
    : [pointAtDenial(seenIn)];
}

const brokenEvidence = ({ outcome, seenIn }: JudgedAnswer): readonly Evidence[] =>
  signedEvidence(seenIn, outcome === 'key_mismatch' ? 'DNSKEY' : 'RRSIG');

export function breakEvidence({ parent }: ZoneLink, { broken }: LinkBreak): readonly Evidence[] {
  const digests = parent?.data.response?.answers.filter(({ type }) => type === 'DS').slice(0, 1) ?? [];
  return [
    ...(parent ? pointAtRecords(parent, 'answers', digests) : []),
    ...broken.slice(0, 3).flatMap(brokenEvidence),
  ];
}
