/**
 * Reads what a TLS server sent, straight from the bytes: the certificate chain exactly as it came, alerts, and whether
 * it was TLS at all. Libraries reorder, drop and word these differently; the wire does not.
 */
import { ByteReader } from './byte-reader.ts';
import { alertName } from './tls-alerts.ts';
import { createRecordOpener, type RecordOpener } from './tls-decrypt.ts';
import {
  handshakeTypes,
  parseCertificate,
  parseCertificateStatus,
  parseCompressedCertificate,
  parseServerHello,
  parseServerKeyExchange,
  type CertificateMessage,
  type OneTimeKey,
} from './tls-messages.ts';

const recordTypes = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
const TLS13 = 0x0304;
const MAX_RECORD_BYTES = 16_384 + 2048; // RFC 5246 section 6.2.3
const MAX_HANDSHAKE_BYTES = 256 * 1024;
const versionNames: Readonly<Record<number, string>> = {
  0x0300: 'SSLv3',
  0x0301: 'TLSv1',
  0x0302: 'TLSv1.1',
  0x0303: 'TLSv1.2',
  0x0304: 'TLSv1.3',
};

export interface ServerFlight {
  /** `null` while no byte came; `false` when the first bytes cannot begin a TLS record. */
  readonly isTls: boolean | null;
  readonly protocolVersion: string | null;
  /** Certificate message of the server; null when none was seen or it could not be opened. */
  readonly certificate: CertificateMessage | null;
  /** The cipher suite that was chosen, also by a request to greet once more; null without an answer. */
  readonly suite: number | null;
  /** The server's one-time key of TLS 1.2 and before: a curve, or the size of what is none. */
  readonly oneTimeKey: OneTimeKey;
  /** The server has said all that it says in clear, and waits for the client. */
  readonly isComplete: boolean;
  /** Name of the last fatal alert, or of the last one when none was fatal. */
  readonly alert: { readonly name: string; readonly isFatal: boolean } | null;
}

interface FlightState {
  hello: { readonly version: number; readonly suite: number } | null;
  /** A request to greet once more says what will be chosen (RFC 8446 section 4.1.4). */
  retry: { readonly version: number; readonly suite: number } | null;
  oneTimeKey: OneTimeKey;
  hasSaidAll: boolean;
  certificate: CertificateMessage | null;
  hasStatusMessage: boolean;
  stapled: Buffer | null;
  alert: ServerFlight['alert'];
  /** Handshake bytes not yet parsed: messages may span records, records may hold many messages. */
  pending: Buffer[];
  pendingBytes: number;
  /** As many must be there before joining them is worth it: records may hold one byte each. */
  neededBytes: number;
  opener: RecordOpener | null;
  isDone: boolean;
}

/**
 * Parses the bytes that a server sent up to the end of its handshake flight. Never throws: what is cut or hostile ends
 * the reading, and what was understood before stays.
 *
 * @param bytes inbound bytes from the first one on, bounded by the caller.
 * @param handshakeSecret SERVER_HANDSHAKE_TRAFFIC_SECRET of a TLS 1.3 connection; null without it.
 */
export function readServerFlight(bytes: Buffer, handshakeSecret: Buffer | null): ServerFlight {
  const state: FlightState = {
    hello: null,
    retry: null,
    oneTimeKey: {},
    hasSaidAll: false,
    certificate: null,
    hasStatusMessage: false,
    stapled: null,
    alert: null,
    pending: [],
    pendingBytes: 0,
    neededBytes: 4,
    opener: null,
    isDone: false,
  };
  const isTls = beginsTlsRecord(bytes);
  if (isTls === true) readRecords(new ByteReader(bytes), state, handshakeSecret);
  const { certificate } = state;
  const hello = state.hello ?? state.retry;
  return {
    isTls,
    protocolVersion:
      hello === null
        ? null
        : (versionNames[hello.version] ?? `0x${hello.version.toString(16).padStart(4, '0')}`),
    certificate: certificate && {
      ...certificate,
      hasStapledStatus: certificate.hasStapledStatus || state.hasStatusMessage,
      stapled: certificate.stapled ?? state.stapled,
    },
    suite: hello?.suite ?? null,
    oneTimeKey: state.oneTimeKey,
    isComplete: state.hasSaidAll,
    alert: state.alert,
  };
}

