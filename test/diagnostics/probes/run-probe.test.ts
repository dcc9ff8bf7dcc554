import { describe, expect, it } from 'vitest';
import type { JobOf } from '../../../diagnostics/model/job.ts';
import { probedKinds, observationSchema } from '../../../diagnostics/model/observation.ts';
import { emptyData } from '../../../diagnostics/probes/empty-data.ts';
import { probes } from '../../../diagnostics/probes/index.ts';
import { defineProbe, type ProbeResult } from '../../../diagnostics/probes/probe.ts';
import { observe, runProbe } from '../../../diagnostics/probes/run-probe.ts';
import { closedPort, testContext } from '../../support/loopback.ts';

const job = (partial: Partial<JobOf<'tcp'>> = {}): JobOf<'tcp'> => ({
  key: 'tcp a.test',
  kind: 'tcp',
  endpoint: { address: '127.0.0.1', port: 9 },
  input: {},
  deadlineMs: 2000,
  attempt: 1,
  ...partial,
});
const tcp = (run: (signal: AbortSignal) => Promise<ProbeResult<'tcp'>>) => ({
  tcp: defineProbe({ kind: 'tcp', run: (_job, { signal }) => run(signal) }),
});

describe('runProbe', () => {
  it('makes a valid observation', async () => {
    const observation = await runProbe(
      job({ endpoint: { address: '127.0.0.1', port: await closedPort() }, attempt: 2, control: 'C3' }),
      testContext(),
    );
    expect(observationSchema.parse(observation)).toMatchObject({
      id: 'tcp a.test#2',
      kind: 'tcp',
      attempt: 2,
      control: 'C3',
      data: {},
      failure: { code: 'connection_refused', operation: 'connect' },
    });
  });

  it('turns a bug into one observation', async () => {
    const observation = await observe(
      job(),
      testContext(),
      tcp(() => Promise.reject(new TypeError('x is undefined in /home/alice/x.ts'))),
    );
    expect(observation.failure).toEqual({
      code: 'unclassified',
      operation: 'connect',
      detail: 'TypeError: x is undefined in /home/[removed]/x.ts',
    });
  });

  it('turns a job without address into one observation', async () => {
    expect((await runProbe(job({ endpoint: {} }), testContext())).failure?.code).toBe('unclassified');
  });

  it('applies the deadline, and tells it from a cancel', async () => {
    const untilSignal = tcp(
      (signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
    );
    const controller = new AbortController();
    const running = observe(job(), testContext({ signal: controller.signal }), untilSignal);
    controller.abort();
    const codes = [
      (await observe(job({ deadlineMs: 20 }), testContext(), untilSignal)).failure?.code,
      (await running).failure?.code,
    ];
    expect(codes).toEqual(['timed_out', 'aborted']);
  });

  it('leaves a probe behind that does not listen', async () => {
    const start = performance.now();
    const observation = await observe(
      job({ deadlineMs: 20 }),
      testContext(),
      tcp(() => new Promise(() => undefined)),
    );
    expect([observation.failure?.code, performance.now() - start < 2000]).toEqual(['timed_out', true]);
  });

  it('waits longer for one that has something to put back', async () => {
    const { tcp: tidy } = tcp(() => new Promise((resolve) => setTimeout(() => resolve({ data: {} }), 700)));
    const hurried = await observe(job({ deadlineMs: 20 }), testContext(), { tcp: tidy });
    const patient = await observe(job({ deadlineMs: 20 }), testContext(), {
      tcp: { ...tidy, graceMs: () => 2_000 },
    });
    expect([hurried.failure?.code, patient.failure]).toEqual(['timed_out', undefined]);
  });
});

describe('probes', () => {
  it.each(probedKinds)('%s stands under its kind', (kind) => {
    expect(probes[kind].kind).toBe(kind);
  });

  it.each(probedKinds)('%s has empty data that the model takes', (kind) => {
    const shape = {
      id: 'x',
      kind,
      endpoint: {},
      attempt: 1,
      startedAt: new Date().toISOString(),
      durationMs: 0,
      data: emptyData[kind],
    };
    const issues = observationSchema.safeParse(shape).error?.issues ?? [];
    expect(issues.filter(({ path }) => path[0] === 'data')).toEqual([]);
  });
});
