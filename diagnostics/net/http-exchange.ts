/** One HTTP/1.1 request over a connection that stands already. Redirects are reported, never followed. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Failure } from '../model/failure.ts';
import { failure, failureOf } from './failure-of.ts';
import { decodeContent, decodeText, MAX_BODY_BYTES } from './http-body.ts';
import { evidenceHeaders, redirectTarget, type HttpHeader } from './http-headers.ts';
import type { Clock } from './network.ts';
import { untilAborted } from './until-aborted.ts';
import { BROWSER_AGENT, USER_AGENT } from './user-agent.ts';
import { WireError } from './wire-error.ts';

/** Past this a header section is hostile or broken; common servers stop at 8 to 16 KiB. */
const MAX_HEADER_BYTES = 32 * 1024;
/** Everything that the server sends until we know enough: interim answers (1xx), empty lines and chunk framing have no bound of their own. */
const MAX_ANSWER_BYTES = 256 * 1024;

export interface HttpExchangeOptions {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD';
  /** Media type that is asked for; any without it. */
  readonly accept?: string;
  /** Bytes of body that are read; what tells an error page without it. */
  readonly maxBodyBytes?: number;
  readonly agent?: 'browser' | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status?: number;
  /** As on the status line, e.g. 1.1. */
  readonly httpVersion?: string;
  readonly headers?: readonly HttpHeader[];
  readonly bodyStart?: string;
  readonly bodyBytesRead?: number;
  readonly redirectsTo?: string;
  /** Milliseconds from the start of the request. */
  readonly firstByteMs?: number;
}

export interface HttpOutcome {
  readonly answer: HttpAnswer;
  readonly failure?: Failure;
}

interface Exchange {
  response: IncomingMessage | null;
  firstByteMs: number | null;
  readonly chunks: Buffer[];
  bodyBytes: number;
  /** The socket's own error, before the parser rewords it. */
  socketError: Error | null;
}

/**
 * Sends the request and reads the header section and at most 16 KiB of body, unless told otherwise. Never throws: what was read before a
 * failure is in the answer. The caller closes the socket.
 */
export async function exchangeHttp(socket: Socket, options: HttpExchangeOptions): Promise<HttpOutcome> {
  const exchange: Exchange = {
    response: null,
    firstByteMs: null,
    chunks: [],
    bodyBytes: 0,
    socketError: null,
  };
  let found: Failure | undefined;
  try {
    await perform(socket, options, exchange);
  } catch (error) {
    found = options.signal.aborted
      ? failureOf(options.signal.reason, 'exchange')
      : describeError(exchange.socketError ?? error);
  }
  const answer = await describeAnswer(exchange, options);
  return found === undefined ? { answer } : { answer, failure: found };
}

function perform(socket: Socket, options: HttpExchangeOptions, exchange: Exchange): Promise<void> {
  const startedAt = options.clock.monotonic();
  return untilAborted(options.signal, ({ resolve, reject }) => {
    const onSocketError = (error: Error): void => {
      exchange.socketError ??= error;
    };
    let received = 0;
    const limit = Math.max(MAX_ANSWER_BYTES, 2 * bodyLimit(options));
    const onBytes = (bytes: Buffer): void => {
      exchange.firstByteMs ??= Math.max(0, options.clock.monotonic() - startedAt);
      received += bytes.length;
      if (received > limit) reject(new WireError('reply_too_large', { detail: `over ${limit} bytes` }));
    };
    socket.on('error', onSocketError);
    // The parser reports ends within an answer itself; before one it may have been given a dead socket.
    const onClose = (): void => {
      if (exchange.response === null) reject(new WireError('connection_closed', { detail: 'EOF' }));
    };
    if (socket.destroyed) onClose();
    socket.once('close', () => setImmediate(onClose));
    const outgoing = send(socket, options);
    outgoing.on('error', reject);
    // Only once the parser listens too: a data listener alone would set the stream flowing past it.
    outgoing.on('socket', () => socket.on('data', onBytes));
    outgoing.on('response', (response) => {
      exchange.response = response;
      response.on('error', reject);
      response.on('end', resolve);
      response.on('data', (chunk: Buffer) => {
        exchange.chunks.push(chunk);
        exchange.bodyBytes += chunk.length;
        if (exchange.bodyBytes >= bodyLimit(options)) resolve();
      });
    });
    return () => {
      socket.off('data', onBytes);
      exchange.response?.removeAllListeners('data').pause();
    };
  });
}

const bodyLimit = ({ maxBodyBytes = MAX_BODY_BYTES }: HttpExchangeOptions): number => maxBodyBytes;

function send(socket: Socket, { url, method, agent, accept = '*/*' }: HttpExchangeOptions): ClientRequest {
  const outgoing = request({
    method,
    host: url.hostname,
    path: url.pathname + url.search,
    maxHeaderSize: MAX_HEADER_BYTES,
    headers: {
      host: url.host,
      'user-agent': agent === 'browser' ? BROWSER_AGENT : USER_AGENT,
      accept,
      'accept-encoding': 'identity',
      connection: 'close',
    },
    createConnection: () => socket,
  });
  outgoing.end();
  return outgoing;
}

/** For a broken answer the parser keeps the packet: its first bytes tell what really spoke. */
function describeError(error: unknown): Failure {
  const found = failureOf(error, 'exchange');
  const packet = (error as { readonly rawPacket?: unknown } | null)?.rawPacket;
  if (found.code !== 'protocol_violation' || !(packet instanceof Uint8Array)) return found;
  return failure(
    found.code,
    found.operation,
    `${found.detail}: ${Buffer.from(packet).subarray(0, 200).toString('latin1')}`,
  );
}

async function describeAnswer(
  { response, firstByteMs, chunks }: Exchange,
  options: HttpExchangeOptions,
): Promise<HttpAnswer> {
  const timing = firstByteMs === null ? {} : { firstByteMs };
  if (response === null) return timing;
  const limit = bodyLimit(options);
  const body = Buffer.concat(chunks).subarray(0, limit);
  const redirectsTo = redirectTarget(response.headers.location, options.url.href);
  return {
    ...timing,
    status: response.statusCode ?? 0,
    httpVersion: response.httpVersion,
    headers: evidenceHeaders(response.rawHeaders),
    bodyStart: decodeText(
      await decodeContent(body, response.headers['content-encoding'], limit),
      response.headers['content-type'],
    ),
    bodyBytesRead: body.length,
    ...(redirectsTo === null ? {} : { redirectsTo }),
  };
}
