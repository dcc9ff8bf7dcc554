/** True time from the Date header of a web server: one second fine, for networks where NTP is blocked. */
import type { Socket } from 'node:net';
import { failureOf } from '../failure-of.ts';
import type { Clock, Network } from '../network.ts';
import type { TimeSample } from '../sntp.ts';
import { untilAborted } from '../until-aborted.ts';
import { WireError } from '../wire-error.ts';

export interface HttpDateOptions {
  readonly network: Pick<Network, 'dial'>;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly address: string;
  readonly port: number;
  /** For the Host header; the address when there is none. */
  readonly name: string | undefined;
  readonly signal: AbortSignal;
}

const MAX_HEADER_BYTES = 16 * 1024;
/** Date is cut to the second, so the true time lies half a second later on average. */
const HALF_RESOLUTION_MS = 500;

function readHead(socket: Socket, signal: AbortSignal): Promise<string> {
  return untilAborted(signal, ({ resolve, reject }) => {
    let head = '';
    const onData = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      const end = /\r?\n\r?\n/.exec(head);
      if (end !== null) resolve(head.slice(0, end.index));
      else if (head.length > MAX_HEADER_BYTES)
        reject(new WireError('reply_too_large', { operation: 'exchange' }));
    };
    const onEnd = (): void => reject(new WireError('connection_closed', { operation: 'exchange' }));
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', reject);
    return () => socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', reject);
  });
}

/** Epoch milliseconds that a response head speaks of; a cached answer is as old as its Age says (RFC 9111 section 5.1). */
function dateOfHead(head: string): number {
  const lines = head.split('\n');
  // No pattern for the white space around a value: a server may send any amount of it.
  const header = (name: string): string | undefined =>
    lines
      .find((line) => line.slice(0, name.length + 1).toLowerCase() === `${name.toLowerCase()}:`)
      ?.slice(name.length + 1)
      .trim();
  const date = header('Date');
  // Only the fixed form of RFC 9110 section 5.6.7: Date.parse alone would take many more.
  const time =
    date !== undefined && /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(date)
      ? Date.parse(date)
      : Number.NaN;
  if (!head.startsWith('HTTP/') || Number.isNaN(time)) {
    throw new WireError('protocol_violation', { detail: 'no usable Date header', operation: 'exchange' });
  }
  const age = header('Age');
  return time + (age !== undefined && /^\d{1,9}$/.test(age) ? Number(age) * 1000 : 0);
}

export async function queryHttpDate(options: HttpDateOptions): Promise<Omit<TimeSample, 'stratum'>> {
  const { network, clock, address, port, name, signal } = options;
  const socket = await network.dial({ address, port, signal }).catch((error: unknown): never => {
    const { code, detail } = failureOf(error, 'connect');
    throw new WireError(code, { detail, operation: 'connect', cause: error });
  });
  // A server that resets after its answer must not end the process.
  socket.on('error', () => undefined);
  try {
    const host = name ?? (address.includes(':') ? `[${address}]` : address);
    const sentAt = clock.now();
    const started = clock.monotonic();
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: Faultline\r\nConnection: close\r\n\r\n`);
    const head = await readHead(socket, signal);
    const elapsed = clock.monotonic() - started;
    const serverTime = dateOfHead(head) + HALF_RESOLUTION_MS;
    return { offsetMs: serverTime - (sentAt + elapsed / 2), roundTripMs: Math.max(0, elapsed) };
  } finally {
    socket.destroy();
  }
}
