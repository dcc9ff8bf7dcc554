/**
 * Walks a DNS message along its length fields (RFC 1035 section 4.1). dns-packet trusts the data of a record to fill the
 * announced length and reads on past the end of the message for addresses; after this walk it cannot.
 */
import { ByteReader } from './byte-reader.ts';

const ADDRESS_BYTES: Readonly<Record<number, number>> = { 1: 4, 28: 16 };
const POINTER = 0xc0;

/** @throws RangeError when a record does not fit into the message, or an address has another length than its family. */
export function assertWholeMessage(bytes: Buffer): void {
  const reader = new ByteReader(bytes);
  reader.unsigned(4); // id and flags
  const questions = reader.unsigned(2);
  const records = reader.unsigned(2) + reader.unsigned(2) + reader.unsigned(2);
  for (let index = 0; index < questions; index += 1) {
    skipName(reader);
    reader.unsigned(4); // type and class
  }
  for (let index = 0; index < records; index += 1) skipRecord(reader);
}

function skipRecord(reader: ByteReader): void {
  skipName(reader);
  const type = reader.unsigned(2);
  reader.take(6); // class and time to live
  const data = reader.vector(2);
  const expected = ADDRESS_BYTES[type];
  if (expected !== undefined && data.length !== expected)
    throw new RangeError(`address of ${data.length} bytes`);
}

function skipName(reader: ByteReader): void {
  for (;;) {
    const length = reader.unsigned(1);
    if (length === 0) return;
    if ((length & POINTER) === POINTER) {
      reader.unsigned(1);
      return;
    }
    if ((length & POINTER) !== 0) throw new RangeError('label type');
    reader.take(length);
  }
}
