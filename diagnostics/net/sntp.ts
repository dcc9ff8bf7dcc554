/** A simple network time client (SNTP, RFC 4330 and RFC 5905 section 14): one question, one sample. */
import { randomBytes } from 'node:crypto';
import type { Clock, Network } from './network.ts';
import { WireError } from './wire-error.ts';

export interface TimeSample {
  /** Time source minus local clock, milliseconds: positive when this machine is behind. */
  readonly offsetMs: number;
  /** Time on the wire, without the server's own share. */
  readonly roundTripMs: number;
  /** 1 for a server with a reference clock, one more for every step away from it. */
  readonly stratum: number;
}

export interface SntpOptions {
  readonly network: Pick<Network, 'exchangeDatagram'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

const PACKET_BYTES = 48;
const ORIGIN_AT = 24;
const RECEIVE_AT = 32;
const TRANSMIT_AT = 40;
/** Leap indicator 0, version 4, mode 3 (client). */
const CLIENT_HEADER = 0x23;
const SERVER_MODE = 4;
/** Leap indicator 3: the server's clock is not synchronised. */
const NOT_SYNCHRONISED = 3;

/** Seconds from 1900-01-01 to 1970-01-01, RFC 5905 section 6. */
const UNIX_EPOCH = 2_208_988_800;
const ERA_SECONDS = 2 ** 32;

/** Epoch milliseconds of an NTP timestamp. A clear top bit means the era after 2036-02-07 (RFC 4330 section 3). */
export function readTimestamp(packet: Uint8Array, offset: number): number {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const seconds = view.getUint32(offset);
  const fraction = view.getUint32(offset + 4) / ERA_SECONDS;
  const era = seconds >= 0x80000000 ? 0 : ERA_SECONDS;
  return (seconds + era - UNIX_EPOCH + fraction) * 1000;
}

/**
 * Our transmit timestamp is random: the server only echoes it, which then proves that the answer is to this question
 * (RFC 5905 section 8, packet test 2) without telling anyone what our clock says.
 */
function makeRequest(): { readonly packet: Uint8Array; readonly cookie: Uint8Array } {
  const packet = new Uint8Array(PACKET_BYTES);
  const cookie = randomBytes(8);
  packet[0] = CLIENT_HEADER;
  packet.set(cookie, TRANSMIT_AT);
  return { packet, cookie };
}

const echoes = (message: Uint8Array, cookie: Uint8Array): boolean =>
  message.byteLength >= PACKET_BYTES && cookie.every((byte, index) => message[ORIGIN_AT + index] === byte);

const isAllZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Kiss-o'-death: the reference id is four letters, e.g. RATE or DENY (RFC 5905 section 7.4). */
const kissCode = (reply: Uint8Array): string =>
  String.fromCharCode(...reply.subarray(12, 16)).replaceAll(/[^A-Za-z0-9]/g, '') || 'no code';

/** RFC 4330 section 5: what makes an answer unusable. */
function refuseUnusable(reply: Uint8Array): void {
  const [first = 0, stratum = 0] = reply;
  const mode = first & 0x07;
  const refuse = (detail: string): never => {
    throw new WireError('rejected', { detail, operation: 'exchange' });
  };
  if (mode !== SERVER_MODE)
    throw new WireError('protocol_violation', { detail: `NTP mode ${mode}`, operation: 'exchange' });
  if (stratum === 0) refuse(`kiss-o'-death ${kissCode(reply)}`);
  if (stratum > 15 || first >> 6 === NOT_SYNCHRONISED)
    refuse(`stratum ${stratum}: the source is not synchronised`);
  if (isAllZero(reply.subarray(TRANSMIT_AT, PACKET_BYTES))) {
    throw new WireError('protocol_violation', { detail: 'no transmit timestamp', operation: 'exchange' });
  }
}

/** Rejects with what `failureOf` classifies; other people's datagrams are dropped and the wait goes on. */
export async function querySntp(options: SntpOptions): Promise<TimeSample> {
  const { network, clock, address, port, signal } = options;
  const { packet, cookie } = makeRequest();
  const sentAt = clock.now();
  const started = clock.monotonic();
  const reply = await network.exchangeDatagram({
    address,
    port,
    signal,
    payload: packet,
    accepts: (message) => echoes(message, cookie),
  });
  // Measured on the monotonic clock, so that a step of the wall clock in between does not count as delay.
  const elapsed = clock.monotonic() - started;
  refuseUnusable(reply);
  const received = readTimestamp(reply, RECEIVE_AT);
  const transmitted = readTimestamp(reply, TRANSMIT_AT);
  // RFC 4330 section 5: t = ((T2 - T1) + (T3 - T4)) / 2 and d = (T4 - T1) - (T3 - T2)
  return {
    offsetMs: (received - sentAt + (transmitted - (sentAt + elapsed))) / 2,
    roundTripMs: Math.max(0, elapsed - Math.max(0, transmitted - received)),
    stratum: reply[1] ?? 0,
  };
}
