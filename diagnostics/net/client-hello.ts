/** A TLS greeting made byte by byte, since no library of today speaks as those of old did (RFC 5246 section 7.4.1.2, RFC 8446 section 4.1.2). */
import { randomBytes } from 'node:crypto';

export interface Greeting {
  readonly newestVersion: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3';
  readonly suites: readonly number[];
  readonly groups: readonly number[];
  readonly signatures: readonly number[];
  readonly serverName: string | null;
}

const versionNumbers = { TLSv1: 0x0301, 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303, 'TLSv1.3': 0x0304 } as const;
const TLS12 = versionNumbers['TLSv1.2'];
const X25519 = 0x001d;

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const vector = (lengthBytes: 1 | 2 | 3, content: Buffer): Buffer => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([length, content]);
};
const numbers = (list: readonly number[]): Buffer => vector(2, Buffer.concat(list.map(uint16)));
const extension = (type: number, content: Buffer): Buffer =>
  Buffer.concat([uint16(type), vector(2, content)]);

/** RFC 6066 section 3: one name of the kind host_name. */
const serverNameExtension = (name: string): Buffer =>
  extension(0, vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(name, 'latin1'))])));

function extensions({ serverName, newestVersion, groups, signatures }: Greeting): readonly Buffer[] {
  const isNew = newestVersion === 'TLSv1.3';
  return [
    ...(serverName === null ? [] : [serverNameExtension(serverName)]),
    ...(groups.length === 0 ? [] : [extension(10, numbers(groups)), extension(11, Buffer.from([1, 0]))]),
    ...(signatures.length === 0 ? [] : [extension(13, numbers(signatures))]),
    // a random number is a key of this curve: the connection is never completed, so nobody needs its other half
    ...(isNew
      ? [
          extension(43, vector(1, Buffer.concat([uint16(versionNumbers['TLSv1.3']), uint16(TLS12)]))),
          extension(45, Buffer.from([1, 1])),
          extension(51, vector(2, Buffer.concat([uint16(X25519), vector(2, randomBytes(32))]))),
        ]
      : []),
  ];
}

/** One record with the whole greeting. The suites end with the sign of safe renegotiation (RFC 5746 section 3.3). */
export function clientHello(greeting: Greeting): Buffer {
  const { newestVersion, suites } = greeting;
  const body = Buffer.concat([
    uint16(Math.min(versionNumbers[newestVersion], TLS12)),
    randomBytes(32),
    vector(1, newestVersion === 'TLSv1.3' ? randomBytes(32) : Buffer.alloc(0)),
    numbers([...suites, 0x00ff]),
    Buffer.from([1, 0]), // no compression
    vector(2, Buffer.concat(extensions(greeting))),
  ]);
  const message = Buffer.concat([Buffer.from([1]), vector(3, body)]);
  return Buffer.concat([Buffer.from([22]), uint16(versionNumbers.TLSv1), vector(2, message)]);
}

/** We leave in order: "the user changed their mind" as a warning, then the end (RFC 5246 section 7.2.2). */
export const hangUp = Buffer.from([21, 3, 1, 0, 2, 1, 90, 21, 3, 1, 0, 2, 1, 0]);
