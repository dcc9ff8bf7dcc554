/** One TLS handshake over a connected socket, seen from the wire; see `startTls`. */
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Failure } from '../model/failure.ts';
import type { TlsSession } from '../model/observations/tls.ts';
import { failure, failureOf } from './failure-of.ts';
import type { Clock } from './network.ts';
import { scrubText } from './scrub.ts';
import { TappedStream } from './tapped-stream.ts';
import { permissiveContext, type NewestVersion } from './tls-context.ts';
import { describeSession } from './tls-description.ts';
import { beginsTlsRecord, readServerFlight, type ServerFlight } from './tls-wire.ts';
import { untilAborted } from './until-aborted.ts';
import { WireError } from './wire-error.ts';

export interface StartTlsOptions {
  /** SNI and the name that later checks compare; null sends no SNI. */
  readonly serverName: string | null;
  readonly bundledRoots: readonly string[];
  readonly systemRoots: readonly string[] | null;
  readonly alpn?: readonly string[];
  /** Newest version to offer; the newest there is when absent. */
  readonly newestVersion?: NewestVersion;
  /** A session of an earlier connection to the same server, offered for resumption (RFC 8446 section 2.2, RFC 5246 section 7.3). */
  readonly ticket?: Buffer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A failed handshake still tells what the server sent before it failed. */
export type TlsUpgrade =
  | {
      readonly ok: true;
      readonly socket: TLSSocket;
      readonly session: TlsSession;
      /** What a later connection may offer: with TLS 1.3 the server sends it some time after the handshake. */
      readonly latestTicket: () => Buffer | undefined;
    }
  | { readonly ok: false; readonly failure: Failure; readonly session: TlsSession };

export type StartTls = (socket: Socket, options: StartTlsOptions) => Promise<TlsUpgrade>;

/** More than any library accepts as a handshake flight. */
const MAX_RECORDED_BYTES = 512 * 1024;

interface Handshake {
  readonly tls: TLSSocket;
  readonly tap: TappedStream;
  readonly latestTicket: () => Buffer | undefined;
  /** Stops recording and gives what the server sent so far. */
  flight(): { readonly bytes: Buffer; readonly flight: ServerFlight };
}

/**
 * Performs one handshake and never throws: a bad certificate is a fact, a failed handshake a failure.
 *
 * The socket must be connected, without unread bytes and without readers; from here on only the returned TLS socket may
 * be used, and destroying either destroys both. After a failure both are destroyed. Addresses are known to the given
 * socket alone. Server names that are IP literals are not sent (RFC 6066 section 3).
 */
export const startTls: StartTls = async (socket, options) => {
  const serverName =
    options.serverName === null || isIP(options.serverName) !== 0
      ? null
      : options.serverName.replace(/\.$/, '');
  const facts = { serverName, bundledRoots: options.bundledRoots, systemRoots: options.systemRoots };
  const startedAt = options.clock.monotonic();
  let handshake: Handshake | undefined;
  try {
    options.signal.throwIfAborted();
    handshake = begin(socket, serverName, options);
    await untilSecure(handshake.tls, options.signal);
    const handshakeMs = Math.max(0, options.clock.monotonic() - startedAt);
    return {
      ok: true,
      socket: handshake.tls,
      latestTicket: handshake.latestTicket,
      session: describeSession({
        ...facts,
        flight: handshake.flight().flight,
        tls: handshake.tls,
        handshakeMs,
      }),
    };
  } catch (error) {
    const seen = handshake?.flight();
    const failed = failureOfHandshake(error, options.signal, handshake?.tap, seen);
    const session = describeSession({ ...facts, flight: seen?.flight ?? null, tls: handshake?.tls ?? null });
    handshake?.tls.destroy();
    socket.destroy();
    return { ok: false, failure: failed, session };
  }
};

function begin(
  socket: Socket,
  serverName: string | null,
  { alpn, newestVersion, ticket }: StartTlsOptions,
): Handshake {
  const chunks: Buffer[] = [];
  let recorded = 0;
  let isRecording = true;
  let secret: Buffer | null = null;
  const tap = new TappedStream(socket, (bytes) => {
    if (!isRecording || recorded >= MAX_RECORDED_BYTES) return;
    chunks.push(bytes);
    recorded += bytes.length;
    // The library waits for more where the wire has said enough: it gets one turn to speak, then we end it.
    if (isHopeless(bytes, recorded)) setImmediate(() => tls.destroy(new WireError('tls_failed')));
  });
  const tls = connect({
    socket: tap,
    servername: serverName ?? '',
    secureContext: permissiveContext(newestVersion),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    minDHSize: 1,
    requestOCSP: true,
    ...(ticket === undefined ? {} : { session: ticket }),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
  });
  tls.on('error', () => undefined); // As in TappedStream: never without a listener.
  tls.on('keylog', (line: Buffer) => {
    secret ??= handshakeSecretIn(line);
  });
  let latest: Buffer | undefined;
  tls.on('session', (session: Buffer) => {
    latest = session;
  });
  return {
    tls,
    tap,
    latestTicket: () => latest ?? tls.getSession(),
    flight: () => {
      isRecording = false;
      const bytes = Buffer.concat(chunks);
      return { bytes, flight: readServerFlight(bytes, secret) };
    },
  };
}

/** Whether this is not TLS, or a fatal alert in clear: OpenSSL is silent about short texts and about unknown alerts. */
function isHopeless(bytes: Buffer, recorded: number): boolean {
  if (recorded === bytes.length && beginsTlsRecord(bytes) === false) return true;
  return bytes.length >= 7 && readServerFlight(bytes.subarray(-7), null).alert?.isFatal === true;
}

/** One line of the key log: label, client random, secret (RFC 9850). */
function handshakeSecretIn(line: Buffer): Buffer | null {
  const [label, , hex] = line.toString('latin1').trim().split(' ');
  return label === 'SERVER_HANDSHAKE_TRAFFIC_SECRET' && hex !== undefined ? Buffer.from(hex, 'hex') : null;
}

function untilSecure(tls: TLSSocket, signal: AbortSignal): Promise<void> {
  return untilAborted<void>(signal, ({ resolve, reject }) => {
    const onSecure = (): void => resolve();
    const onClose = (): void =>
      reject(Object.assign(new Error('closed'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }));
    tls.once('secureConnect', onSecure).once('error', reject).once('close', onClose);
    return () => tls.off('secureConnect', onSecure).off('error', reject).off('close', onClose);
  });
}

/** The wire speaks first, then the socket, then the library: so the verdict is the same on every TLS library. */
function failureOfHandshake(
  error: unknown,
  signal: AbortSignal,
  tap: TappedStream | undefined,
  seen: ReturnType<Handshake['flight']> | undefined,
): Failure {
  if (signal.aborted) return failureOf(signal.reason, 'tls_handshake');
  if (seen?.flight.isTls === false) {
    return failure(
      'tls_not_spoken',
      'tls_handshake',
      scrubText(seen.bytes.subarray(0, 400).toString('latin1'), 200),
    );
  }
  const alert = seen?.flight.alert;
  if (alert?.isFatal === true) return failure('tls_alert', 'tls_handshake', alert.name);
  if (tap?.socketError) return failureOf(tap.socketError, 'tls_handshake');
  const fromLibrary = failureOf(error, 'tls_handshake');
  const isAboutTls = fromLibrary.code === 'tls_alert' || fromLibrary.code === 'tls_failed';
  return tap?.hasEnded === true && !isAboutTls
    ? failure('connection_closed', 'tls_handshake', 'EOF')
    : fromLibrary;
}
