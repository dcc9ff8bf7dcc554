/** What proves absence, on zones that the lab's signer made: by name (RFC 4035 section 5.4) and by hash (RFC 5155 section 8). */
import { describe, expect, it } from 'vitest';
import { isDenied, isWildcardAllowed } from '../../../diagnostics/dnssec/denial.ts';
import { readMessage, type WireRecord } from '../../../diagnostics/dnssec/wire-records.ts';
import type { Denial } from '../../lab/world/signing-denial.ts';
import { signZone, soundSigning } from '../../lab/world/signing.ts';
import type { ZoneRecord } from '../../lab/world/zones.ts';
import { messageOf } from '../../support/signed-zone.ts';

const zone = 'example.test';
const records: readonly ZoneRecord[] = [
  ['example.test.', 'SOA', 'ns1.example.test. hostmaster.example.test. 1 7200 3600 1209600 300'],
  ['example.test.', 'NS', 'ns1.example.test.'],
  ['example.test.', 'A', '45.0.3.1'],
  ['*.shops.example.test.', 'A', '45.0.3.1'],
  ['child.example.test.', 'NS', 'ns.elsewhere.test.'],
  ['a.deep.example.test.', 'A', '45.0.3.2'],
  ['www.example.test.', 'CNAME', 'example.test.'],
];
const [A, AAAA, DS] = [1, 28, 43];

/** Every proof of the zone, or those that may stand. */
function proofs(denial: Denial, isKept: (owner: string) => boolean = () => true): readonly WireRecord[] {
  const lines = signZone(zone, 3600, records, { ...soundSigning, denial }).filter(
    ([owner, , type]) => type.startsWith('NSEC') && type !== 'NSEC3PARAM' && isKept(owner),
  );
  return readMessage(messageOf([`${zone}.`, 'A'], [], lines))!.authorities;
}

const kinds = [
  ['nsec', 'nsec'],
  ['nsec3', { iterations: 3, salt: 'aabb' }],
  ['nsec3 without salt', { iterations: 0, salt: '' }],
] as const;

describe.each(kinds)('a whole zone of proofs by %s', (_, denial) => {
  const all = proofs(denial);
  it.each([
    ['a name that is not there', 'nothing.example.test', A, true, true],
    ['a name that is not there, said to lack a type only', 'nothing.example.test', A, false, false],
    ['a type that is not there', 'example.test', AAAA, false, true],
    ['a type that is there', 'example.test', A, false, false],
    ['a type beside an alias, which would have led on', 'www.example.test', A, false, false],
    ['an empty name above others', 'deep.example.test', A, false, true],
    ['a type of a wildcard', 'any.shops.example.test', AAAA, false, true],
    ['the type that the wildcard has', 'any.shops.example.test', A, false, false],
    ['a name for which the wildcard would have answered', 'any.shops.example.test', A, true, false],
    ['the digest of a delegation', 'child.example.test', DS, false, true],
    ['what only the other side of a delegation knows', 'child.example.test', A, false, false],
  ] as const)('%s', (_case, name, type, isNameError, expected) => {
    expect(isDenied(all, { name, type, zone, isNameError })).toBe(expected);
  });

  it('allows a wildcard only where the name itself is denied', () => {
    const allowed = (name: string) => isWildcardAllowed(all, name, 'shops.example.test', zone);
    expect([allowed('any.shops.example.test'), allowed('*.shops.example.test')]).toEqual([true, false]);
  });

  it('proves nothing without proofs', () => {
    expect([
      isDenied([], { name: 'nothing.example.test', type: A, zone, isNameError: true }),
      isWildcardAllowed([], 'any.shops.example.test', 'shops.example.test', zone),
    ]).toEqual([false, false]);
  });
});

describe('parts of a proof', () => {
  const denies = (records_: readonly WireRecord[], name: string, isNameError = true) =>
    isDenied(records_, { name, type: A, zone, isNameError });

  it('wants the wildcard denied as well as the name', () => {
    // child … shops covers the name; the wildcard *.example.test lies right behind the apex
    const withoutApex = proofs('nsec', (owner) => owner !== 'example.test.');
    expect(denies(withoutApex, 'nothing.example.test')).toBe(false);
  });

  it('denies no name below a delegation by the proof of the parent', () => {
    const ofChild = proofs('nsec', (owner) => owner === 'child.example.test.');
    expect(denies(ofChild, 'www.child.example.test')).toBe(false);
  });

  it('takes a zone with more rounds of hashing than validators do for unsigned (RFC 9276)', () => {
    const costly = proofs({ iterations: 151, salt: '' });
    expect(denies(costly, 'example.test', false)).toBe(true);
  });

  it('takes a delegation without a digest for unsigned where the zone leaves such out', () => {
    const optOut = proofs({ iterations: 0, salt: '', optOut: true });
    expect([
      isDenied(optOut, { name: 'child.example.test', type: DS, zone, isNameError: false }),
      isDenied(optOut, { name: 'child.example.test', type: A, zone, isNameError: false }),
    ]).toEqual([true, false]);
  });
});
