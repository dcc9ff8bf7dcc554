/** The worked examples of the RFCs: key tags, digests and signatures of every algorithm. */
import { describe, expect, it } from 'vitest';
import { isUsable, keyTagOf, matchesKey, readKey, readSigner } from '../../../diagnostics/dnssec/keys.ts';
import { nsec3Hash } from '../../../diagnostics/dnssec/nsec3.ts';
import { judgeSignature, readSignature, timeState } from '../../../diagnostics/dnssec/signatures.ts';
import { readMessage } from '../../../diagnostics/dnssec/wire-records.ts';
import { rdataWire } from '../../lab/world/record-wire.ts';
import type { ZoneLine } from '../../lab/world/signing.ts';
import { messageOf } from '../../support/signed-zone.ts';

const p256 =
  '257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==';
const p384 =
  '257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40';
const ed25519 = '257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=';
const rsaSha256 =
  '256 3 8 AwEAAcFcGsaxxdgiuuGmCkVImy4h99CqT7jwY3pexPGcnUFtR2Fh36BponcwtkZ4cAgtvd4Qs8PkxUdp6p/DlUmObdk=';
const rsaSha512 =
  '256 3 10 AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFDxj13tOnD9u/1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBlZ3PFY12ZTSncorffcGmhOL';
const rsaSha1 =
  '256 3 5 AQOy1bZVvpPqhg4j7EJoM9rI3ZmyEx2OzDBVrZy/lvI5CQePxXHZS4i8dANH4DX3tbHol61ek8EFMcsGXxKciJFHyhl94C+NwILQdzsUlSFovBZsyl/NX6yEbtw/xN9ZNcrbYvgjjZ/UVPZIySFNsgEYvh0z2542lzMKR4Dh8uZffQ==';

const keyOf = (text: string) => readKey(rdataWire('DNSKEY', text))!;

describe('key tags and digests', () => {
  it.each([
    [
      'RFC 6605 section 6.1',
      'example.net',
      p256,
      '55648 13 2 b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17',
    ],
    [
      'RFC 6605 section 6.2',
      'example.net',
      p384,
      '10771 14 4 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8d7e9495f27e305c6a9b0563a9b5f4d288405c3008a946df983d6',
    ],
    [
      'RFC 8080 section 6.1',
      'example.com',
      ed25519,
      '3613 15 2 3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b',
    ],
  ])('%s', (_source, zone, key, digest) => {
    const signer = readSigner(rdataWire('DS', digest))!;
    expect({
      tag: keyTagOf(rdataWire('DNSKEY', key)),
      isUsable: isUsable(signer),
      matches: matchesKey(signer, keyOf(key), zone),
      matchesAnotherZone: matchesKey(signer, keyOf(key), `other.${zone}`),
    }).toEqual({ tag: signer.tag, isUsable: true, matches: true, matchesAnotherZone: false });
  });

  it('passes over digests and algorithms that are not known', () => {
    const signers = ['1 13 3 00', '1 99 2 00', '1 1 2 00'].map((text) => readSigner(rdataWire('DS', text))!);
    expect(signers.map(isUsable)).toEqual([false, false, false]);
  });

  it('never vouches by a revoked key (RFC 5011)', () => {
    const revoked = p256.replace('257', '385');
    const signer = { ...readSigner(rdataWire('DS', '1 13 2 00'))!, tag: keyOf(revoked).tag };
    expect(matchesKey(signer, keyOf(revoked), 'example.net')).toBe(false);
  });
});

