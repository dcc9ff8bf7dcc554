import { describe } from 'vitest';
import { soonExpiringSignature } from '../../../../diagnostics/checks/dns/soon-expiring-signature.ts';
import { timeSources } from '../../../support/attribution-factories.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aZone, fromPublic, NS2 } from '../../../support/dns-factories.ts';
import { aSignedZone, type SignedZonePartial } from '../../../support/signed-zone.ts';

const signed = (partial: SignedZonePartial) => [...aZone(), ...timeSources(0), ...aSignedZone(partial)];
const ofHours = (fromHours: number, toHours: number): SignedZonePartial => ({
  signing: { fromHours, toHours },
});

describe('soon-expiring-signature', () => {
  checkCases(soonExpiringSignature, [
    ['passes in the middle of a lifetime of thirty days', signed(ofHours(-360, 360)), 'passed'],
    [
      'passes for signatures of two days, made a day ago (online signing)',
      signed(ofHours(-24, 24)),
      'passed',
    ],
    ['fails for the last day of thirty', signed(ofHours(-696, 24)), 'failed'],
    ['passes at a week before the end of a year', signed(ofHours(-8592, 168)), 'passed'],
    ['finds the one server that nobody renews', signed({ ...ofHours(-696, 24), only: NS2 }), 'failed'],
    ['leaves signatures that have run out to the chain', signed(ofHours(-900, -48)), 'untested'],
    ['does not apply to an unsigned domain', signed({ digestOf: null }), 'inapplicable.unsigned'],
    [
      'does not apply where a resolver says that the registry holds no key',
      [...aZone(), fromPublic('example.test', 'DS', [])],
      'inapplicable.unsigned',
    ],
    ['is untested where nobody asked for signatures', aZone(), 'untested'],
  ]);
});
