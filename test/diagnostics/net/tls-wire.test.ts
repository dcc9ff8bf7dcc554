import { createCipheriv, randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandLabel } from '../../../diagnostics/net/tls-decrypt.ts';
import { readServerFlight } from '../../../diagnostics/net/tls-wire.ts';
import { processorMs } from '../../support/processor-time.ts';

const u8 = (...bytes: number[]) => Buffer.from(bytes);
const sized = (lengthBytes: number, body: Buffer) => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(body.length, 0, lengthBytes);
  return Buffer.concat([length, body]);
};
const message = (type: number, body: Buffer) => Buffer.concat([u8(type), sized(3, body)]);
const record = (type: number, body: Buffer) => Buffer.concat([u8(type, 3, 3), sized(2, body)]);
/** One handshake byte stream cut into records of the given size: messages span records, records hold several messages. */
const records = (stream: Buffer, size: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
      record(22, stream.subarray(index * size, (index + 1) * size)),
    ),
  );

const first = Buffer.from('not really der');
const second = Buffer.from('second');
const hello = (version: number, suite: number, random = Buffer.alloc(32, 7)) => {
  const extensions = version === 0x0304 ? Buffer.concat([u8(0, 43), sized(2, u8(3, 4))]) : Buffer.alloc(0);
  return message(
    2,
    Buffer.concat([
      u8(3, 3),
      random,
      sized(1, Buffer.alloc(0)),
      u8(suite >> 8, suite & 255, 0),
      sized(2, extensions),
    ]),
  );
};
const certificate12 = message(11, sized(3, Buffer.concat([sized(3, first), sized(3, second)])));
const entry13 = (der: Buffer, extensions: Buffer = Buffer.alloc(0)) =>
  Buffer.concat([sized(3, der), sized(2, extensions)]);
const list13 = Buffer.concat([
  u8(0),
  sized(3, Buffer.concat([entry13(first, Buffer.concat([u8(0, 5), sized(2, u8(1))])), entry13(second)])),
]);

describe('readServerFlight', () => {
  it('takes linear time on records of one byte', () => {
    const endless = Buffer.concat([hello(0x0303, 0xc02f), u8(11, 3, 255, 255), Buffer.alloc(80_000)]);
    const bytes = records(endless, 1);
    const read = () => readServerFlight(bytes, null);
    expect(processorMs(read)).toBeLessThan(500);
    expect(read()).toMatchObject({ protocolVersion: 'TLSv1.2', certificate: null });
  });

  it.each([1, 3, 50, 10_000])('joins TLS 1.2 messages over records of %i bytes', (size) => {
    const status = message(22, u8(1, 0, 0, 1, 0));
    const flight = readServerFlight(
      records(
        Buffer.concat([
          hello(0x0303, 0xc02b),
          certificate12,
          status,
          message(12, u8(3, 0, 0x17)),
          message(14, u8()),
        ]),
        size,
      ),
      null,
    );
    expect(flight).toEqual({
      isTls: true,
      protocolVersion: 'TLSv1.2',
      certificate: { certificates: [first, second], hasStapledStatus: true, stapled: u8(0) },
      suite: 0xc02b,
      oneTimeKey: { group: 0x17 },
      isComplete: true,
      alert: null,
    });
  });

  it('opens TLS 1.3 records, with padding and a retry request before', () => {
    const secret = randomBytes(32);
    const key = expandLabel('sha256', secret, 'key', 16);
    const iv = expandLabel('sha256', secret, 'iv', 12);
    const seal = (sequence: number, type: number, content: Buffer, padding = 0) => {
      const nonce = Buffer.from(iv);
      nonce[11] = (nonce[11] ?? 0) ^ sequence;
      const plain = Buffer.concat([content, u8(type), Buffer.alloc(padding)]);
      const header = Buffer.concat([
        u8(23, 3, 3),
        Buffer.from([(plain.length + 16) >> 8, (plain.length + 16) & 255]),
      ]);
      const cipher = createCipheriv('aes-128-gcm', key, nonce).setAAD(header);
      return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    };
    const retry = hello(
      0x0304,
      0x1302,
      Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex'),
    );
    const inner = Buffer.concat([message(8, Buffer.alloc(2)), message(11, list13)]);
    const begin = [
      record(22, retry),
      record(20, u8(1)),
      record(22, hello(0x0304, 0x1301)),
      record(20, u8(1)),
    ];
    const bytes = Buffer.concat([
      ...begin,
      seal(0, 22, inner.subarray(0, 9)),
      seal(1, 22, inner.subarray(9), 100),
      seal(2, 21, u8(2, 116)),
    ]);
    expect(readServerFlight(bytes, secret)).toEqual({
      isTls: true,
      protocolVersion: 'TLSv1.3',
      certificate: { certificates: [first, second], hasStapledStatus: true, stapled: null },
      suite: 0x1301,
      oneTimeKey: {},
      isComplete: false,
      alert: { name: 'certificate_required', isFatal: true },
    });
    expect(readServerFlight(bytes, null)).toMatchObject({ protocolVersion: 'TLSv1.3', certificate: null });
    expect(readServerFlight(bytes, randomBytes(32))).toMatchObject({
      protocolVersion: 'TLSv1.3',
      certificate: null,
    });
  });

  it('derives keys as RFC 8448 section 3 does', () => {
    const secret = Buffer.from('b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38', 'hex');
    expect(expandLabel('sha256', secret, 'key', 16).toString('hex')).toBe('3fce516009c21727d0f2e4e86ee403bc');
    expect(expandLabel('sha256', secret, 'iv', 12).toString('hex')).toBe('5d313eb2671276ee13000b30');
  });

  it('inflates a compressed certificate, and no bomb', () => {
    const compressed = (body: Buffer) =>
      message(25, Buffer.concat([u8(0, 1, 0, 0, 0), sized(3, deflateSync(body))]));
    const flight = (body: Buffer) =>
      readServerFlight(records(Buffer.concat([hello(0x0304, 0x1301), compressed(body)]), 16_000), null)
        .certificate;
    expect(flight(list13)?.certificates).toEqual([first, second]);
    expect(flight(Buffer.alloc(50_000_000))).toBeNull();
  });

  it.each([
    [Buffer.alloc(0), null],
    [u8(22), true],
    [Buffer.from('220 hello'), false],
    [u8(22, 2, 0), false],
  ])('%j: TLS %s', (bytes, isTls) => {
    expect(readServerFlight(bytes, null).isTls).toBe(isTls);
  });

  it('tells warnings from fatal alerts, and keeps the fatal one', () => {
    const alert = (level: number, description: number) => record(21, u8(level, description));
    expect(readServerFlight(alert(1, 112), null).alert).toEqual({
      name: 'unrecognized_name',
      isFatal: false,
    });
    expect(readServerFlight(Buffer.concat([alert(1, 112), alert(2, 40), alert(1, 0)]), null).alert).toEqual({
      name: 'handshake_failure',
      isFatal: true,
    });
  });

  it('never throws', () => {
    const whole = records(Buffer.concat([hello(0x0303, 0xc02b), certificate12]), 20);
    expect(() =>
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, cut) => {
          const bytes = Buffer.from(whole);
          bytes[at] = value;
          return typeof readServerFlight(bytes.subarray(0, cut), randomBytes(32)) === 'object';
        }),
        { numRuns: 3000 },
      ),
    ).not.toThrow();
  });
});
