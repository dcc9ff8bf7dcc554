import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createFleetBudget,
  createFleetGate,
  fleetPoliteness,
  type Place,
} from '../../../diagnostics/run/fleet-budget.ts';
import { aJob } from '../../support/run-factories.ts';

const tcp = (address: string, port: number) => aJob({ endpoint: { address, port } });
const question = (address: string) =>
  aJob<'dns'>({
    kind: 'dns',
    endpoint: { address, port: 53 },
    input: { name: 'example.test', type: 'A', recursion: false, transport: 'udp' },
  });
const never = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Places that were given, in the order of asking. */
async function ask(
  jobs: readonly ReturnType<typeof aJob>[],
  budget = createFleetBudget(createFleetGate(() => Date.now())),
) {
  const places: Place[] = [];
  for (const job of jobs) void budget.enter(job, never).then((place) => places.push(place));
  await vi.advanceTimersByTimeAsync(0);
  return { places, budget };
}
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_none, index) => make(index));

describe('politeness of many runs', () => {
  it.each([
    ['connections to one port', many(10, () => tcp('45.0.3.1', 443)), fleetPoliteness.atOncePerPort],
    [
      'another spelling of its address',
      many(10, (index) => tcp(index % 2 ? '2A00::1' : '2a00:0::1', 443)),
      3,
    ],
    ['operations towards one address', many(20, (index) => tcp('45.0.3.1', index + 1)), 8],
    ['questions to one server', many(20, () => question('45.0.3.1')), 8],
    ['operations towards one network', many(100, (index) => tcp(`45.0.3.${index + 1}`, 443)), 24],
    [
      'operations in all',
      many(600, (index) => tcp(`45.${index % 200}.3.1`, 1 + Math.floor(index / 200))),
      256,
    ],
  ])('gives %s their places', async (_name, jobs, places) => {
    expect((await ask(jobs)).places).toHaveLength(places);
  });

  it('gives a place on when the job is over, every connection is closed, and the server had time to hear of it', async () => {
    const { places } = await ask(many(4, () => tcp('45.0.3.1', 443)));
    const socket = Object.assign(new EventEmitter(), { destroyed: false });
    places[0]!.opened(socket as never);
    places[0]!.leave();
    await vi.advanceTimersByTimeAsync(500);
    expect(places).toHaveLength(3);
    socket.emit('close');
    await vi.advanceTimersByTimeAsync(50);
    expect(places).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(100);
    expect(places).toHaveLength(4);
  });

  it('begins no more connections to a port in a second than a guard puts up with', async () => {
    const { places } = await ask(many(40, () => tcp('45.0.3.1', 443)));
    let given = 0;
    const leaving = setInterval(() => {
      while (given < places.length) places[given++]!.leave();
    }, 1);
    await vi.advanceTimersByTimeAsync(3_000);
    clearInterval(leaving);
    expect(given).toBeGreaterThan(10);
    expect(given).toBeLessThanOrEqual(4 * fleetPoliteness.connectionsPerSecond + 1);
  });

  it('lets nobody wait who wants another server, and forgets who gave up', async () => {
    const budget = createFleetBudget(createFleetGate(() => Date.now()));
    await ask(
      many(3, () => tcp('45.0.3.1', 443)),
      budget,
    );
    const controller = new AbortController();
    const waiting = budget.enter(tcp('45.0.3.1', 443), controller.signal);
    const others = await ask([tcp('46.0.3.1', 443)], budget);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(others.places).toHaveLength(1);
  });

  it('is what the README says', () => {
    const readme = readFileSync(new URL('../../../diagnostics/README.md', import.meta.url), 'utf8');
    const rows = Object.entries(fleetPoliteness).map(([bound, most]) => `| \`fleet.${bound}\` | ${most} |`);
    expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
  });
});