/** Content type 20 to 23 and major version 3 (RFC 8446 section 5.1); null without a byte. */
export function beginsTlsRecord(bytes: Buffer): boolean | null {
  const [type, major] = bytes;
  if (type === undefined) return null;
  return (
    type >= recordTypes.changeCipherSpec &&
    type <= recordTypes.applicationData &&
    (major === undefined || major === 3)
  );
}

function readRecords(reader: ByteReader, state: FlightState, secret: Buffer | null): void {
  try {
    while (reader.remaining > 0 && !state.isDone) {
      const header = reader.take(5);
      const length = header.readUInt16BE(3);
      if (length > MAX_RECORD_BYTES) return;
      takeRecord(header, reader.take(length), state, secret);
    }
  } catch {
    // Cut or malformed: RangeError of the reader, or an error of the inflater.
  }
}

function takeRecord(header: Buffer, body: Buffer, state: FlightState, secret: Buffer | null): void {
  const type = header[0];
  if (type === recordTypes.handshake) takeHandshake(body, state);
  else if (type === recordTypes.alert) takeAlert(body, state);
  else if (type === recordTypes.changeCipherSpec) {
    // In TLS 1.2 all that follows is encrypted; in 1.3 the record is an empty gesture (RFC 8446 section D.4).
    if (state.hello !== null && state.hello.version < TLS13) state.isDone = true;
  } else takeEncrypted(header, body, state, secret);
}

function takeEncrypted(header: Buffer, body: Buffer, state: FlightState, secret: Buffer | null): void {
  if (state.hello?.version !== TLS13 || secret === null) {
    state.isDone = true;
    return;
  }
  state.opener ??= createRecordOpener(state.hello.suite, secret);
  const opened = state.opener?.(header, body) ?? null;
  // A record of other keys means that the application phase has begun.
  if (opened === null) state.isDone = true;
  else if (opened.type === recordTypes.alert) takeAlert(opened.content, state);
  else if (opened.type === recordTypes.handshake) takeHandshake(opened.content, state);
}

function takeAlert(body: Buffer, state: FlightState): void {
  const [level, description] = body;
  if (level === undefined || description === undefined || body.length !== 2 || state.alert?.isFatal === true)
    return;
  state.alert = { name: alertName(description), isFatal: level === 2 };
}

function takeHandshake(content: Buffer, state: FlightState): void {
  state.pending.push(content);
  state.pendingBytes += content.length;
  if (state.pendingBytes < state.neededBytes) return;
  let bytes = Buffer.concat(state.pending);
  state.neededBytes = 4;
  while (bytes.length >= 4 && !state.isDone) {
    const length = bytes.readUIntBE(1, 3);
    if (length > MAX_HANDSHAKE_BYTES) throw new RangeError('handshake message too long');
    state.neededBytes = 4 + length;
    if (bytes.length < state.neededBytes) break;
    takeMessage(bytes[0] ?? 0, bytes.subarray(4, 4 + length), state);
    bytes = bytes.subarray(4 + length);
    state.neededBytes = 4;
  }
  state.pending = [bytes];
  state.pendingBytes = bytes.length;
}

function takeMessage(type: number, body: Buffer, state: FlightState): void {
  const isTls13 = state.hello?.version === TLS13;
  if (type === handshakeTypes.serverHello) {
    const hello = parseServerHello(body);
    if (hello.isRetryRequest) state.retry = hello;
    else state.hello = hello;
  } else if (type === handshakeTypes.certificate) state.certificate = parseCertificate(body, isTls13);
  else if (type === handshakeTypes.compressedCertificate)
    state.certificate = parseCompressedCertificate(body);
  else if (type === handshakeTypes.certificateStatus) {
    state.hasStatusMessage = body.length > 0;
    state.stapled = parseCertificateStatus(body);
  } else if (type === handshakeTypes.serverKeyExchange)
    state.oneTimeKey = parseServerKeyExchange(body, state.hello?.suite ?? 0);
  else if (type === handshakeTypes.serverHelloDone) state.hasSaidAll = true;
  else if (type === handshakeTypes.finished) state.isDone = true;
}
