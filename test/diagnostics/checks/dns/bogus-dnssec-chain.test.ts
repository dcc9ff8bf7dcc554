import { describe, expect, it } from 'vitest';
import { bogusDnssecChain } from '../../../../diagnostics/checks/dns/bogus-dnssec-chain.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { ZoneLine } from '../../../lab/world/signing.ts';
import { aRecord, aZone, fromPublic, NS2 } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';
import { answered, aSignedZone, refused, type SignedZonePartial } from '../../../support/signed-zone.ts';
import { timeSources } from '../../../support/attribution-factories.ts';

const zone = 'example.test';

/** A resolver refuses the zone, so its signatures were fetched; time sources say that the clock is right. */
const fetched = (partial: SignedZonePartial) => [
  ...aZone(),
  ...refused('public'),
  ...timeSources(0),
  ...aSignedZone(partial),
];

const withoutSignaturesOver = (type: string) => (lines: readonly ZoneLine[]) =>
  lines.filter((line) => line[2] !== 'RRSIG' || !line[3].startsWith(`${type} `));
const withoutDenials = (lines: readonly ZoneLine[]) => lines.filter((line) => line[2] !== 'NSEC');
const otherAddress = (lines: readonly ZoneLine[]) =>
  lines.map((line): ZoneLine => (line[2] === 'A' ? [line[0], line[1], 'A', '45.0.3.77'] : line));

