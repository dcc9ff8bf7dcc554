import { describe } from 'vitest';
import { weakDnssecAlgorithm } from '../../../../diagnostics/checks/dns/weak-dnssec-algorithm.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, aZone, fromPublic } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';

const domain = 'example.test';
const ds = (algorithm: number, digestType: number) =>
  aRecord(domain, 'DS', `1 ${algorithm} ${digestType} ab`, {
    keyTag: 1,
    algorithm,
    digestType,
    digest: 'ab',
  });
const signed = (...records: readonly ReturnType<typeof ds>[]) => [
  ...aZone(),
  fromPublic(domain, 'DS', records),
];

describe('weak-dnssec-algorithm', () => {
  checkCases(weakDnssecAlgorithm, [
    ['passes for ECDSA with SHA-256', signed(ds(13, 2)), 'passed'],
    ['fails for RSA with SHA-1 (RFC 9905)', signed(ds(5, 2)), 'failed.algorithm'],
    ['fails for a digest by SHA-1 alone', signed(ds(13, 1)), 'failed.digest'],
    ['passes for a digest by SHA-1 beside a better one', signed(ds(13, 1), ds(13, 2)), 'passed'],
    ['passes while a newer method is being brought in', signed(ds(5, 2), ds(13, 2)), 'passed'],
    [
      'does not apply to an unsigned domain',
      [...aZone(), fromPublic(domain, 'DS', [])],
      'inapplicable.unsigned',
    ],
    [
      'cannot tell after a time-out',
      [...aZone(), fromPublic(domain, 'DS', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested when nobody asked', aZone(), 'untested'],
  ]);
});
