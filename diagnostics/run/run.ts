/** One run: plan, observe, plan again from what was seen, judge, report. An async stream of events, plan first. */
import { randomUUID } from 'node:crypto';
import { message } from '../model/message.ts';
import type { NetworkData } from '../model/network-data.ts';
import type { Job } from '../model/job.ts';
import type { Observation } from '../model/observation.ts';
import type { Ending, Report } from '../model/report.ts';
import { REPORT_SCHEMA_VERSION } from '../model/report.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { Request } from '../model/target.ts';
import type { Facts } from '../model/view/facts.ts';
import { withStatements } from '../model/view/statements.ts';
import { environmentOf, isOffline } from '../model/view/vantage.ts';
import type { Clock, Network } from '../net/network.ts';
import { bundledRoots } from '../net/bundled-roots.ts';
import { startDeadline } from '../net/deadline.ts';
import type { ProbeContext } from '../probes/probe.ts';
import type { PrivateNames } from '../report/redact/private-names.ts';
import { redactReport } from '../report/redact/redact.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { attributionsOf, judgeObservations, RULES_VERSION, type Levels } from './judge.ts';
import { readFactsWithProvider } from './provider.ts';
import { wantedPlanners } from './plan/index.ts';
import { controlPlanner } from './plan/control-planner.ts';
import { outsidePlanner, planOutside } from './plan/outside-planner.ts';
import { planSurvey } from './plan/survey-planner.ts';
import { planTimings } from './plan/timing-planner.ts';
import { retryPlanner } from './plan/retry-planner.ts';
import { gathering, lookCloser, ownName } from './closer-look.ts';
import { joinFleet, type Fleet, type Membership } from './fleet.ts';
import { createState, keep, widen, type State, type Undated } from './run-state.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

export interface RunOptions {
  readonly request: Request;
  readonly network: Network;
  readonly clock: Clock;
  readonly networkData: NetworkData;
  readonly packs: readonly ProviderPack[];
  readonly levels: Levels;
  /** What the person handed in beside answers, such as a pasted bounce. */
  readonly given?: readonly Observation[];
  /** Reports whose observations stand among the given ones. */
  readonly secondReports?: Report['secondReports'];
  /** The desk's request that it is made for. */
  readonly askedBy?: Report['askedBy'];
  readonly credentials?: ProbeContext['credentials'];
  /** Takes up which mailbox each pseudonym stands for; the report does not hold it. */
  readonly names?: PrivateNames;
  readonly signal: AbortSignal;
  /** Runs that go on together: what this one shares with them. */
  readonly fleet?: Fleet | undefined;
  /** Tell of the report alone: nobody reads what is planned and seen on the way. */
  readonly isReportOnly?: boolean | undefined;
  /** Bound of the whole run, milliseconds. */
  readonly deadlineMs?: number;
  readonly toolVersion: string;
}

const DEADLINE_MS = 90_000;

const factsOf = ({ networkData, packs }: RunOptions, { request, seen }: State): Facts =>
  readFactsWithProvider({ request, networkData, observations: seen }, packs).facts;

const planned = (state: State, planner: string, job: Job): Undated => {
  state.told.add(`${job.key}#${job.attempt}`);
  return { type: 'job_planned', planner, job };
};

/** A second try that the scheduler began beside a hanging first stands in the plan too. */
function started(state: State, job: Job): readonly Undated[] {
  const event: Undated = { type: 'job_started', key: job.key, attempt: job.attempt };
  return state.told.has(`${job.key}#${job.attempt}`) ? [event] : [planned(state, 'retries', job), event];
}

/** Asks every planner, hands new jobs to the scheduler and tells of them. */
function planFurther(facts: Facts, state: State, scheduler: Scheduler): readonly Undated[] {
  if (state.isStopped) return [];
  if (isOffline(facts)) {
    if (environmentOf(facts) === undefined) return []; // this machine's own routes tell on which side of the router it is
    state.isStopped = true; // nothing that is tried from here can tell more (R1)
    scheduler.stop();
    return [];
  }
  return [...wantedPlanners(facts), retryPlanner(state.jobs)].flatMap((planner) => {
    const taken = scheduler.add(planner.plan(facts));
    for (const job of taken) if (job.attempt === 1) state.jobs.set(job.key, job);
    return taken.map((job) => planned(state, planner.id, job));
  });
}

/** Asked when nothing runs any more: first for what is measured alone, one after the other, then for what only another place can decide. */
function planLast(options: RunOptions, state: State, scheduler: Scheduler): readonly Undated[] {
  const { networkData, packs, levels } = options;
  const { request, seen } = state;
  if (state.isStopped) return [];
  const { facts, provider } = readFactsWithProvider({ request, networkData, observations: seen }, packs);
  for (const job of [...planTimings(facts), ...planSurvey(facts)]) {
    const taken = scheduler.add([job]);
    if (taken.length > 0) return taken.map((each) => planned(state, controlPlanner.id, each));
  }
  if (request.outsideView !== true) return [];
  const { attributions } = attributionsOf(facts, levels, provider);
  const taken = scheduler.add(planOutside(facts, attributions));
  return taken.map((job) => planned(state, outsidePlanner.id, job));
}

interface Going {
  readonly scheduler: Scheduler;
  readonly membership: Membership | undefined;
  readonly pending: Undated[];
}

