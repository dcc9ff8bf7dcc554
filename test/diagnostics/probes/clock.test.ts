import { createServer, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import { readTimestamp } from '../../../diagnostics/net/sntp.ts';
import type { DatagramOptions } from '../../../diagnostics/net/network.ts';
import { clockProbe } from '../../../diagnostics/probes/clock.ts';
import type { ProbeContext } from '../../../diagnostics/probes/probe.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const UNIX_EPOCH = 2_208_988_800;

const job = (method: 'sntp' | 'http_date', port = 123): JobOf<'clock'> => ({
  key: 'clock',
  kind: 'clock',
  endpoint: { address: '127.0.0.1', port, name: 'time.test' },
  input: { method },
  deadlineMs: 1000,
  attempt: 1,
});

function writeTimestamp(packet: Uint8Array, offset: number, epochMs: number): void {
  const view = new DataView(packet.buffer);
  const seconds = epochMs / 1000 + UNIX_EPOCH;
  view.setUint32(offset, Math.floor(seconds) % 2 ** 32);
  view.setUint32(offset + 4, Math.floor((seconds % 1) * 2 ** 32));
}

interface Reply {
  readonly aheadMs?: number;
  readonly stratum?: number;
  readonly first?: number;
  readonly reference?: string;
  readonly transmit?: boolean;
  readonly change?: (packet: Uint8Array) => Uint8Array;
}

/** A time server 20 ms away on each path that takes 10 ms, with a clock that the test moves. */
function context(reply: Reply, signal = new AbortController().signal): ProbeContext {
  let elapsed = 0;
  const clock = { now: () => NOW + elapsed, monotonic: () => elapsed };
  const exchangeDatagram = ({ payload, accepts }: DatagramOptions): Promise<Uint8Array> => {
    signal.throwIfAborted();
    const {
      aheadMs = 0,
      stratum = 2,
      first = 0x24,
      reference = '',
      transmit = true,
      change = (packet) => packet,
    } = reply;
    const packet = new Uint8Array(48);
    packet[0] = first;
    packet[1] = stratum;
    packet.set(new TextEncoder().encode(reference), 12);
    packet.set(payload.subarray(40, 48), 24);
    writeTimestamp(packet, 32, NOW + 20 + aheadMs);
    if (transmit) writeTimestamp(packet, 40, NOW + 30 + aheadMs);
    elapsed += 50;
    const answer = change(packet);
    return accepts(answer)
      ? Promise.resolve(answer)
      : Promise.reject(new DOMException('late', 'TimeoutError'));
  };
  return { network: { exchangeDatagram }, clock, signal } as unknown as ProbeContext;
}

describe('clock over SNTP', () => {
  it.each([0, 90_001, -3_600_000, 400 * 86_400_000])('finds an offset of %d ms', async (aheadMs) => {
    const { data, failure } = await clockProbe.run(job('sntp'), context({ aheadMs }));
    expect(failure).toBeUndefined();
    expect(data.offsetMs).toBeCloseTo(aheadMs, 1);
    expect(data.roundTripMs).toBeCloseTo(40, 1);
    expect(data.stratum).toBe(2);
  });

  it.each([
    ["kiss-o'-death", { stratum: 0, reference: 'RATE' }, 'rejected', 'RATE'],
    ['stratum 16', { stratum: 16 }, 'rejected', 'stratum 16'],
    ['an unsynchronised server', { first: 0xe4 }, 'rejected', 'not synchronised'],
    ['a packet that is no answer', { first: 0x23 }, 'protocol_violation', 'mode 3'],
    ['a missing transmit time', { transmit: false }, 'protocol_violation', 'transmit'],
  ])('refuses %s', async (_, reply, code, detail) => {
    const { data, failure } = await clockProbe.run(job('sntp'), context(reply));
    expect(data).toEqual({});
    expect(failure).toMatchObject({ code, operation: 'exchange' });
    expect(failure?.detail).toContain(detail);
  });

  it.each([
    ['with another origin', (packet: Uint8Array) => packet.with(24, (packet[24] ?? 0) ^ 1)],
    ['cut short', (packet: Uint8Array) => packet.subarray(0, 47)],
  ])('does not take an answer %s', async (_, change) => {
    expect((await clockProbe.run(job('sntp'), context({ change }))).failure).toMatchObject({
      code: 'timed_out',
    });
  });

  it('sends a random timestamp that does not tell our time', async () => {
    const sent: Uint8Array[] = [];
    const watched = context({ change: (packet) => packet });
    const network = {
      exchangeDatagram: (options: DatagramOptions) => (
        sent.push(options.payload),
        watched.network.exchangeDatagram(options)
      ),
    };
    await clockProbe.run(job('sntp'), { ...watched, network } as unknown as ProbeContext);
    await clockProbe.run(job('sntp'), { ...watched, network } as unknown as ProbeContext);
    expect(sent.map((packet) => [packet.length, packet[0]])).toEqual([
      [48, 0x23],
      [48, 0x23],
    ]);
    expect(sent[0]?.subarray(40)).not.toEqual(sent[1]?.subarray(40));
  });

  it('reads times after the era change of 2036', () => {
    const packet = new Uint8Array(48);
    const late = Date.UTC(2040, 0, 1);
    writeTimestamp(packet, 32, late);
    expect(readTimestamp(packet, 32)).toBeCloseTo(late, 0);
  });

  it('says so when the signal has fired already', async () => {
    expect((await clockProbe.run(job('sntp'), context({}, AbortSignal.abort()))).failure).toMatchObject({
      code: 'aborted',
    });
  });
});

describe('clock over HTTP', () => {
  const open: { close(): void }[] = [];
  afterEach(() => open.splice(0).forEach((server) => server.close()));

  async function serve(answer: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as { port: number }).port;
  }

  const dialContext = (signal = new AbortController().signal): ProbeContext =>
    ({
      network: {
        dial: ({ address, port }: { address: string; port: number }) =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(port, address, () => resolve(socket));
            socket.once('error', reject);
          }),
      },
      clock: { now: () => NOW, monotonic: () => 0 },
      signal,
    }) as unknown as ProbeContext;

  it.each([
    ['', 500],
    ['Age: 60\r\n', 60_500],
  ])('reads the Date header (with %j)', async (extra, offsetMs) => {
    const port = await serve((socket) =>
      socket.end(`HTTP/1.1 301 Moved\r\ndate: Sat, 21 Nov 2026 12:00:00 GMT\r\n${extra}\r\n`),
    );
    expect(await clockProbe.run(job('http_date', port), dialContext())).toEqual({
      data: { offsetMs, roundTripMs: 0 },
    });
  });

  it.each([
    ['no date', 'HTTP/1.1 200 OK\r\n\r\n', 'protocol_violation'],
    ['another protocol', 'SSH-2.0-x\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\n\r\n', 'protocol_violation'],
    ['a made-up date', 'HTTP/1.1 200 OK\r\nDate: yesterday\r\n\r\n', 'protocol_violation'],
    [
      'a date of white space',
      `HTTP/1.1 200 OK\r\nDate: a${'\t'.repeat(60_000)}x\r\n\r\n`,
      'protocol_violation',
    ],
    ['an early end', 'HTTP/1.1 200 OK\r\n', 'connection_closed'],
    ['endless headers', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(4000)}`, 'reply_too_large'],
  ])('refuses %s', async (_, text, code) => {
    const port = await serve((socket) => socket.end(text));
    expect((await clockProbe.run(job('http_date', port), dialContext())).failure).toMatchObject({
      code,
      operation: 'exchange',
    });
  });

  it('ends with the signal when the server is silent', async () => {
    const port = await serve(() => undefined);
    const { failure } = await clockProbe.run(job('http_date', port), dialContext(AbortSignal.timeout(100)));
    expect(failure).toMatchObject({ code: 'timed_out' });
  });

  it('names the step when nobody listens', async () => {
    const port = await serve(() => undefined);
    open.splice(0).forEach((server) => server.close());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await clockProbe.run(job('http_date', port), dialContext())).failure).toMatchObject({
      code: 'connection_refused',
      operation: 'connect',
    });
  });
});
