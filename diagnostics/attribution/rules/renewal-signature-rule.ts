/** R60: an automatic certificate was not renewed while the domain's signatures do not hold. Whoever has to mend them hinders the renewal. */
import { breakOf, valuesOf, zoneLinkOf } from '../../dnssec/index.ts';
import { validationFailures } from '../../model/view/validation.ts';
import { isDigestLeft, refusedElsewhere } from './dnssec-rules.ts';
import { renewalRule } from './renewal-rules.ts';
import { zoneOperator } from './zone-operator.ts';

export const signaturesHinder = renewalRule({
  id: 'R60',
  rootCause: 'tls.renewal.signatures_refused',
  check: 'refused-renewal-lookup',
  judge({ world, trouble }) {
    const found = breakOf(zoneLinkOf(world.facts));
    if (!found) return null;
    const isDigest = isDigestLeft(found);
    const operator = zoneOperator(world);
    return {
      accused: isDigest ? 'customer_configuration' : operator.accused,
      // that the signatures hindered it is an inference: the authority's own words are not to be had from here
      basis: 'one_vantage',
      isOpenQuestion: !isDigest && operator.isOpenQuestion,
      values: { host: trouble.host, zone: zoneLinkOf(world.facts).zone, ...valuesOf(found) },
      rivals: [refusedElsewhere(validationFailures(world.facts)), ...(isDigest ? [] : operator.rivals)],
    };
  },
});