type Example = readonly [source: string, key: string, record: ZoneLine, signature: string];
const a = (address: string): ZoneLine => ['WWW.Example.NET.', 3600, 'A', address];
const examples: readonly Example[] = [
  [
    'RFC 5702 section 6.1, RSA/SHA-256',
    rsaSha256,
    a('192.0.2.91'),
    'A 8 3 3600 20300101000000 20000101000000 9033 example.net. kRCOH6u7l0QGy9qpC9l1sLncJcOKFLJ7GhiUOibu4teYp5VE9RncriShZNz85mwlMgNEacFYK/lPtPiVYP4bwg==',
  ],
  [
    'RFC 5702 section 6.2, RSA/SHA-512',
    rsaSha512,
    a('192.0.2.91'),
    'A 10 3 3600 20300101000000 20000101000000 3740 example.net. tsb4wnjRUDnB1BUi+t6TMTXThjVnG+eCkWqjvvjhzQL1d0YRoOe0CbxrVDYd0xDtsuJRaeUw1ep94PzEWzr0iGYgZBWm/zpq+9fOuagYJRfDqfReKBzMweOLDiNa8iP5g9vMhpuv6OPlvpXwm9Sa9ZXIbNl1MBGk0fthPgxdDLw=',
  ],
  [
    'RFC 6605 section 6.1, P-256',
    p256,
    a('192.0.2.1'),
    'A 13 3 3600 20100909100439 20100812100439 55648 example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLBLlUzGGus7ZwmwWep666VCw==',
  ],
  [
    'RFC 6605 section 6.2, P-384',
    p384,
    a('192.0.2.1'),
    'A 14 3 3600 20100909102025 20100812102025 10771 example.net. /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFaxsT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm',
  ],
  [
    'RFC 8080 section 6.1 with erratum 4935, Ed25519',
    ed25519,
    ['example.com.', 3600, 'MX', '10 mail.example.com.'],
    'MX 15 2 3600 20150819220000 20150729220000 3613 example.com. oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==',
  ],
  [
    'RFC 4035 appendix B.6, RSA/SHA-1, an answer from a wildcard',
    rsaSha1,
    ['a.z.w.example.', 3600, 'MX', '1 ai.example.'],
    'MX 5 2 3600 20040509183619 20040409183619 38519 example. OMK8rAZlepfzLWW75Dxd63jy2wswESzxDKG2f9AMN1CytCd10cYISAxfAdvXSZ7xujKAtPbctvOQ2ofO7AZJ+d01EeeQTVBPq4/6KCWhqe2XTjnkVLNvvhnc0u28aoSsG0+4InvkkOHknKxw4kX18MMR34i8lC36SR5xBni8vHI=',
  ],
];

describe('signatures', () => {
  it.each(examples)('%s', (_source, keyText, record, text) => {
    const signatureLine: ZoneLine = [record[0], record[1], 'RRSIG', text];
    const read = readMessage(messageOf([record[0], record[2]], [record, signatureLine]))!;
    const signature = readSignature(read.answers[1]!)!;
    const set = read.answers.slice(0, 1);
    const changed = set.map((each) => ({ ...each, data: Buffer.from(each.data.map((byte) => byte ^ 1)) }));
    const key = keyOf(keyText);
    const at = signature.inception + 3600;
    const judge = (keys: (typeof key)[], now = at, records = set) =>
      judgeSignature(signature, records, keys, now);
    expect({
      valid: judge([key]),
      changed: judge([key], at, changed),
      foreign: judge([keyOf(keyText === p256 ? ed25519 : p256)]),
      late: judge([key], signature.expiration + 1),
      early: judge([key], signature.inception - 1),
    }).toEqual({
      valid: 'valid',
      changed: 'bad',
      foreign: 'foreign',
      late: 'expired',
      early: 'not_yet_valid',
    });
  });

  it('allows for a clock that is a little off', () => {
    const times = { inception: 1000, expiration: 2000 };
    expect([2250, 2301, 750, 699].map((now) => timeState(times, now, 300))).toEqual([
      'valid',
      'expired',
      'valid',
      'not_yet_valid',
    ]);
  });

  it('counts times beyond 2106 in serial number arithmetic (RFC 1982)', () => {
    expect(timeState({ inception: 0xffffff00, expiration: 0x100 }, 0xfffffff0 + 0x20)).toBe('valid');
  });
});

describe('hashed denials', () => {
  it.each([
    ['example', '0p9mhaveqvm6t7vbl5lop2u3t2rp3tom'],
    ['a.example', '35mthgpgcu1qg68fab165klnsnk3dpvl'],
    ['ai.example', 'gjeqe526plbf1g8mklp59enfd789njgi'],
    ['*.w.example', 'r53bq7cc2uvmubfu5ocmm6pers9tk9en'],
  ])('RFC 5155 appendix A: H(%s)', (name, hash) => {
    const found = nsec3Hash(name, Buffer.from('aabbccdd', 'hex'), 12);
    const bits = [...found].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const text = (bits.match(/.{5}/g) ?? []).map((five) => Number.parseInt(five, 2).toString(32)).join('');
    expect(text).toBe(hash);
  });
});

describe('messages', () => {
  it('gives nothing of a message that is cut or whose names run in circles', () => {
    const whole = Buffer.from(messageOf(['example.net.', 'A'], [a('192.0.2.1')]), 'base64');
    const circle = Buffer.concat([whole.subarray(0, 12), Buffer.from([0xc0, 0x0c, 0, 1, 0, 1])]);
    const broken = [whole.subarray(0, whole.length - 1), whole.subarray(0, 20), circle, Buffer.alloc(0)];
    expect(broken.map((bytes) => readMessage(bytes.toString('base64')))).toEqual([null, null, null, null]);
  });
});
