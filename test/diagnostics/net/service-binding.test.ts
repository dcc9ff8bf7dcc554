import { describe, expect, it } from 'vitest';
import { serviceBinding } from '../../../diagnostics/net/service-binding.ts';

/** Bytes as a zone file would give them, in hexadecimal. */
const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('what an HTTPS record says', () => {
  it.each([
    ['an alias', '0000 03 666f6f 07 6578616d706c65 00', { priority: 0, target: 'foo.example' }],
    ['the name itself', '0001 00', { priority: 1, target: '.' }],
    ['a port', '0010 00 0003 0002 0035', { priority: 16, target: '.', port: 53 }],
    [
      'protocols and addresses',
      '0001 00 0001 0006 02 6833 02 6832 0004 0004 c0000201 0006 0010 20010db8000000000000000000000001',
      { priority: 1, target: '.', alpn: 'h3,h2', ipv4hint: '192.0.2.1', ipv6hint: '2001:db8::1' },
    ],
    ['what is not known', '0001 00 029b 0005 68656c6c6f', { priority: 1, target: '.' }],
  ])('reads %s', (_, hex, expected) => {
    expect(serviceBinding(bytes(hex))).toEqual(expected);
  });

  it.each([
    ['no priority', '00'],
    ['no end of the name', '0001 03 666f6f'],
    ['a parameter that is cut', '0001 00 0001 0006 02 6833'],
    ['half an address', '0001 00 0004 0003 c00002'],
  ])('makes nothing of %s', (_, hex) => {
    expect(serviceBinding(bytes(hex))).toBeNull();
  });
});
