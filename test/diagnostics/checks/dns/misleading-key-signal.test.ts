import { describe } from 'vitest';
import { misleadingKeySignal } from '../../../../diagnostics/checks/dns/misleading-key-signal.ts';
import { keysOf, dsText, type SigningAlgorithm } from '../../../lab/world/signing-keys.ts';
import type { ZoneLine } from '../../../lab/world/signing.ts';
import type { ZoneRecord } from '../../../lab/world/zones.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { timeSources } from '../../../support/attribution-factories.ts';
import { aZone, fromPublic, NS1 } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';
import { aSignedZone, type SignedZonePartial } from '../../../support/signed-zone.ts';

const domain = 'example.test';
const cds = (generation = 0, algorithm: SigningAlgorithm = 'ecdsap256'): ZoneRecord => [
  `${domain}.`,
  'CDS',
  dsText(domain, { generation, algorithm }),
];
const cdnskey = (generation = 0, algorithm: SigningAlgorithm = 'ecdsap256'): ZoneRecord => [
  `${domain}.`,
  'CDNSKEY',
  keysOf(domain, generation, algorithm).keySigning.record,
];
const removal: readonly ZoneRecord[] = [
  [`${domain}.`, 'CDS', '0 0 0 00'],
  [`${domain}.`, 'CDNSKEY', '0 3 0 AA=='],
];

const asking = (records: readonly ZoneRecord[], partial: SignedZonePartial = {}) => [
  ...aZone(),
  ...timeSources(0),
  ...aSignedZone({ questions: ['CDS', 'CDNSKEY'], records, ...partial }),
];
const unsignedSignal = (lines: readonly ZoneLine[]) =>
  lines.filter((line) => line[2] !== 'RRSIG' || !line[3].startsWith('CD'));
const two = ['ecdsap256', 'rsasha256'] as const;

describe('misleading-key-signal', () => {
  checkCases(misleadingKeySignal, [
    ['passes for the keys that the registry has', asking([cds(), cdnskey()]), 'passed'],
    ['passes for one of the two forms', asking([cdnskey()]), 'passed'],
    [
      'passes for a change of keys under way',
      asking([cds(), cds(0, 'rsasha256')], { signing: { algorithms: two } }),
      'passed.pending',
    ],
    ['tells of a request to remove the keys (RFC 8078 section 4)', asking(removal), 'passed.removal'],
    ['tells of a request to begin', asking([cds()], { digestOf: null }), 'passed.waiting'],
    ['fails where servers differ', asking([cds()], { recordsAt: NS1 }), 'failed.differing'],
    [
      'fails without a signature by a known key',
      asking([cds()], { signing: { spoil: unsignedSignal } }),
      'failed.unsigned',
    ],
    ['fails for removal beside keys', asking([...removal, cds()]), 'failed.mixed'],
    ['fails where the two forms differ', asking([cds(), cdnskey(1)]), 'failed.contradicting'],
    [
      'fails for keys that the zone is not signed by: the domain would break',
      asking([cds(1), cdnskey(1)]),
      'failed.breaking',
    ],
    ['does not apply to a zone that asks for nothing', asking([]), 'inapplicable.none'],
    [
      'cannot tell after a time-out',
      [...aZone(), fromPublic(domain, 'CDS', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested when nobody asked', aZone(), 'untested'],
  ]);
});
