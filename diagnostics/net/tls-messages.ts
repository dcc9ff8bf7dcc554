/** The server's handshake messages that carry facts for us: ServerHello, Certificate, CertificateStatus. */
import { brotliDecompressSync, inflateSync } from 'node:zlib';
import { ByteReader } from './byte-reader.ts';

export const handshakeTypes = {
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  serverHelloDone: 14,
  finished: 20,
  certificateStatus: 22,
  compressedCertificate: 25,
} as const;

const SUPPORTED_VERSIONS = 43;
const STATUS_REQUEST = 5;
/** A library refuses longer chains itself (OpenSSL: 100 KiB). */
const MAX_CERTIFICATE_MESSAGE_BYTES = 256 * 1024;
/** SHA-256 of "HelloRetryRequest": a ServerHello with this random is no answer yet (RFC 8446 section 4.1.3). */
const helloRetryRandom = Buffer.from(
  'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c',
  'hex',
);

export interface ServerHello {
  readonly isRetryRequest: boolean;
  /** The version that was chosen, e.g. 0x0304. */
  readonly version: number;
  readonly suite: number;
}

/** RFC 8446 section 4.1.3; @throws RangeError when the message is cut. */
export function parseServerHello(body: Buffer): ServerHello {
  const reader = new ByteReader(body);
  const legacyVersion = reader.unsigned(2);
  const random = reader.take(32);
  reader.vector(1); // session id
  const suite = reader.unsigned(2);
  reader.unsigned(1); // compression method
  const chosen = reader.remaining > 0 ? extensionIn(reader.vector(2), SUPPORTED_VERSIONS) : null;
  return {
    isRetryRequest: random.equals(helloRetryRandom),
    version: chosen === null || chosen.length < 2 ? legacyVersion : chosen.readUInt16BE(0),
    suite,
  };
}

export interface OneTimeKey {
  /** Number of the curve (IANA, supported groups). */
  readonly group?: number;
  /** Size of the prime, where the key is of no curve. */
  readonly groupBits?: number;
}

const NAMED_CURVE = 3;
/** Suites with Diffie-Hellman over a prime: of the first block of numbers, and ChaCha20 with it (IANA registry). */
const isOverPrime = (suite: number): boolean =>
  suite < 0x0100 || suite === 0xccaa || suite === 0xccad || suite === 0xcc15;

/** RFC 5246 section 7.4.3, RFC 8422 section 5.4. @throws RangeError when the message is cut. */
export function parseServerKeyExchange(body: Buffer, suite: number): OneTimeKey {
  const reader = new ByteReader(body);
  if (!isOverPrime(suite)) return reader.unsigned(1) === NAMED_CURVE ? { group: reader.unsigned(2) } : {};
  const prime = reader.vector(2).toString('hex').replace(/^0+/, '');
  return { groupBits: prime === '' ? 0 : prime.length * 4 - Math.clz32(Number.parseInt(prime[0]!, 16)) + 28 };
}

export interface CertificateMessage {
  /** DER, as sent, leaf first. */
  readonly certificates: readonly Buffer[];
  readonly hasStapledStatus: boolean;
  /** The authority's signed word on the leaf, as stapled (OCSPResponse of RFC 6960, DER); null without one. */
  readonly stapled: Buffer | null;
}

/** TLS 1.2: RFC 5246 section 7.4.2; TLS 1.3: RFC 8446 section 4.4.2. @throws RangeError when the message is cut. */
export function parseCertificate(body: Buffer, isTls13: boolean): CertificateMessage {
  const outer = new ByteReader(body);
  if (isTls13) outer.vector(1); // certificate_request_context, empty for servers
  const list = new ByteReader(outer.vector(3));
  const certificates: Buffer[] = [];
  let stapled: Buffer | null = null;
  let hasStapledStatus = false;
  while (list.remaining > 0) {
    certificates.push(Buffer.from(list.vector(3)));
    const status = isTls13 ? extensionIn(list.vector(2), STATUS_REQUEST) : null;
    if (status === null) continue;
    hasStapledStatus = true;
    if (certificates.length === 1) stapled = parseCertificateStatus(status);
  }
  return { certificates, hasStapledStatus, stapled };
}

/** RFC 6066 section 8: the type (1 for OCSP) and the response; null for anything else. */
export function parseCertificateStatus(body: Buffer): Buffer | null {
  const reader = new ByteReader(body);
  return reader.remaining > 4 && reader.unsigned(1) === 1 ? Buffer.from(reader.vector(3)) : null;
}

/** RFC 8879 section 4: only where the TLS library offers compression. @throws when it does not inflate within the bound. */
export function parseCompressedCertificate(body: Buffer): CertificateMessage {
  const reader = new ByteReader(body);
  const algorithm = reader.unsigned(2);
  reader.unsigned(3); // declared length
  const bound = { maxOutputLength: MAX_CERTIFICATE_MESSAGE_BYTES };
  const compressed = reader.vector(3);
  if (algorithm === 1) return parseCertificate(inflateSync(compressed, bound), true);
  if (algorithm === 2) return parseCertificate(brotliDecompressSync(compressed, bound), true);
  throw new RangeError(`unknown compression ${algorithm}`);
}

function extensionIn(extensions: Buffer, wanted: number): Buffer | null {
  const reader = new ByteReader(extensions);
  while (reader.remaining > 0) {
    const type = reader.unsigned(2);
    const data = reader.vector(2);
    if (type === wanted) return data;
  }
  return null;
}
