/** R19: the public zone gives an address that cannot be reached over the internet: private, loopback, reserved. */
import type { Assertion } from '../../model/finding.ts';
import { canonicalAddress, isBogon, rangeOf } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'bogus-address-record';

const kindOf = (address: string): string => {
  const range = rangeOf(address);
  if (range === 'loopback' || range === 'unspecified') return 'this_computer';
  return range === 'private' ||
    range === 'uniqueLocal' ||
    range === 'linkLocal' ||
    range === 'carrierGradeNat'
    ? 'home_network'
    : 'reserved';
};

function judge(facts: Facts, subject: string): Assertion {
  const truth = trueAddresses(facts, subject);
  const words = [wordOn(facts, subject, 'A'), wordOn(facts, subject, 'AAAA')];
  const [bogus] = truth.filter(isBogon);
  const shown = words.flatMap((word) =>
    word.seenIn.flatMap((each) =>
      pointAtRecords(
        each,
        'answers',
        word.records.filter((record) => !bogus || canonicalAddress(record.value) === bogus),
      ),
    ),
  );
  if (bogus)
    return failed({ check, subject, values: { address: bogus, kind: kindOf(bogus) }, evidence: shown });
  if (truth.length > 0)
    return passed({ check, subject, values: { addresses: truth.join(', ') }, evidence: shown });
  const isDenied = words.every((word) => word.status === 'none');
  return isDenied
    ? inapplicable({ check, subject, evidence: words.flatMap((word) => word.seenIn.map(pointAtDenial)) })
    : untested({ check, subject });
}

export const bogusAddressRecord = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const { domain, isAddress } = facts.request.target;
    return isAddress
      ? [inapplicable({ check, subject: domain, variant: 'address' })]
      : hostsToResolve(facts).map((host) => judge(facts, host));
  },
});
