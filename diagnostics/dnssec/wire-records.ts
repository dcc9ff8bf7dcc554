/**
 * Resource records as the bytes that signatures are made over: canonical form of RFC 4034 section 6.2. Read from the message as it
 * came, since the presentation form has lost letter case, compression and the exact data.
 */

export interface WireRecord {
  /** Lower case, without the final dot; the root is ".". */
  readonly owner: string;
  readonly type: number;
  readonly ttl: number;
  /** Data with names written out and, for the types of RFC 4034 section 6.2, in lower case. */
  readonly data: Buffer;
}

export interface WireMessage {
  readonly answers: readonly WireRecord[];
  readonly authorities: readonly WireRecord[];
}

export const typeNumbers = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DNAME: 39,
  DS: 43,
  SSHFP: 44,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  TLSA: 52,
  CDS: 59,
  CDNSKEY: 60,
  CAA: 257,
} as const;

const MAX_NAME_BYTES = 255;
const POINTER = 0xc0;

/** A name as it stands at an offset, with compression undone. */
export interface ReadName {
  readonly labels: readonly Buffer[];
  /** Offset after the name where it began. */
  readonly next: number;
}

/** @throws RangeError on a name that leaves the message, points forward or is too long. */
export function readName(bytes: Buffer, start: number): ReadName {
  const labels: Buffer[] = [];
  let next: number | undefined;
  let at = start;
  let size = 1;
  for (;;) {
    const length = byteAt(bytes, at);
    if (length === 0) return { labels, next: next ?? at + 1 };
    if ((length & POINTER) === POINTER) {
      const target = ((length & 0x3f) << 8) | byteAt(bytes, at + 1);
      if (target >= at) throw new RangeError('a name points forward');
      next ??= at + 2;
      at = target;
      continue;
    }
    if ((length & POINTER) !== 0) throw new RangeError('label type');
    size += length + 1;
    if (size > MAX_NAME_BYTES) throw new RangeError('a name is too long');
    labels.push(slice(bytes, at + 1, length));
    at += length + 1;
  }
}

function byteAt(bytes: Buffer, at: number): number {
  const value = bytes[at];
  if (value === undefined) throw new RangeError('the message ends early');
  return value;
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at + length > bytes.length) throw new RangeError('the message ends early');
  return bytes.subarray(at, at + length);
}

/** Letters of ASCII alone have case in DNS (RFC 4343). */
const lowerCase = (label: Buffer): Buffer =>
  Buffer.from(label.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)));

const joinLabels = (labels: readonly Buffer[]): Buffer =>
  Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]);

const textOf = (labels: readonly Buffer[]): string =>
  labels.length === 0 ? '.' : labels.map((label) => lowerCase(label).toString('latin1')).join('.');

/** A name in lower case as it stands in canonical form. */
export const nameBytes = (name: string): Buffer =>
  joinLabels(
    name === '.' || name === ''
      ? []
      : name.split('.').map((label) => lowerCase(Buffer.from(label, 'latin1'))),
  );

/** Bytes before the first name in the data, and how many names follow, of the types whose names are made lower case. */
const namesInData: Readonly<Record<number, readonly [before: number, names: number]>> = {
  2: [0, 1],
  5: [0, 1],
  6: [0, 2],
  12: [0, 1],
  15: [2, 1],
  33: [6, 1],
  39: [0, 1],
};

function canonicalData(bytes: Buffer, type: number, at: number, length: number): Buffer {
  const whole = slice(bytes, at, length);
  const layout = namesInData[type];
  if (layout === undefined) return Buffer.from(whole);
  const [before, names] = layout;
  const parts: Buffer[] = [slice(bytes, at, before)];
  let next = at + before;
  for (let index = 0; index < names; index += 1) {
    const name = readName(bytes, next);
    parts.push(joinLabels(name.labels.map(lowerCase)));
    next = name.next;
  }
  return Buffer.concat([...parts, bytes.subarray(next, at + length)]);
}

function readRecord(bytes: Buffer, start: number): { readonly record: WireRecord; readonly next: number } {
  const { labels, next } = readName(bytes, start);
  const head = slice(bytes, next, 10);
  const type = head.readUInt16BE(0);
  const length = head.readUInt16BE(8);
  const data = canonicalData(bytes, type, next + 10, length);
  return {
    record: { owner: textOf(labels), type, ttl: head.readUInt32BE(4), data },
    next: next + 10 + length,
  };
}

/** Answer and authority section; null when the bytes are no whole message. */
export function readMessage(messageBase64: string): WireMessage | null {
  const bytes = Buffer.from(messageBase64, 'base64');
  try {
    let at = 12;
    const counts = [4, 6, 8].map((offset) => slice(bytes, offset, 2).readUInt16BE());
    for (let index = 0; index < (counts[0] ?? 0); index += 1) at = readName(bytes, at).next + 4;
    const section = (count: number): readonly WireRecord[] => {
      const records: WireRecord[] = [];
      for (let index = 0; index < count; index += 1) {
        const { record, next } = readRecord(bytes, at);
        records.push(record);
        at = next;
      }
      return records;
    };
    return { answers: section(counts[1] ?? 0), authorities: section(counts[2] ?? 0) };
  } catch {
    return null;
  }
}