/** When nothing runs any more: returns whether there is more to measure. */
function findMore(options: RunOptions, state: State, { scheduler, membership, pending }: Going): boolean {
  if (lookCloser(options, state, membership)) {
    scheduler.forgetUnseen(state.seen);
    return true;
  }
  const last = planLast(options, state, scheduler);
  pending.push(...last);
  return last.length > 0;
}

const planEvent = (facts: Facts): Undated => ({
  type: 'run_started',
  request: facts.request,
  plan: wantedPlanners(facts).map((planner) => ({
    planner: planner.id,
    description: message(`plan.${planner.id}`, {}),
  })),
});

/** Requests and jobs hold what the person typed; observations and the report were swept when they were made. */
const swept = <E extends Undated>(event: E, { planRedactor }: State): E =>
  event.type === 'observation_made' || event.type === 'run_finished' ? event : planRedactor.redact(event, '');

/** What the person hands over at the start: observations made elsewhere, and answers. */
const knownBefore = ({ given = [], request }: RunOptions, startedAt: number): readonly Observation[] =>
  withStatements(given, request.facts, new Date(startedAt).toISOString());

interface Surroundings {
  readonly membership: Membership | undefined;
  readonly signal: AbortSignal;
  /** What is to be told. */
  readonly pending: Undated[];
  /** There is more to plan, whatever is still waited for. */
  readonly onWidened: () => void;
}

const startScheduler = (
  options: RunOptions,
  state: State,
  { membership, signal, pending, onWidened }: Surroundings,
): Scheduler =>
  createScheduler({
    membership,
    resolverSessions: options.fleet?.resolverSessions,
    ...(membership === undefined ? {} : gathering(membership)),
    network: options.network,
    clock: options.clock,
    bundledRoots: bundledRoots(options.networkData.trustAnchors),
    credentials: options.credentials ?? new Map(),
    signal,
    onStarted: (job) => {
      // whatever needs a second try gets the full look at once
      if (job.attempt > 1 && job.kind !== 'dns' && job.control === undefined && widen(state)) onWidened();
      state.made.add(job.attempt === 1 ? job.key : `${job.key}#${job.attempt}`);
      pending.push(...started(state, job));
    },
  });

export async function* run(options: RunOptions): AsyncGenerator<RunEvent> {
  const { clock } = options;
  const startedAt = clock.now();
  const deadline = startDeadline(options.deadlineMs ?? DEADLINE_MS, options.signal);
  const state = createState(options);
  const pending: Undated[] = [];
  let seq = 0;
  const dated = (event: Undated): RunEvent => ({
    ...swept(event, state),
    seq: seq++,
    at: new Date(clock.now()).toISOString(),
  });

  const tell = (): readonly RunEvent[] => {
    const events = pending.splice(0);
    return options.isReportOnly === true ? [] : events.map(dated);
  };
  const { fleet } = options;
  const membership =
    fleet === undefined ? undefined : joinFleet(fleet, ownName(options.request), deadline.signal);
  const onWidened = (): void => scheduler.nudge();
  const scheduler = startScheduler(options, state, {
    membership,
    signal: deadline.signal,
    pending,
    onWidened,
  });
  try {
    const told = knownBefore(options, startedAt);
    state.seen.push(...told);
    let facts = factsOf(options, state);
    state.seen.length = 0;
    yield dated(planEvent(facts));
    pending.push(...keep(state, told));
    for (;;) {
      pending.push(...planFurther(facts, state, scheduler));
      yield* tell();
      const made = await scheduler.next();
      pending.push(...keep(state, made ?? []));
      if (made === null && !findMore(options, state, { scheduler, membership, pending })) break;
      facts = factsOf(options, state);
    }
    yield* tell();
    const ending = endings[deadline.endedBy() ?? 'none'];
    yield dated({
      type: 'run_finished',
      report: buildReport(options, state, { startedAt, finishedAt: clock.now(), ending }),
    });
  } finally {
    deadline.dispose();
    scheduler.stop();
  }
}

const endings: Readonly<Record<'cancel' | 'deadline' | 'none', Ending>> = {
  cancel: 'cancelled',
  deadline: 'deadline_exceeded',
  none: 'completed',
};

interface RunFrame {
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly ending: Ending;
}

/** Judges what was redacted, so that judging the stored report again sees the same facts; sweeps once more, for what the person typed. */
function buildReport(
  options: RunOptions,
  { observations, redactor, names, request, look }: State,
  frame: RunFrame,
): Report {
  const { networkData, packs, levels } = options;
  const finishedAt = new Date(frame.finishedAt).toISOString();
  const judgement = judgeObservations({
    request,
    networkData,
    observations,
    packs,
    levels,
    at: finishedAt,
    ending: frame.ending,
    look: look?.facts.observations.length === observations.length ? look : undefined,
  });
  const report: Report = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    id: randomUUID(),
    tool: { name: 'faultline', version: options.toolVersion, rules: RULES_VERSION },
    request,
    ...(options.askedBy === undefined ? {} : { askedBy: options.askedBy }),
    startedAt: new Date(frame.startedAt).toISOString(),
    finishedAt,
    ending: frame.ending,
    networkData,
    ...(options.secondReports === undefined ? {} : { secondReports: options.secondReports }),
    observations,
    redactions: redactor.ledger(),
    ...judgement,
  };
  // The observations were swept as they came.
  return { ...redactReport({ ...report, observations: [] }, names, undefined, observations), observations };
}
