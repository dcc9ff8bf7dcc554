/** Carries one DNS query over UDP or TCP to a chosen server address (RFC 1035 section 4.2, RFC 7766). */
import { closeGently } from './close-gently.ts';
import { isTruncated, matchAnswer, MAX_MESSAGE_BYTES, type DnsQuery } from './dns-message.ts';
import { failureOf } from './failure-of.ts';
import type { Network } from './network.ts';
import { readUntil } from './read-bytes.ts';
import { WireError } from './wire-error.ts';

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  readonly network: Network;
  readonly signal: AbortSignal;
}

/** How long an answer in the wrong letter case waits for the right one before it is told apart. */
const CASE_GRACE_MS = 150;

export type UdpOutcome =
  | { readonly kind: 'answer' | 'truncated'; readonly message: Uint8Array }
  /** The server, or someone before it, rewrites the letter case: only TCP can tell a careless server from a forger. */
  | { readonly kind: 'case_changed'; readonly message: Uint8Array };

/**
 * One datagram out, the answer to it back. Datagrams of another id or question are dropped and the wait goes on.
 *
 * @throws WireError `dns_mismatched` when only foreign answers came until the deadline; otherwise as `exchangeDatagram`.
 */
export async function askOverUdp(
  query: DnsQuery,
  { address, port, network, signal }: DnsServer,
): Promise<UdpOutcome> {
  let strangers = 0;
  let inOtherCase: Uint8Array | null = null;
  const grace = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const accepts = (message: Uint8Array): boolean => {
    const match = matchAnswer(query, message);
    if (match === 'other') strangers += 1;
    else if (match === 'case' && inOtherCase === null) {
      inOtherCase = message;
      timer = setTimeout(() => grace.abort(), CASE_GRACE_MS);
    }
    return match === 'exact';
  };
  try {
    const waits = AbortSignal.any([signal, grace.signal]);
    const message = await network.exchangeDatagram({
      address,
      port,
      payload: query.bytes,
      accepts,
      signal: waits,
    });
    return { kind: isTruncated(message) ? 'truncated' : 'answer', message };
  } catch (error) {
    if (inOtherCase !== null && !signal.aborted) return { kind: 'case_changed', message: inOtherCase };
    const isSilence = failureOf(error, 'exchange').code === 'timed_out';
    if (isSilence && strangers > 0)
      throw new WireError('dns_mismatched', { detail: `${strangers} foreign answers`, cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same over a connection of its own, with the length in front (RFC 1035 section 4.2.2).
 *
 * @throws WireError `dns_mismatched` when something else is answered; errors of dialling name `connect` as operation.
 */
export async function askOverTcp(
  query: DnsQuery,
  { address, port, network, signal }: DnsServer,
): Promise<Uint8Array> {
  const socket = await dialFor({ address, port, network, signal });
  try {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.bytes.length);
    // One write, one segment: some servers refuse a message whose length comes alone (RFC 7766 section 8).
    socket.write(Buffer.concat([length, query.bytes]));
    const message = await readUntil(socket, {
      maxBytes: MAX_MESSAGE_BYTES + 2,
      signal,
      parse: framedMessage,
    });
    if (matchAnswer(query, message) === 'other')
      throw new WireError('dns_mismatched', { detail: 'answer to another question' });
    return message;
  } finally {
    closeGently(socket);
  }
}

/** Dials and marks what goes wrong as the step `connect`, which the caller's own step does not name. */
export async function dialFor({ address, port, network, signal }: DnsServer): ReturnType<Network['dial']> {
  try {
    return await network.dial({ address, port, signal });
  } catch (error) {
    const { code, operation, detail } = failureOf(error, 'connect');
    throw new WireError(code, { operation, detail, cause: error });
  }
}

function framedMessage(bytes: Buffer): Buffer | null {
  if (bytes.length < 2) return null;
  const end = 2 + bytes.readUInt16BE(0);
  return bytes.length < end ? null : bytes.subarray(2, end);
}
