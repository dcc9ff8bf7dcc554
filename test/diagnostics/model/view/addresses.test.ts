import { describe, expect, it } from 'vitest';
import {
  canonicalAddress,
  isAddressLiteral,
  isBogon,
  isInRanges,
} from '../../../../diagnostics/model/view/addresses.ts';
import { coversName, dnsNameMatches, validityAt } from '../../../../diagnostics/model/view/certificates.ts';
import { reverseName } from '../../../../diagnostics/model/view/reverse-name.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';

describe('addresses', () => {
  it.each([
    ['45.0.0.1', true],
    ['2a00::1', true],
    ['::ffff:1.2.3.4', true],
    ['256.1.1.1', false],
    ['1.2.3', false],
    ['01.2.3.4', false],
    ['1.2.3.4.', false],
    ['example.test', false],
    ['', false],
    ['1.2.3.4.example', false],
    [':::', false],
  ])('%s is a literal: %s', (text, expected) => {
    expect(isAddressLiteral(text)).toBe(expected);
  });

  it.each([
    ['45.0.0.1', false],
    ['2a00::1', false],
    ['10.1.2.3', true],
    ['100.64.0.1', true],
    ['127.0.0.1', true],
    ['169.254.169.254', true],
    ['192.0.2.1', true],
    ['0.0.0.0', true],
    ['224.0.0.1', true],
    ['fe80::1', true],
    ['fd00::1', true],
    ['::1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:45.0.0.1', false],
    ['64:ff9b::a00:1', true],
    ['64:ff9b::2d00:1', false],
    ['2002:a00:1::1', true],
    ['2002:2d00:1::1', false],
    ['2001:db8::1', true],
    ['example.test', true],
  ])('%s has no place in a public zone: %s', (text, expected) => {
    expect(isBogon(text)).toBe(expected);
  });

  it.each([
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:45.0.0.1', '45.0.0.1'],
    ['45.0.0.1', '45.0.0.1'],
    ['256.0.0.1', '256.0.0.1'],
    ['Example.test', 'Example.test'],
  ])('%s is written %s', (text, expected) => {
    expect(canonicalAddress(text)).toBe(expected);
  });

  it('finds addresses in ranges of their own family', () => {
    expect([
      isInRanges('45.0.0.9', ['45.0.0.0/24', '2a00::/16']),
      isInRanges('2a00::9', ['45.0.0.0/8']),
      isInRanges('x', ['45.0.0.0/8']),
    ]).toEqual([true, false, false]);
  });

  it.each([
    ['45.0.1.2', '2.1.0.45.in-addr.arpa'],
    ['2a00::1', `1.${'0.'.repeat(27)}0.0.a.2.ip6.arpa`],
  ])('has the reverse name of %s', (text, expected) => {
    expect(reverseName(text)).toBe(expected);
  });
});

describe('certificates', () => {
  it.each([
    ['example.test', 'EXAMPLE.test.', true],
    ['*.example.test', 'www.example.test', true],
    ['*.example.test', 'example.test', false],
    ['*.example.test', 'a.b.example.test', false],
    ['w*.example.test', 'www.example.test', false],
    ['*.test', 'example.test', false],
    ['*', 'test', false],
  ])('%s stands for %s: %s', (pattern, name, expected) => {
    expect(dnsNameMatches(pattern, name)).toBe(expected);
  });

  it('covers an address only by an address entry', () => {
    const certificate = { dnsNames: ['45.0.0.1'], ipAddresses: ['2A00:0::1'] } as unknown as Certificate;
    expect([coversName(certificate, '45.0.0.1'), coversName(certificate, '2a00::1')]).toEqual([false, true]);
  });

  it.each([
    ['2026-01-01T00:00:00.000Z', 'valid'],
    ['2025-12-31T23:59:59.999Z', 'not_yet_valid'],
    ['2026-02-01T00:00:00.001Z', 'expired'],
  ])('at %s is %s', (at, expected) => {
    const certificate = {
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2026-02-01T00:00:00.000Z',
    } as Certificate;
    expect(validityAt(certificate, Date.parse(at))).toBe(expected);
  });
});
