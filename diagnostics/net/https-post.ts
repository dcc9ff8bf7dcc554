/** One POST over a TLS connection that stands already. */
import { request, type IncomingMessage } from 'node:http';
import {
  connect as connectHttp2,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { MAX_MESSAGE_BYTES } from './dns-message.ts';
import { untilAborted, type Settle } from './until-aborted.ts';
import { USER_AGENT } from './user-agent.ts';
import { WireError } from './wire-error.ts';

/** A message with its framing: interim answers (1xx) and empty lines have no bound of their own. */
const MAX_ANSWER_BYTES = 8 * MAX_MESSAGE_BYTES;

export interface PostOptions {
  readonly url: URL;
  readonly body: Buffer;
  readonly mediaType: string;
  readonly signal: AbortSignal;
}

export interface PostReply {
  readonly status: number;
  /** Content-Type as sent; '' without one. */
  readonly mediaType: string;
  readonly body: Buffer;
}

const headersOf = ({ mediaType, body }: PostOptions): Record<string, string> => ({
  'content-type': mediaType,
  accept: mediaType,
  'content-length': String(body.length),
  'user-agent': USER_AGENT,
});

/** @throws the connection's or parser's error, WireError `reply_too_large`, or the signal's reason. */
export function postOverHttp1(socket: TLSSocket, options: PostOptions): Promise<PostReply> {
  const { url, signal } = options;
  return untilAborted(signal, (settle) => {
    const outgoing = request({
      method: 'POST',
      host: url.hostname,
      path: url.pathname + url.search,
      headers: { host: url.host, ...headersOf(options) },
      createConnection: () => socket,
    });
    let received = 0;
    const onBytes = (bytes: Buffer): void => {
      received += bytes.length;
      if (received > MAX_ANSWER_BYTES) settle.reject(tooLarge(MAX_ANSWER_BYTES));
    };
    outgoing.on('error', settle.reject);
    // Only once the parser listens too: a data listener alone would set the stream flowing past it.
    outgoing.on('socket', () => socket.on('data', onBytes));
    outgoing.on('response', (incoming: IncomingMessage) => {
      incoming.on('error', settle.reject);
      collect(
        incoming,
        { status: incoming.statusCode ?? 0, mediaType: incoming.headers['content-type'] ?? '' },
        settle,
      );
    });
    outgoing.end(options.body);
    return () => socket.off('data', onBytes);
  });
}

/** Likewise over HTTP/2 (RFC 9113). The session ends with its one stream. */
export async function postOverHttp2(socket: TLSSocket, options: PostOptions): Promise<PostReply> {
  const session = openHttp2(socket, options.url);
  try {
    return await postInSession(session, options);
  } finally {
    session.close();
  }
}

export function openHttp2(socket: TLSSocket, url: URL): ClientHttp2Session {
  const session = connectHttp2(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false },
  });
  // an end between two questions is told by the next
  session.on('error', () => undefined);
  return session;
}

export function postInSession(session: ClientHttp2Session, options: PostOptions): Promise<PostReply> {
  const { url, signal } = options;
  return untilAborted(signal, (settle) => {
    session.once('error', settle.reject);
    const stream: ClientHttp2Stream = session.request({
      ':method': 'POST',
      ':path': url.pathname + url.search,
      ':authority': url.host,
      ...headersOf(options),
    });
    stream.on('error', settle.reject);
    stream.on('response', (headers: IncomingHttpHeaders & { ':status'?: number }) => {
      collect(stream, { status: headers[':status'] ?? 0, mediaType: headers['content-type'] ?? '' }, settle);
    });
    stream.on('close', () => settle.reject(new WireError('connection_closed', { detail: 'EOF' })));
    stream.end(options.body);
    return () => {
      session.off('error', settle.reject);
      stream.close();
    };
  });
}

const tooLarge = (limit: number): WireError =>
  new WireError('reply_too_large', { detail: `over ${limit} bytes` });

function collect(
  stream: NodeJS.ReadableStream,
  head: Omit<PostReply, 'body'>,
  { resolve, reject }: Settle<PostReply>,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    // What still comes until the connection is closed is dropped.
    if (size > MAX_MESSAGE_BYTES) reject(tooLarge(MAX_MESSAGE_BYTES));
    else chunks.push(chunk);
  });
  stream.on('end', () => resolve({ ...head, body: Buffer.concat(chunks) }));
}
