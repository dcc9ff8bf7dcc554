/** Asks an HTTP proxy for a way through (CONNECT, RFC 9110 section 9.3.6). No credentials are ever sent. */
import type { Socket } from 'node:net';
import { readUntil } from './read-bytes.ts';
import { WireError } from './wire-error.ts';

/** Common proxies answer with a few hundred bytes; an error page may follow, which is not read. */
const MAX_HEADER_BYTES = 16 * 1024;
const statusLine = /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]{0,200}))?\r\n/;

export interface TunnelAnswer {
  readonly status: number;
  readonly reason: string;
}

/**
 * @param host name or IP literal of the server behind; an IPv6 literal without brackets.
 * @throws WireError `protocol_violation` when something else than a proxy answers; otherwise as `readUntil`.
 */
export async function askProxy(
  socket: Socket,
  { host, port, signal }: { readonly host: string; readonly port: number; readonly signal: AbortSignal },
): Promise<TunnelAnswer> {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`);
  const header = await readUntil(socket, {
    maxBytes: MAX_HEADER_BYTES,
    signal,
    parse: (bytes) => {
      const text = bytes.toString('latin1');
      if (text.length >= 5 && !text.startsWith('HTTP/')) throw new WireError('protocol_violation');
      return text.includes('\r\n\r\n') ? text : null;
    },
  });
  const [, status, reason = ''] = statusLine.exec(header) ?? [];
  if (status === undefined) throw new WireError('protocol_violation');
  return { status: Number(status), reason };
}
