/** The domain's signatures do not hold, so an authority must refuse what DNS says of it, CAA and proofs alike (R60). */
import { breakOf, valuesOf, zoneLinkOf } from '../../dnssec/index.ts';
import { trueTime } from '../../model/view/vantage.ts';
import { breakEvidence } from '../dnssec-evidence.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { renewalCheck, type Renewal } from './each-renewal.ts';

/** Since then every public authority has to validate signatures (CA/Browser Forum ballot SC-085v2). */
const VALIDATED_SINCE = Date.parse('2026-03-15T00:00:00Z');

function evaluate({ facts, said }: Renewal) {
  if (trueTime(facts, facts.lastSeenAt) < VALIDATED_SINCE) return inapplicable(said);
  const link = zoneLinkOf(facts);
  const found = breakOf(link);
  if (found)
    return failed({
      ...said,
      values: { ...said.values, zone: link.zone, ...valuesOf(found) },
      evidence: breakEvidence(link, found),
    });
  const isSound = link.answers.every(({ outcome }) => outcome === 'sound');
  return link.status === 'unasked' || !isSound ? untested(said) : passed(said);
}

export const refusedRenewalLookup = renewalCheck('refused-renewal-lookup', ['dns'], evaluate);
