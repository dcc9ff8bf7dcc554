/**
 * Starts jobs as the budget allows and hands back observations as they come.
 * A connection that has not stood after a while gets its second, spaced try beside the first: a dead host costs one deadline, not many.
 */
import type { Job } from '../model/job.ts';
import type { Observation } from '../model/observation.ts';
import { canonicalAddress } from '../model/view/addresses.ts';
import { runProbe, type ProbeDependencies } from '../probes/run-probe.ts';
import { startDeadline } from '../net/deadline.ts';
import type { DialOptions, Network } from '../net/network.ts';
import { createBudget, isCounted } from './budget.ts';

/** Milliseconds after which a connection attempt is given up: two repeated SYNs fit in (RFC 6298: after 1 s and 3 s). */
export const CONNECT_MS = 3_500;
/** An address that let this many attempts run out and answered none gets less time for each further one: one repeated SYN. */
const SILENT_AFTER = 3;
const SILENT_CONNECT_MS = 1_700;
/** Milliseconds after which the second try starts beside a first that hangs. */
const SECOND_TRY_AFTER_MS = { dns: 1_200, control: 1_000, other: 1_500 } as const;

export interface SchedulerOptions extends Omit<ProbeDependencies, 'signal'> {
  readonly signal: AbortSignal;
  readonly onStarted: (job: Job) => void;
}

export interface Scheduler {
  /** Queues jobs that are new by key and attempt; returns those that were taken, as they will run. */
  add(jobs: readonly Job[]): readonly Job[];
  /** The next observations, at least one; empty when nothing runs or waits. */
  next(): Promise<readonly Observation[]>;
  /** Ends everything that runs; nothing is started any more. */
  stop(): void;
}

type Dial = Network['dial'];

const withDial = (network: Network, dial: Dial): Network => ({
  dial,
  exchangeDatagram: (options) => network.exchangeDatagram(options),
  lookup: (options) => network.lookup(options),
  environment: (options) => network.environment(options),
  systemRoots: () => network.systemRoots(),
});

/** Bounds connecting apart from the dialogue after it. */
function createDialler(network: Network): Dial {
  /** Attempts that ran out, by address; an address that ever answered, if only by a refusal, is not listed any more. */
  const ranOut = new Map<string, number>();
  const answered = new Set<string>();
  return async (options) => {
    const { address } = options;
    const isSilent = !answered.has(address) && (ranOut.get(address) ?? 0) >= SILENT_AFTER;
    const deadline = startDeadline(isSilent ? SILENT_CONNECT_MS : CONNECT_MS, options.signal);
    try {
      const socket = await network.dial({ ...options, signal: deadline.signal });
      answered.add(address);
      return socket;
    } catch (error) {
      if (deadline.endedBy() === null) answered.add(address);
      if (deadline.endedBy() === 'deadline') ranOut.set(address, (ranOut.get(address) ?? 0) + 1);
      throw error;
    } finally {
      deadline.dispose();
    }
  };
}

const isAt = ({ endpoint }: Job, { address, port }: DialOptions): boolean =>
  endpoint.port === port && canonicalAddress(endpoint.address ?? '') === canonicalAddress(address);

const wantsSecondTry = (job: Job): boolean => job.attempt === 1 && job.endpoint.address !== undefined && job.kind !== 'clock';

/** Two tries that run beside each other must not both log in (law 7). */
const withoutLogin = (job: Job): Job => (job.kind === 'ftp' ? { ...job, input: { ...job.input, login: 'none' } } : job);

export function createScheduler(options: SchedulerOptions): Scheduler {
  const stopper = new AbortController();
  const { signal } = stopper;
  const budget = createBudget();
  const dial = createDialler(options.network);
  const known = new Set<string>();
  const waiting: Job[] = [];
  const done: Observation[] = [];
  let loginKey: string | undefined;
  let running = 0;
  let wake: () => void = () => {};

  /** Always an AbortError: an operation that the run's own deadline cuts off has not timed out. */
  function stop(): void {
    waiting.length = 0;
    options.signal.removeEventListener('abort', stop);
    stopper.abort(new DOMException('the run was stopped', 'AbortError'));
  }
  if (options.signal.aborted) stop();
  else options.signal.addEventListener('abort', stop, { once: true });

  const identity = (job: Job): string => `${job.key}#${job.attempt}`;

  function take(job: Job): boolean {
    if (known.has(identity(job)) || signal.aborted) return false;
    known.add(identity(job)); // also when the budget is used up: it is not asked for again
    return budget.reserve(job);
  }

  /** One control port gets the login, whichever place is planned first; planners see only what has been observed. */
  function withOneLogin(job: Job): Job {
    if (job.kind !== 'ftp' || job.input.login === 'none') return job;
    loginKey ??= job.key;
    return loginKey === job.key ? job : withoutLogin(job);
  }

  /** The job's own connection has its place already; any further one inside the job needs another. */
  function networkFor(job: Job, onConnected: () => void): Network {
    let hasPlace = isCounted(job);
    return withDial(options.network, async (dialled) => {
      if (hasPlace && isAt(job, dialled)) hasPlace = false;
      else if (isCounted(job) && !budget.reservePort(dialled)) throw new DOMException('this port has had its connections', 'AbortError');
      const socket = await dial(dialled);
      onConnected();
      return socket;
    });
  }

  async function execute(job: Job): Promise<void> {
    await Promise.resolve(); // whoever adds jobs hears of them before they start
    if (job.delayMs !== undefined) await options.clock.sleep(job.delayMs, signal).catch(() => undefined);
    if (signal.aborted) return;
    let hasConnected = false;
    const network = networkFor(job, () => { hasConnected = true; });
    const spacing = SECOND_TRY_AFTER_MS[job.kind === 'dns' ? 'dns' : job.control === undefined ? 'other' : 'control'];
    const timer = wantsSecondTry(job)
      ? setTimeout(() => { if (!hasConnected) enqueue([withoutLogin({ ...job, attempt: 2 })]); }, spacing)
      : undefined;
    options.onStarted(job);
    const observation = await runProbe(job, { ...options, network, signal });
    clearTimeout(timer);
    done.push(observation);
  }

  function startWaiting(): void {
    for (const job of [...waiting]) {
      if (!budget.mayStart(job)) continue;
      waiting.splice(waiting.indexOf(job), 1);
      budget.started(job);
      running++;
      void execute(job).finally(() => {
        budget.ended(job);
        running--;
        startWaiting();
        wake();
      });
    }
  }

  function enqueue(jobs: readonly Job[]): readonly Job[] {
    const taken = jobs.filter(take).map(withOneLogin);
    waiting.push(...taken);
    startWaiting();
    return taken;
  }

  return {
    add: enqueue,
    async next() {
      while (done.length === 0 && running > 0) await new Promise<void>((resolve) => { wake = resolve; });
      return done.splice(0);
    },
    stop,
  };
}
