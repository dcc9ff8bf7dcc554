import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../diagnostics/model/job.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Scheduler } from '../../../diagnostics/run/scheduler.ts';
import { aJob, aScheduler, aSocket, listenersOf, mostAtOnce, refused } from '../../support/run-factories.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = (address: string, port: number) => ({ endpoint: { address, port } });
const ftp = (address: string, login: 'none' | 'anonymous' | 'given', partial: Partial<Job> = {}) =>
  aJob<'ftp'>({
    kind: 'ftp',
    ...at(address, 21),
    input: { security: 'plain', serverName: null, login },
    ...(partial as object),
  });

/** Reads until nothing runs any more. */
async function all(scheduler: Scheduler): Promise<readonly Observation[]> {
  const found: Observation[] = [];
  const reading = (async () => {
    for (;;) {
      const made = await scheduler.next();
      if (made === null) return;
      found.push(...made);
    }
  })();
  await vi.advanceTimersByTimeAsync(120_000);
  await reading;
  return found;
}

const told = (observations: readonly Observation[]): readonly string[] =>
  observations.map((each) => `${each.id} ${each.failure?.code ?? 'ok'} ${Math.round(each.durationMs)}`);
const loginsOf = (jobs: readonly Job[]): readonly string[] =>
  jobs.flatMap((job) =>
    job.kind === 'ftp' && job.input.login !== 'none' ? [`${job.key}#${job.attempt}`] : [],
  );

