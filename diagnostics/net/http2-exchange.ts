/** Requests over one HTTP/2 connection that stands already (RFC 9113). Redirects are reported, never followed. */
import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Failure } from '../model/failure.ts';
import type { WebAnswer } from '../model/observations/http2.ts';
import { failure, failureOf } from './failure-of.ts';
import { decodeContent, decodeText, MAX_BODY_BYTES } from './http-body.ts';
import { evidenceHeaders } from './http-headers.ts';
import type { Clock } from './network.ts';
import { untilAborted } from './until-aborted.ts';
import { USER_AGENT } from './user-agent.ts';
import { WireError } from './wire-error.ts';

/**
 * Of the whole connection, handshake and frames of every kind: pings, settings and interim answers have no bound of their own.
 * Two bodies and two lists of headers fit in several times over.
 */
const MAX_CONNECTION_BYTES = 512 * 1024;
const LOOK_EVERY_MS = 50;
/** Long enough for the farewell (GOAWAY) to leave. */
const GRACE_MS = 300;

export interface Http2Options {
  /** Scheme and authority are taken from it. */
  readonly url: URL;
  readonly paths: readonly string[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Http2Outcome {
  /** Milliseconds until the server's SETTINGS came; absent when none did. */
  readonly settingsMs?: number;
  /** One for each path, in order. */
  readonly answers: readonly WebAnswer[];
}

/** Never throws. Each path is one stream, all at once; the caller's socket is closed politely afterwards. */
export async function exchangeHttp2(socket: TLSSocket, options: Http2Options): Promise<Http2Outcome> {
  const { url, paths, clock, signal } = options;
  const startedAt = clock.monotonic();
  const session = connect(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, maxHeaderListSize: 32 * 1024 },
  });
  const trouble: Trouble = { goaway: null, error: null };
  let settingsMs: number | undefined;
  session.once('remoteSettings', () => {
    settingsMs = Math.max(0, clock.monotonic() - startedAt);
  });
  session.on('goaway', (code: number) => {
    trouble.goaway = code;
  });
  session.on('error', (error: Error) => {
    trouble.error = error;
  });
  const guard = boundBytes(session, socket, trouble);
  const answers = await Promise.all(paths.map((path) => ask(session, path, trouble, signal)));
  clearInterval(guard);
  leave(session);
  return { answers, ...(settingsMs === undefined ? {} : { settingsMs }) };
}

/** The session reads below the socket's events, so what came is looked at from time to time. */
function boundBytes(session: ClientHttp2Session, socket: TLSSocket, trouble: Trouble): NodeJS.Timeout {
  return setInterval(() => {
    if (socket.bytesRead <= MAX_CONNECTION_BYTES || session.destroyed) return;
    trouble.error = new WireError('reply_too_large', { detail: `over ${MAX_CONNECTION_BYTES} bytes` });
    session.destroy(trouble.error, constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }, LOOK_EVERY_MS);
}

interface Trouble {
  goaway: number | null;
  error: Error | null;
}

interface Gathered {
  headers: IncomingHttpHeaders | null;
  readonly chunks: Buffer[];
  bytes: number;
}

async function ask(
  session: ClientHttp2Session,
  path: string,
  trouble: Trouble,
  signal: AbortSignal,
): Promise<WebAnswer> {
  const gathered: Gathered = { headers: null, chunks: [], bytes: 0 };
  let found: Failure | undefined;
  try {
    const stream = session.request(
      {
        ':method': 'GET',
        ':path': path,
        'user-agent': USER_AGENT,
        accept: '*/*',
        'accept-encoding': 'identity',
      },
      { endStream: true },
    );
    await untilAnswered(stream, gathered, signal);
  } catch (error) {
    found = signal.aborted ? failureOf(signal.reason, 'exchange') : broken(error, trouble);
  }
  return { path, ...(await describe(gathered)), ...(found === undefined ? {} : { failure: found }) };
}

function untilAnswered(stream: ClientHttp2Stream, gathered: Gathered, signal: AbortSignal): Promise<void> {
  return untilAborted<void>(signal, ({ resolve, reject }) => {
    stream.on('response', (headers) => {
      gathered.headers = headers;
    });
    stream.on('data', (chunk: Buffer) => {
      gathered.chunks.push(chunk);
      gathered.bytes += chunk.length;
      if (gathered.bytes < MAX_BODY_BYTES) return;
      stream.close(constants.NGHTTP2_CANCEL);
      resolve();
    });
    stream.on('error', reject);
    stream.on('close', () => {
      if (gathered.headers === null) reject(new Error('closed'));
      else resolve();
    });
    return () => stream.removeAllListeners('data').resume();
  });
}

/** The names of the error codes that the protocol has (section 7). */
const codeNames = new Map(
  Object.entries(constants)
    .filter(
      ([name, value]) =>
        /^NGHTTP2_(?:NO_ERROR|[A-Z_]+_ERROR|REFUSED_STREAM|CANCEL|CONNECT_ERROR|ENHANCE_YOUR_CALM|INADEQUATE_SECURITY|HTTP_1_1_REQUIRED)$/.test(
          name,
        ) &&
        !name.includes('_ERR_') &&
        typeof value === 'number',
    )
    .map(([name, value]) => [value as number, name.slice('NGHTTP2_'.length)]),
);

/** The connection's own end says more than what it did to one stream. */
function broken(error: unknown, { goaway, error: ofSession }: Trouble): Failure {
  if (goaway !== null && goaway !== constants.NGHTTP2_NO_ERROR)
    return failure('protocol_violation', 'exchange', `GOAWAY ${codeNames.get(goaway) ?? goaway}`);
  const cause = ofSession ?? error;
  const { code = '', message = '' } = cause as { readonly code?: string; readonly message?: string };
  const named = /NGHTTP2_([A-Z0-9_]+)/.exec(message)?.[1];
  if (named !== undefined) return failure('protocol_violation', 'exchange', `stream closed: ${named}`);
  if (code.startsWith('ERR_HTTP2')) return failure('protocol_violation', 'exchange', message.slice(0, 200));
  const known = failureOf(cause, 'exchange');
  return known.code === 'unclassified' ? failure('connection_closed', 'exchange', 'EOF') : known;
}

async function describe({ headers, chunks }: Gathered): Promise<Omit<WebAnswer, 'path' | 'failure'>> {
  if (headers === null) return {};
  const flat = Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, value]) => [value ?? ''].flat().flatMap((each) => [name, each]));
  const body = await decodeContent(
    Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES),
    headers['content-encoding'],
  );
  return {
    status: Number(headers[':status'] ?? 0),
    headers: evidenceHeaders(flat),
    bodyStart: decodeText(body, headers['content-type']),
  };
}

function leave(session: ClientHttp2Session): void {
  if (session.destroyed) return;
  const timer = setTimeout(() => session.destroy(), GRACE_MS);
  timer.unref();
  session.close(() => clearTimeout(timer));
}
