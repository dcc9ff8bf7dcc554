/**
 * Opens the server's encrypted handshake records of TLS 1.3 with the secret that the TLS library logs
 * (RFC 8446 sections 5.2, 5.3, 7.1, 7.3), so that its Certificate message is seen as it was sent.
 */
import { createDecipheriv, createHmac } from 'node:crypto';

interface Suite {
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  readonly hash: 'sha256' | 'sha384';
  readonly keyBytes: 16 | 32;
}

/** RFC 8446 section B.4; the CCM suites are never offered by us. */
const suites: Readonly<Record<number, Suite>> = {
  0x1301: { cipher: 'aes-128-gcm', hash: 'sha256', keyBytes: 16 },
  0x1302: { cipher: 'aes-256-gcm', hash: 'sha384', keyBytes: 32 },
  0x1303: { cipher: 'chacha20-poly1305', hash: 'sha256', keyBytes: 32 },
};
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface OpenedRecord {
  readonly type: number;
  readonly content: Buffer;
}

/** Opens the records of one direction in their order; null for a record that these keys do not open. */
export type RecordOpener = (header: Buffer, body: Buffer) => OpenedRecord | null;

/** Null when the suite is not one of TLS 1.3 that we can open. */
export function createRecordOpener(suiteNumber: number, trafficSecret: Buffer): RecordOpener | null {
  const suite = suites[suiteNumber];
  if (suite === undefined) return null;
  const key = expandLabel(suite.hash, trafficSecret, 'key', suite.keyBytes);
  const iv = expandLabel(suite.hash, trafficSecret, 'iv', IV_BYTES);
  let sequence = 0;
  return (header, body) => {
    const opened = open(suite, key, nonceOf(iv, sequence), header, body);
    if (opened !== null) sequence += 1;
    return opened;
  };
}

/** HKDF-Expand-Label with an empty context. One HMAC block is enough for every length asked here. */
export function expandLabel(hash: Suite['hash'], secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`, 'ascii');
  const info = Buffer.concat([
    Buffer.from([length >> 8, length & 0xff, name.length]),
    name,
    Buffer.from([0, 1]),
  ]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}

/** The record number, padded to the length of the IV, XOR the IV (RFC 8446 section 5.3). */
function nonceOf(iv: Buffer, sequence: number): Buffer {
  const nonce = Buffer.from(iv);
  nonce.writeUInt32BE((nonce.readUInt32BE(IV_BYTES - 4) ^ sequence) >>> 0, IV_BYTES - 4);
  return nonce;
}

function open(suite: Suite, key: Buffer, nonce: Buffer, header: Buffer, body: Buffer): OpenedRecord | null {
  if (body.length <= TAG_BYTES) return null;
  try {
    // The three ciphers have one interface; the types know the two families apart, hence the name of one of them.
    const decipher = createDecipheriv(suite.cipher as 'aes-128-gcm', key, nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(header);
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
    return withoutPadding(plain);
  } catch {
    return null; // Another key's record, or a library without this cipher.
  }
}

/** TLSInnerPlaintext: content, then its type, then zeros (RFC 8446 section 5.2). */
function withoutPadding(plain: Buffer): OpenedRecord | null {
  let end = plain.length - 1;
  while (end >= 0 && plain[end] === 0) end -= 1;
  const type = plain[end];
  return type === undefined ? null : { type, content: plain.subarray(0, end) };
}
