/** DNS over HTTPS (RFC 8484): one POST over a connection dialled to a chosen address, HTTP/2 where the server wants it. */
import type { ClientHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { closeGently } from './close-gently.ts';
import { matchAnswer, type DnsQuery } from './dns-message.ts';
import { dialFor, type DnsServer } from './dns-transport.ts';
import {
  openHttp2,
  postInSession,
  postOverHttp1,
  postOverHttp2,
  type PostOptions,
  type PostReply,
} from './https-post.ts';
import type { Clock } from './network.ts';
import { assertProven } from './proven-name.ts';
import type { ResolverSessions } from './resolver-sessions.ts';
import { startTls } from './tls-session.ts';
import { untilAborted } from './until-aborted.ts';
import { WireError } from './wire-error.ts';

const MEDIA_TYPE = 'application/dns-message';

export interface DohServer extends DnsServer {
  /** Absolute https URL; its host is the TLS name, whatever address is dialled. */
  readonly url: string;
  readonly clock: Clock;
  readonly bundledRoots: readonly string[];
  /** Connections that other questions use as well; a connection of its own without. */
  readonly sessions?: ResolverSessions | undefined;
}

/** For a connection that many questions will use, milliseconds. */
const SESSION_MS = 5_000;

/**
 * Asks one query and gives the DNS message of the answer.
 *
 * The server must prove its name (proven-peer.ts).
 *
 * @throws WireError `tls_failed` without that proof, `rejected` for an HTTP error, `protocol_violation` for another media type.
 */
export async function askOverHttps(query: DnsQuery, server: DohServer): Promise<Uint8Array> {
  const url = new URL(server.url);
  if (url.protocol !== 'https:')
    throw new WireError('protocol_violation', { detail: 'the DoH URL is not https', operation: 'connect' });
  const session = await keptSession(url, server);
  if (session !== null) return messageOf(query, await postInSession(session, postOf(query, url, server)));
  const socket = await provenSocket(url, server);
  try {
    return messageOf(query, await post(socket, postOf(query, url, server)));
  } finally {
    closeGently(socket);
  }
}

const postOf = (query: DnsQuery, url: URL, { signal }: DohServer): PostOptions => ({
  url,
  body: query.bytes,
  mediaType: MEDIA_TYPE,
  signal,
});

/** The session that other questions use as well; null where none is kept, or where the server speaks no HTTP/2. */
async function keptSession(url: URL, server: DohServer): Promise<ClientHttp2Session | null> {
  const { sessions, address, port, signal } = server;
  if (sessions === undefined) return null;
  // not bound to the first question: whoever else waits for it wants it all the same
  const own = AbortSignal.timeout(SESSION_MS);
  const opened = sessions.session(`${address} ${port} ${url.origin}`, async () => {
    const socket = await provenSocket(url, { ...server, signal: own });
    if (socket.alpnProtocol === 'h2') return openHttp2(socket, url);
    closeGently(socket);
    return null;
  });
  return untilAborted(signal, ({ resolve, reject }) => {
    opened.then(resolve, reject);
    return () => undefined;
  });
}

async function provenSocket(url: URL, server: DohServer): Promise<TLSSocket> {
  const socket = await dialFor(server);
  const { bundledRoots, clock, signal, network } = server;
  const serverName = url.hostname.replace(/^\[|\]$/g, '');
  const upgrade = await startTls(socket, {
    serverName,
    bundledRoots,
    systemRoots: network.systemRoots(),
    alpn: ['h2', 'http/1.1'],
    clock,
    signal,
  });
  if (!upgrade.ok) {
    const { code, operation, detail } = upgrade.failure;
    throw new WireError(code, { operation, detail });
  }
  try {
    assertProven(serverName, upgrade.session);
    return upgrade.socket;
  } catch (error) {
    closeGently(upgrade.socket);
    throw error;
  }
}

function post(socket: TLSSocket, options: PostOptions): Promise<PostReply> {
  return socket.alpnProtocol === 'h2' ? postOverHttp2(socket, options) : postOverHttp1(socket, options);
}

function messageOf(query: DnsQuery, { status, mediaType, body }: PostReply): Uint8Array {
  if (status !== 200) throw new WireError('rejected', { detail: `HTTP ${status}` });
  if (mediaType.split(';', 1)[0]?.trim().toLowerCase() !== MEDIA_TYPE) {
    throw new WireError('protocol_violation', { detail: `content-type ${mediaType}` });
  }
  if (matchAnswer(query, body, { ignoreId: true }) === 'other')
    throw new WireError('dns_mismatched', { detail: 'answer to another question' });
  return body;
}