describe('bogus-dnssec-chain', () => {
  it.each<readonly [string, SignedZonePartial, string]>([
    ['passes when keys and signatures hold', {}, 'passed'],
    ['passes when a missing record is proven to be missing', { questions: ['A', 'AAAA'] }, 'passed'],
    ['does not apply where the parent holds no digest', { digestOf: null }, 'inapplicable.unsigned'],
    ['finds a digest without any key', { signing: null }, 'failed.key_missing'],
    ['finds a digest of another key', { digestOf: 1 }, 'failed.key_mismatch'],
    ['finds signatures that ran out', { signing: { fromHours: -900, toHours: -48 } }, 'failed.expired'],
    [
      'lets a signature of yesterday pass by an hour of doubt only',
      { signing: { fromHours: -900, toHours: -1 } },
      'failed.expired',
    ],
    ['finds signatures of the future', { signing: { fromHours: 48, toHours: 900 } }, 'failed.not_yet_valid'],
    [
      'finds records that were changed after signing',
      { signing: { spoil: otherAddress } },
      'failed.bad_signature',
    ],
    [
      'finds records without a signature',
      { signing: { spoil: withoutSignaturesOver('A') } },
      'failed.signature_missing',
    ],
    [
      'finds keys without a signature',
      { signing: { spoil: withoutSignaturesOver('DNSKEY') } },
      'failed.signature_missing',
    ],
    [
      'finds a denial without proof',
      { questions: ['AAAA'], signing: { spoil: withoutDenials } },
      'failed.denial_missing',
    ],
    ['finds one server of two', { only: NS2, signing: { spoil: otherAddress } }, 'failed.bad_signature'],
  ])('%s', (_, partial, expected) => {
    expect(judge(bogusDnssecChain, aFacts({ observations: fetched(partial) }))).toEqual([
      `${expected} ${zone}`,
    ]);
  });

  const mixed = ['rsasha256', 'ecdsap256'] as const;
  const withoutAlgorithm = (number: number) => (lines: readonly ZoneLine[]) =>
    lines.filter((line) => line[2] !== 'RRSIG' || line[3].split(' ')[1] !== String(number));

  it.each<readonly [string, SignedZonePartial, string]>([
    [
      'SHA-384 at the parent, Ed25519 in the zone',
      { signing: { algorithms: ['ed25519'] }, digests: [{ algorithm: 'ed25519', digest: 'sha384' }] },
      'passed',
    ],
    [
      'two methods, both complete',
      { signing: { algorithms: mixed }, digests: mixed.map((algorithm) => ({ algorithm })) },
      'passed',
    ],
    [
      'two methods, the second without signatures: one valid path is enough (RFC 6840 section 5.11)',
      {
        signing: { algorithms: mixed, spoil: withoutAlgorithm(13) },
        digests: mixed.map((algorithm) => ({ algorithm })),
      },
      'passed',
    ],
    [
      'two methods, the one that the parent knows without signatures',
      { signing: { algorithms: mixed, spoil: withoutAlgorithm(13) }, digests: [{ algorithm: 'ecdsap256' }] },
      'failed.signature_missing',
    ],
    [
      'the parent knows another method than the zone uses',
      { digests: [{ algorithm: 'rsasha256' }] },
      'failed.key_mismatch',
    ],
    [
      'a method that no validator knows',
      { signing: { algorithms: ['unassigned'] }, digests: [{ algorithm: 'unassigned' }] },
      'inapplicable.unsigned',
    ],
    ['a digest that no validator knows', { digests: [{ digest: 'unassigned' }] }, 'inapplicable.unsigned'],
    [
      'a digest that no validator knows beside one of other keys',
      { digests: [{ digest: 'unassigned' }, { generation: 1 }] },
      'failed.key_mismatch',
    ],
    [
      'SHA-1 does not count beside a better digest (RFC 4509 section 3)',
      { digests: [{ digest: 'sha1' }, { generation: 1 }] },
      'failed.key_mismatch',
    ],
  ])('judges methods and digests: %s', (_, partial, expected) => {
    expect(judge(bogusDnssecChain, aFacts({ observations: fetched(partial) }))).toEqual([
      `${expected} ${zone}`,
    ]);
  });

  it('judges by the true time where this clock is wrong', () => {
    const observations = [
      ...aZone(),
      ...refused('public'),
      ...timeSources(-40 * 86_400_000),
      ...aSignedZone(),
    ];
    expect(judge(bogusDnssecChain, aFacts({ observations }))).toEqual([`failed.not_yet_valid ${zone}`]);
  });

  it('gives a day of doubt where nobody tells the time', () => {
    const late = aSignedZone({ signing: { fromHours: -900, toHours: -20 } });
    expect(
      judge(bogusDnssecChain, aFacts({ observations: [...aZone(), ...refused('public'), ...late] })),
    ).toEqual([`passed ${zone}`]);
  });

  it('names the servers, the day and the record', () => {
    const [said] = assertionsOf(
      bogusDnssecChain,
      aFacts({ observations: fetched({ only: NS2, signing: { fromHours: -900, toHours: -48 } }) }),
    );
    expect(said!.message.values).toEqual({
      subject: zone,
      fault: 'expired',
      servers: `ns2.example.test (${NS2})`,
      all: false,
      day: '2026-02-28',
      name: zone,
    });
  });

  const validated = fromPublic(zone, 'A', { answers: [aRecord(zone, 'A', '45.0.3.1')] });
  const withFlag =
    validated.kind === 'dns'
      ? {
          ...validated,
          data: {
            response: { ...validated.data.response!, flags: { ...validated.data.response!.flags, ad: true } },
          },
        }
      : validated;
  it.each([
    ['a resolver says that it validated the zone', [withFlag], `passed ${zone}`],
    [
      'a resolver finds no digest',
      [answered('public'), fromPublic(zone, 'DS', [])],
      `inapplicable.unsigned ${zone}`,
    ],
    ['nobody tells', [answered('public')], `untested ${zone}`],
    ['a resolver refuses and nothing more is known', refused('public'), `untested ${zone}`],
  ])('asks no signatures in a healthy run: %s', (_, observations, expected) => {
    expect(judge(bogusDnssecChain, aFacts({ observations: [...aZone(), ...observations] }))).toEqual([
      expected,
    ]);
  });

  it('has nothing to say of an address', () => {
    const request = { target: aTarget({ domain: '45.0.3.1', isAddress: true }) };
    expect(judge(bogusDnssecChain, aFacts({ request }))).toEqual(['inapplicable 45.0.3.1']);
  });

  it('makes nothing of answers whose message is not there: that is no missing key', () => {
    const bare = aSignedZone({}).map((each): Observation =>
      each.kind === 'dns' && each.data.response ? { ...each, data: { response: each.data.response } } : each,
    );
    const partly = bare.map((each, index) => (each.id.includes('/DS/') ? aSignedZone({})[index]! : each));
    const judged = (answers: readonly Observation[]) =>
      judge(
        bogusDnssecChain,
        aFacts({ observations: [...aZone(), ...refused('public'), ...timeSources(0), ...answers] }),
      );
    expect([judged(bare), judged(partly)]).toEqual([[`untested ${zone}`], [`cantTell ${zone}`]]);
  });
});
