import { describe, expect, it } from 'vitest';
import { ocspStatusOf } from '../../../diagnostics/net/ocsp-status.ts';

/** DER by hand: a tag, the length in its long form where needed, the parts. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

const single = (serial: string, status: Buffer): Buffer =>
  der(0x30, der(0x30, der(0x30), der(0x04), der(0x04), der(0x02, bytes(serial))), status, der(0x18));
/** RFC 6960 section 4.2.1: status, type, and inside it the signed data. */
const response = (...responses: readonly Buffer[]): Buffer => {
  const data = der(0x30, der(0xa2, der(0x04)), der(0x18), der(0x30, ...responses));
  const basic = der(0x30, data, der(0x30), der(0x03));
  return der(0x30, der(0x0a, bytes('00')), der(0xa0, der(0x30, der(0x06, bytes('2b06')), der(0x04, basic))));
};
const revoked = der(0xa1, der(0x18, Buffer.from('20260201000000Z')));
const good = der(0x80);

describe('the stapled word of an authority', () => {
  it.each([
    ['good', response(single('0a01', good)), 'good'],
    ['revoked', response(single('0a01', revoked)), 'revoked'],
    ['unknown', response(single('0a01', der(0x82))), 'unknown'],
    ['that of the leaf among several', response(single('0b', good), single('0a01', revoked)), 'revoked'],
    ['nothing of another certificate', response(single('0b', revoked)), undefined],
    ['nothing in an error', der(0x30, der(0x0a, bytes('03'))), undefined],
    ['nothing in cut bytes', response(single('0a01', revoked)).subarray(0, 20), undefined],
    ['nothing in none', Buffer.alloc(0), undefined],
  ])('is %s', (_, message, expected) => {
    expect(ocspStatusOf(message, '0A01')).toBe(expected);
  });
});
