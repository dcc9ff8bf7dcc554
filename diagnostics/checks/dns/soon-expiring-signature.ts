/**
 * RFC 6781 section 4.4.2: signatures that should have been renewed by now. How long before the end that is done differs by a factor of a
 * hundred, so a tenth of their own lifetime is the measure, three days at most.
 */
import { signatureEnds, zoneLinkOf } from '../../dnssec/index.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const PART_OF_LIFETIME = 0.1;
const LONGEST_NOTICE_SECONDS = 3 * 86_400;

export const soonExpiringSignature = zoneCheck('soon-expiring-signature', ({ facts, zone, said }) => {
  const link = zoneLinkOf(facts);
  if (
    link.status === 'unsigned' ||
    (link.status === 'unasked' && wordOn(facts, zone, 'DS').status === 'none')
  )
    return [inapplicable({ ...said, variant: 'unsigned' })];
  const ends = signatureEnds(facts).toSorted((a, b) => a.remaining - b.remaining);
  const [first] = ends;
  if (!first) return [untested(said)];
  const records =
    first.seenIn.data.response?.answers.filter(({ type }) => type === 'RRSIG').slice(0, 1) ?? [];
  const seen = {
    ...said,
    values: { ...said.values, server: first.server.serverName, end: first.endsAt },
    evidence:
      records.length > 0 ? pointAtRecords(first.seenIn, 'answers', records) : [pointAtDenial(first.seenIn)],
  };
  const notice = Math.min(first.lifetime * PART_OF_LIFETIME, LONGEST_NOTICE_SECONDS);
  return [first.remaining < notice ? failed(seen) : passed(seen)];
});