describe('scheduler', () => {
  it('starts the second try beside a hanging first, so that a dead port costs one deadline', async () => {
    const { scheduler } = aScheduler();
    const start = performance.now();
    scheduler.add([aJob()]);
    const reading = all(scheduler);
    expect(told(await reading)).toEqual([
      'tcp/45.0.3.1/80 timed_out 3500',
      'tcp/45.0.3.1/80#2 timed_out 3500',
    ]);
    expect(performance.now() - start).toBe(120_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets whoever waits for a hanging try plan anew at once, and hands its observations over later', async () => {
    const { scheduler } = aScheduler();
    scheduler.add([aJob()]);
    const waiting = scheduler.next();
    await vi.advanceTimersByTimeAsync(100);
    scheduler.nudge();
    await vi.advanceTimersByTimeAsync(10);
    expect(await waiting).toEqual([]);
    expect(told(await all(scheduler))).toHaveLength(2);
  });

  it('asks what is out of the ordinary once: its second try would take the place of one that decides', async () => {
    const { scheduler } = aScheduler();
    const transfer = { name: 'example.test', type: 'AXFR', recursion: false, transport: 'tcp' } as const;
    scheduler.add([
      aJob<'server-conduct'>({ kind: 'server-conduct', ...at('45.0.1.1', 53), input: transfer }),
    ]);
    expect((await all(scheduler)).map(({ attempt }) => attempt)).toEqual([1]);
  });

  it('leaves a refused port to the retry planner, and a connected one alone', async () => {
    const { scheduler } = aScheduler({
      dial: ({ port }) => (port === 80 ? refused() : Promise.resolve(aSocket())),
    });
    scheduler.add([aJob(), aJob(at('45.0.3.1', 443))]);
    expect(told(await all(scheduler))).toEqual([
      'tcp/45.0.3.1/80 connection_refused 0',
      'tcp/45.0.3.1/443 ok 0',
    ]);
  });

  it('gives less time to an address that let three attempts run out and never answered', async () => {
    const { scheduler } = aScheduler();
    scheduler.add(Array.from({ length: 14 }, (_, port) => aJob(at('45.0.3.1', port + 1))));
    const observations = await all(scheduler);
    expect(observations).toHaveLength(28);
    expect(new Set(observations.slice(0, 8).map((each) => each.durationMs))).toEqual(new Set([3_500]));
    const end =
      Math.max(...observations.map((each) => Date.parse(each.startedAt) + each.durationMs)) -
      Date.parse(observations[0]!.startedAt);
    expect(end).toBeLessThan(9_000);
  });

  it('takes each question once, by key and attempt', () => {
    const { scheduler } = aScheduler();
    const job = aJob();
    expect([
      scheduler.add([job, job]).length,
      scheduler.add([job]).length,
      scheduler.add([{ ...job, attempt: 2 }]).length,
    ]).toEqual([1, 0, 1]);
    scheduler.stop();
  });

  it('tells of jobs before it starts them', () => {
    const { scheduler, started } = aScheduler();
    expect([scheduler.add([aJob()]).length, started.length]).toEqual([1, 0]);
    scheduler.stop();
  });

  it('never opens more than three connections to one port, nor more than eight operations at one address, whatever is asked', async () => {
    const jobs = fc.array(
      fc.record({
        key: fc.nat(30),
        host: fc.nat(2),
        port: fc.constantFrom(21, 80, 443),
        kind: fc.constantFrom('tcp' as const, 'http' as const, 'smtp' as const),
        attempt: fc.constantFrom(1, 2, 3),
        outcome: fc.nat(2),
      }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(jobs, async (drawn) => {
        let turn = 0;
        const { scheduler, traffic } = aScheduler({
          dial: ({ signal }) =>
            turn++ % 3 === 0
              ? refused()
              : new Promise((_resolve, reject) =>
                  signal.addEventListener('abort', () => reject(signal.reason as Error)),
                ),
        });
        scheduler.add(
          drawn.map(({ key, host, port, kind, attempt }) =>
            aJob({ key: `${kind}/${key}`, kind, attempt, ...at(`45.0.3.${host}`, port) } as never),
          ),
        );
        const observations = await all(scheduler);
        expect(Math.max(0, ...traffic.dials.values())).toBeLessThanOrEqual(3);
        expect(mostAtOnce(observations)).toBeLessThanOrEqual(8);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['stop()', ({ scheduler }: ReturnType<typeof aScheduler>) => scheduler.stop()],
    ['the caller', ({ caller }: ReturnType<typeof aScheduler>) => caller.abort()],
    [
      "the caller's deadline, which is no time-out of the server",
      ({ caller }: ReturnType<typeof aScheduler>) => caller.abort(new DOMException('late', 'TimeoutError')),
    ],
  ])('ends everything within a second when told by %s', async (_, end) => {
    const world = aScheduler();
    world.scheduler.add(Array.from({ length: 30 }, (__, index) => aJob(at('45.0.3.1', index + 1))));
    world.scheduler.add([
      aJob<'system-lookup'>({ kind: 'system-lookup', key: 'system-lookup/a', endpoint: {} }),
      aJob({ key: 'late', delayMs: 60_000, ...at('45.0.5.1', 1) }),
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    const before = world.started.length;
    end(world);
    await vi.advanceTimersByTimeAsync(1_000);
    const observations = await world.scheduler.next();
    expect(new Set(observations?.map((each) => each.failure?.code))).toEqual(new Set(['aborted']));
    expect(await world.scheduler.next()).toBeNull();
    expect([world.started.length - before, vi.getTimerCount(), listenersOf(world.caller.signal)]).toEqual([
      0, 0, 0,
    ]);
    expect([...world.traffic.open.values()].filter((count) => count > 0)).toEqual([]);
    expect(world.scheduler.add([aJob(at('45.0.9.1', 1))])).toEqual([]);
  });

  it('takes nothing when the caller has cancelled before', async () => {
    const { scheduler, caller } = aScheduler();
    caller.abort();
    const late = aScheduler();
    late.caller.abort();
    expect([scheduler.add([aJob()]), await scheduler.next(), await late.scheduler.next()]).toEqual([
      [],
      null,
      null,
    ]);
  });

  describe('logs in to FTP at most once', () => {
    it('gives the login to the first control port only', () => {
      const { scheduler } = aScheduler();
      const taken = [
        ...scheduler.add([ftp('45.0.3.1', 'anonymous')]),
        ...scheduler.add([ftp('45.0.3.2', 'anonymous'), ftp('45.0.3.3', 'given')]),
      ];
      expect(loginsOf(taken)).toEqual(['ftp/45.0.3.1/21#1']);
      scheduler.stop();
    });

    it('keeps the second try beside a hanging first without it', async () => {
      const { scheduler, started } = aScheduler();
      scheduler.add([ftp('45.0.3.1', 'anonymous')]);
      await all(scheduler);
      expect([started.length, loginsOf(started)]).toEqual([2, ['ftp/45.0.3.1/21#1']]);
    });

    it('lets the planner try again at the same port', () => {
      const { scheduler } = aScheduler();
      const taken = [
        ...scheduler.add([ftp('45.0.3.1', 'anonymous')]),
        ...scheduler.add([ftp('45.0.3.1', 'anonymous', { attempt: 2 })]),
      ];
      expect(loginsOf(taken)).toHaveLength(2);
      scheduler.stop();
    });
  });
});
