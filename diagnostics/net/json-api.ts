/**
 * A JSON interface over HTTPS at a chosen address: few small requests over one kept connection. The server must prove its name, answers are
 * bounded, and every wait ends with the signal. Redirects are not followed.
 */
import { Agent, request, type IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { closeGently } from './close-gently.ts';
import { dialFor } from './dns-transport.ts';
import type { Clock, Network } from './network.ts';
import { assertProven } from './proven-name.ts';
import { startTls } from './tls-session.ts';
import { untilAborted } from './until-aborted.ts';
import { USER_AGENT } from './user-agent.ts';
import { WireError } from './wire-error.ts';

/** Far more than the results of a handful of stations. */
const MAX_BODY_BYTES = 512 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;

export interface JsonApiOptions {
  /** Absolute https URL; its host is the TLS name, whatever address is dialled. */
  readonly url: URL;
  readonly address: string;
  readonly network: Network;
  readonly clock: Clock;
  readonly bundledRoots: readonly string[];
  readonly signal: AbortSignal;
}

export interface JsonReply {
  readonly status: number;
  /** The parsed body; null when there is none. */
  readonly body: unknown;
}

export interface JsonApi {
  /** @throws the connection's error, WireError for an answer out of bounds or that is no JSON, or the signal's reason. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<JsonReply>;
  /** Ends the connection. */
  close(): void;
}

export function openJsonApi(options: JsonApiOptions): JsonApi {
  const sockets = new Set<TLSSocket>();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const provide = async (callback: (error: Error | null, socket: TLSSocket) => void): Promise<void> => {
    try {
      const socket = await connect(options);
      sockets.add(socket);
      callback(null, socket);
    } catch (error) {
      callback(error as Error, undefined as never);
    }
  };
  agent.createConnection = (_options, callback) => {
    void provide((error, socket) => callback?.(error, socket));
    return undefined;
  };
  return {
    ask: (method, path, body) => ask(agent, options, { method, path, body }),
    close: () => {
      for (const socket of sockets) closeGently(socket);
      agent.destroy();
    },
  };
}

async function connect({ url, address, ...context }: JsonApiOptions): Promise<TLSSocket> {
  const { network, clock, bundledRoots, signal } = context;
  if (url.protocol !== 'https:')
    throw new WireError('protocol_violation', { detail: 'the URL is not https', operation: 'connect' });
  const port = url.port === '' ? 443 : Number(url.port);
  const socket = await dialFor({ address, port, network, signal });
  const serverName = url.hostname;
  const alpn = ['http/1.1'];
  const systemRoots = network.systemRoots();
  const upgrade = await startTls(socket, { serverName, bundledRoots, systemRoots, alpn, clock, signal });
  if (!upgrade.ok) {
    const { code, operation, detail } = upgrade.failure;
    throw new WireError(code, { operation, detail });
  }
  try {
    assertProven(serverName, upgrade.session);
  } catch (error) {
    closeGently(upgrade.socket);
    throw error;
  }
  return upgrade.socket;
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: unknown;
}

function ask(agent: Agent, { url, signal }: JsonApiOptions, question: Question): Promise<JsonReply> {
  const content = question.body === undefined ? undefined : Buffer.from(JSON.stringify(question.body));
  return untilAborted(signal, ({ resolve, reject }) => {
    const outgoing = request({
      agent,
      method: question.method,
      host: url.hostname,
      path: `${url.pathname.replace(/\/$/, '')}${question.path}`,
      maxHeaderSize: MAX_HEADER_BYTES,
      headers: {
        host: url.host,
        'user-agent': USER_AGENT,
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(content && { 'content-type': 'application/json', 'content-length': String(content.length) }),
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      readJson(incoming).then((body) => resolve({ status: incoming.statusCode ?? 0, body }), reject);
    });
    outgoing.end(content);
    return () => {
      if (!outgoing.writableFinished || !outgoing.closed) outgoing.destroy();
    };
  });
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new WireError('reply_too_large', { detail: `over ${MAX_BODY_BYTES} bytes` });
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WireError('protocol_violation', { detail: `no JSON: ${text.slice(0, 200)}` });
  }
}
