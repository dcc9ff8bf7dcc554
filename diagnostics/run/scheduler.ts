/**
 * Starts jobs as the budget allows and hands back observations as they come.
 * A connection that has not stood after a while gets its second, spaced try beside the first: a dead host costs one deadline, not many.
 */
import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Job } from '../model/job.ts';
import type { Observation } from '../model/observation.ts';
import { cutOff, runProbe, type ProbeDependencies } from '../probes/run-probe.ts';
import { createBudget, type Budget } from './budget.ts';
import type { Network } from '../net/network.ts';
import { createDialler, networkFor } from './dialler.ts';
import type { Membership } from './fleet.ts';

/** Milliseconds after which the second try starts beside a first that does not connect, or that connected and hears nothing. */
const SECOND_TRY_AFTER_MS = { dns: 1_200, control: 1_000, other: 1_500, mute: 9_000 } as const;

export interface SchedulerOptions extends Omit<ProbeDependencies, 'signal'> {
  readonly signal: AbortSignal;
  readonly onStarted: (job: Job) => void;
  /** The part that this run has in a fleet of runs. */
  readonly membership?: Membership | undefined;
  /** Waits until what comes together has come: in a fleet, planning anew costs more than it saves. `isBusy`: more is on its way. */
  readonly gather?: ((isBusy: boolean) => Promise<void>) | undefined;
  /** A second try beside one that connected and hears nothing begins after so many milliseconds. */
  readonly muteMs?: number | undefined;
}

export interface Scheduler {
  /** Queues jobs that are new by key and attempt; returns those that were taken, as they will run. */
  add(jobs: readonly Job[]): readonly Job[];
  /** The next observations; none after a nudge; null when nothing runs or waits. */
  next(): Promise<readonly Observation[] | null>;
  /** Whoever waits for observations plans anew without them. */
  nudge(): void;
  /** Questions whose answers are not among these may be asked again. */
  forgetUnseen(seen: readonly Observation[]): void;
  /** Ends everything that runs; nothing is started any more. */
  stop(): void;
}

const spacingOf = (job: Job): number =>
  SECOND_TRY_AFTER_MS[job.kind === 'dns' ? 'dns' : job.control === undefined ? 'other' : 'control'];

/** A question out of the ordinary is asked once: it must not take the place of a second try that decides something. */
const askedOnce: ReadonlySet<Job['kind']> = new Set(['clock', 'outside', 'server-conduct', 'ssh-login']);
const wantsSecondTry = (job: Job): boolean =>
  job.attempt === 1 && job.endpoint.address !== undefined && !askedOnce.has(job.kind);

/** A name without a password is no login. */
const logsIn = (job: Job): boolean =>
  job.kind === 'ftp' && (job.input.login === 'anonymous' || job.input.login === 'given');

/** Two tries that run beside each other must not both log in (law 7). */
const withoutLogin = (job: Job): Job =>
  job.kind === 'ftp' && logsIn(job) ? { ...job, input: { ...job.input, login: 'none' } } : job;

/** What may run: each question once by key and attempt, within the budget, and one control port only with the login. */
function createAdmission(budget: Budget): {
  readonly admit: (job: Job) => readonly Job[];
  readonly forgetUnseen: (seen: readonly Observation[]) => void;
} {
  const known = new Set<string>();
  /** What was let in: what was refused stays refused. */
  const taken = new Set<string>();
  let loginKey: string | undefined;
  let sshLoginKey: string | undefined;
  const admit = (job: Job): readonly Job[] => {
    const identity = `${job.key}#${job.attempt}`;
    if (known.has(identity)) return [];
    known.add(identity); // also when the budget is used up: it is not asked for again
    if (job.kind === 'ssh-login' && (sshLoginKey ??= job.key) !== job.key) return []; // one login a run
    // what is asked for again has its place already
    if (!taken.has(identity) && !budget.reserve(job)) return [];
    taken.add(identity);
    if (!logsIn(job)) return [job];
    loginKey ??= job.key; // whichever place is planned first: planners see only what has been observed
    return [loginKey === job.key ? job : withoutLogin(job)];
  };
  const forgetUnseen = (seen: readonly Observation[]): void => {
    const answered = new Set(seen.map(({ id, attempt }) => (attempt === 1 ? `${id}#1` : id)));
    for (const identity of taken) if (!answered.has(identity)) known.delete(identity);
  };
  return { admit, forgetUnseen };
}

const nextTurn = (): Promise<unknown> => setImmediate();

