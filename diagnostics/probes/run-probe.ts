/** Carries out one job within its deadline and makes the observation of it, whatever happens. */
import type { Failure } from '../model/failure.ts';
import type { JobOf, Job } from '../model/job.ts';
import type { Observation, ProbedKind, ObservationOf } from '../model/observation.ts';
import type { Clock } from '../net/network.ts';
import { startDeadline } from '../net/deadline.ts';
import { failureOf } from '../net/failure-of.ts';
import { isMostly, watchHeldUp } from '../net/held-up.ts';
import { emptyData, mainOperation } from './empty-data.ts';
import { probes } from './index.ts';
import type { Probe, ProbeContext, ProbeResult } from './probe.ts';

/** What a probe is given, but with the run's signal: the job's deadline is added here. */
export type ProbeDependencies = ProbeContext;

/** A probe that does not mind its signal is left behind after this: one bug must not hold up a run. */
const GRACE_MS = 500;

/** Never rejects: a probe that throws has a bug, which costs this one observation (`unclassified`). */
export async function runProbe(job: Job, dependencies: ProbeDependencies): Promise<Observation> {
  // Kind, input and data of one job belong together; the compiler cannot follow that through a union.
  return (await observe(job as JobOf<ProbedKind>, dependencies, probes)) as Observation;
}

/** For a job that was called off before it began: it says nothing of the world. */
export const cutOff = (job: Job, clock: Clock): Observation =>
  ({
    id: job.attempt === 1 ? job.key : `${job.key}#${job.attempt}`,
    kind: job.kind,
    endpoint: job.endpoint,
    attempt: job.attempt,
    startedAt: new Date(clock.now()).toISOString(),
    durationMs: 0,
    input: job.input,
    data: emptyData[job.kind],
    failure: { code: 'aborted', operation: mainOperation[job.kind], detail: '' },
  }) as Observation;

/** As `runProbe`, with the probes given: for tests of the runner itself. */
export async function observe<K extends ProbedKind>(
  job: JobOf<K>,
  dependencies: ProbeDependencies,
  available: { readonly [P in K]: Probe<P> },
): Promise<ObservationOf<K>> {
  const { clock } = dependencies;
  const startedAt = new Date(clock.now()).toISOString();
  const start = clock.monotonic();
  const heldUp = watchHeldUp();
  const deadline = startDeadline(job.deadlineMs, dependencies.signal);
  const { data, failure } = await perform(
    job,
    { ...dependencies, signal: deadline.signal },
    available[job.kind],
  );
  deadline.dispose();
  const durationMs = Math.max(0, clock.monotonic() - start);
  const heldUpMs = heldUp.ms();
  heldUp.dispose();
  return {
    id: job.attempt === 1 ? job.key : `${job.key}#${job.attempt}`,
    kind: job.kind,
    endpoint: job.endpoint,
    ...(job.control === undefined ? {} : { control: job.control }),
    attempt: job.attempt,
    startedAt,
    durationMs,
    ...(isMostly(heldUpMs, durationMs) ? { heldUpMs } : {}),
    input: job.input,
    data,
    ...(failure === undefined ? {} : { failure }),
  };
}

async function perform<K extends ProbedKind>(
  job: JobOf<K>,
  context: ProbeContext,
  probe: Probe<K>,
): Promise<ProbeResult<K>> {
  const nothing = (failure: Failure): ProbeResult<K> => ({ data: emptyData[job.kind], failure });
  const operation = mainOperation[job.kind];
  const backstop = startBackstop(context.signal, GRACE_MS + (probe.graceMs?.(job) ?? 0));
  try {
    return await Promise.race([probe.run(job, context), backstop.fired]);
  } catch (error) {
    return nothing(failureOf(context.signal.aborted ? context.signal.reason : error, operation));
  } finally {
    backstop.dispose();
  }
}

/** Rejects some time after the signal fired. */
function startBackstop(
  signal: AbortSignal,
  graceMs: number,
): { readonly fired: Promise<never>; dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const fired = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(signal.reason as Error), graceMs);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  fired.catch(() => undefined); // Loses the race unheard when the probe is done first.
  return {
    fired,
    dispose: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
