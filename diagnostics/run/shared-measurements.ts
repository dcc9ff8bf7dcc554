/**
 * Measurements that several runs of a batch may use, because they are the same question to the same server: this seat and its anchors, the root and the top-level
 * domains, the names and servers of one provider. Each is made once for its lifetime and keeps the time at which it was made; runs that ask while it
 * is under way wait for it. What names the domain of the run itself is never shared.
 */
import type { Job } from '../model/job.ts';
import type { Observation } from '../model/observation.ts';

/** Milliseconds for which a measurement stands for later runs. A verdict that would rest on an older one than its failure has it made again (`run.ts`). */
export const lifetimes = {
  /** This computer, its line and its clock. */
  seat: 30_000,
  /** What a name server says; the records themselves say hours. */
  dns: 120_000,
  /** A server that answered. */
  server: 60_000,
  /** A server that did not. */
  failure: 20_000,
} as const;

export interface SharedMeasurements {
  /** `notBefore`: epoch milliseconds; an older one is made anew. */
  observe(job: Job, notBefore: number, measure: () => Promise<Observation>): Promise<Observation>;
}

interface Kept {
  readonly madeAt: number;
  readonly until: number;
  readonly observation: Observation;
}

function lifetimeOf({ kind, control }: Job, { failure }: Observation): number {
  if (failure !== undefined) return lifetimes.failure;
  if (kind === 'environment' || kind === 'clock' || control === 'C0' || control === 'C1')
    return lifetimes.seat;
  return kind === 'dns' || kind === 'system-lookup' ? lifetimes.dns : lifetimes.server;
}

/** Kinds that say something of the person, or of one moment. */
const ofOneRun: ReadonlySet<Job['kind']> = new Set(['ftp', 'ssh-login', 'outside', 'proxied-page']);

/** Whether the question is the same for whoever asks: nothing in it names the run's own domain. */
export function isShareable(job: Job, ownDomain: string): boolean {
  if (ofOneRun.has(job.kind)) return false;
  const names = `${job.key} ${job.endpoint.name ?? ''} ${JSON.stringify(job.input)}`.toLowerCase();
  return !names.includes(ownDomain.toLowerCase());
}

const identityOf = ({ key, attempt, endpoint, input }: Job): string =>
  `${key}#${attempt} ${endpoint.name ?? ''} ${JSON.stringify(input)}`;

/** How often what is over is thrown away, in questions. */
const SWEEP_EVERY = 2_000;

export function createSharedMeasurements(now: () => number): SharedMeasurements {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, { readonly since: number; readonly result: Promise<Observation> }>();
  let asked = 0;

  function sweep(): void {
    asked += 1;
    if (asked % SWEEP_EVERY !== 0) return;
    for (const [identity, { until }] of kept) if (until < now()) kept.delete(identity);
  }
  return {
    async observe(job, notBefore, measure) {
      sweep();
      const identity = identityOf(job);
      const known = kept.get(identity);
      if (known && known.until >= now() && known.madeAt >= notBefore) return known.observation;
      const pending = underWay.get(identity);
      if (pending && pending.since >= notBefore) {
        const observation = await pending.result;
        // whoever made it was cut off: that says nothing of the world
        if (observation.failure?.code !== 'aborted') return observation;
      }
      const since = now();
      const result = measure();
      underWay.set(identity, { since, result });
      try {
        const observation = await result;
        if (observation.failure?.code !== 'aborted')
          kept.set(identity, { madeAt: since, until: now() + lifetimeOf(job, observation), observation });
        return observation;
      } finally {
        if (underWay.get(identity)?.result === result) underWay.delete(identity);
      }
    },
  };
}