/** A signal that ends with the caller's, always with an AbortError: an operation that the run's own deadline cuts off has not timed out. */
function createStopper(caller: AbortSignal): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // every running operation listens; Node 20 takes more than ten for a leak
  const stop = (): void => {
    caller.removeEventListener('abort', stop);
    controller.abort(new DOMException('the run was stopped', 'AbortError'));
  };
  if (caller.aborted) stop();
  else caller.addEventListener('abort', stop, { once: true });
  return { signal: controller.signal, stop };
}

/** Tries again beside a first try that does not connect, and beside one that connected and hears nothing. Returns how to call it off. */
function planSecondTry(
  job: Job,
  hasConnected: () => boolean,
  tryAgain: () => void,
  muteMs: number = SECOND_TRY_AFTER_MS.mute,
): () => void {
  if (!wantsSecondTry(job)) return () => undefined;
  const tryWhenUnconnected = (): void => {
    if (!hasConnected()) tryAgain();
  };
  const timers = [setTimeout(tryWhenUnconnected, spacingOf(job)), setTimeout(tryAgain, muteMs)];
  return () => {
    timers.forEach(clearTimeout);
  };
}

interface Outbox {
  put(observation: Observation): void;
  /** Whoever waits looks again. */
  wake(): void;
  /** Whoever waits does not wait for anything to be put. */
  nudge(): void;
  /** What was put since the last call; waits for it, or for a nudge, while `isBusy`. Null when neither came. */
  take(isBusy: () => boolean): Promise<readonly Observation[] | null>;
}

function createOutbox(gather: (isBusy: boolean) => Promise<unknown>): Outbox {
  const done: Observation[] = [];
  let wake: () => void = () => {};
  let isNudged = false;
  const onWake = (resolve: () => void): void => {
    wake = resolve;
  };
  return {
    put: (observation) => void done.push(observation),
    wake: () => wake(),
    nudge() {
      isNudged = true;
      wake();
    },
    async take(isBusy) {
      while (done.length === 0 && !isNudged && isBusy()) await new Promise<void>(onWake);
      if (done.length === 0 && !isNudged) return null;
      isNudged = false;
      // what came in the same turn is planned from at once
      await gather(isBusy());
      return done.splice(0);
    },
  };
}

/** One job carried out, with a second try beside it where it hangs. */
function createMeasure(
  options: SchedulerOptions,
  budget: Budget,
  enqueue: (job: Job) => void,
): (job: Job, outside: Network) => Promise<Observation> {
  const dialWithin = createDialler();
  return async (job, outside) => {
    let hasConnected = false;
    const onConnected = (): void => {
      hasConnected = true;
    };
    const dial: Network['dial'] = (dialled) => dialWithin(dialled, outside);
    const network = networkFor(job, outside, dial, budget, onConnected);
    const tryAgain = (): void => enqueue(withoutLogin({ ...job, attempt: 2 }));
    const cancelSecondTry = planSecondTry(job, () => hasConnected, tryAgain, options.muteMs);
    options.onStarted(job);
    const observation = await runProbe(job, { ...options, network });
    cancelSecondTry();
    return observation;
  };
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { signal, stop } = createStopper(options.signal);
  const budget = createBudget();
  const admission = createAdmission(budget);
  const { admit } = admission;
  const outbox = createOutbox(options.gather ?? nextTurn);
  const measure = createMeasure({ ...options, signal }, budget, (job) => void enqueue([job]));
  let waiting: readonly Job[] = [];
  let running = 0;

  async function execute(job: Job): Promise<void> {
    await Promise.resolve(); // whoever adds jobs hears of them before they start
    if (job.delayMs !== undefined) await options.clock.sleep(job.delayMs, signal).catch(() => undefined);
    if (signal.aborted) return;
    const own = (network: Network): Promise<Observation> => measure(job, network);
    outbox.put(
      await (options.membership === undefined
        ? own(options.network)
        : options.membership.observe(job, options.network, own).catch(() => cutOff(job, options.clock))),
    );
  }

  function start(job: Job): void {
    budget.started(job);
    running++;
    void execute(job).finally(() => {
      budget.ended(job);
      running--;
      startWaiting();
      outbox.wake();
    });
  }

  function startWaiting(): void {
    const left: Job[] = [];
    for (const job of signal.aborted ? [] : waiting) {
      if (budget.mayStart(job)) start(job);
      else left.push(job);
    }
    waiting = left;
  }

  function enqueue(jobs: readonly Job[]): readonly Job[] {
    const taken = signal.aborted ? [] : jobs.flatMap(admit);
    waiting = [...waiting, ...taken];
    startWaiting();
    return taken;
  }

  return {
    add: enqueue,
    forgetUnseen: admission.forgetUnseen,
    next: () => outbox.take(() => running > 0),
    nudge: () => outbox.nudge(),
    stop,
  };
}
