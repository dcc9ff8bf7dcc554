/** What a run knows while it goes on. */
import type { Job } from '../model/job.ts';
import type { Observation } from '../model/observation.ts';
import type { RunEvent } from '../model/run-event.ts';
import type { Request } from '../model/target.ts';
import { createPrivateNames, type PrivateNames } from '../report/redact/private-names.ts';
import { localContext, namesOf } from '../report/redact/redact.ts';
import { createRedactor, type Redactor } from '../report/redact/redactor.ts';
import type { Look } from './judge.ts';
import type { RunOptions } from './run.ts';

export interface State {
  /** As they came: what is planned next depends on them (a redirect is followed as it was sent). Never leaves the run. */
  readonly seen: Observation[];
  /** Redacted as they come, so that neither a reader of the stream nor a rule ever sees what the report must not hold. */
  readonly observations: Observation[];
  redactor: Redactor;
  /** One for observations from the beginning. */
  readonly sweepAnew: () => Redactor;
  /** For what is told of the plan: the same names and secrets, with a ledger that nobody reads. */
  readonly planRedactor: Redactor;
  readonly names: PrivateNames;
  readonly jobs: Map<string, Job>;
  /** Jobs told of, by key and attempt: the scheduler adds second tries of its own. */
  readonly told: Set<string>;
  /** Observations that this run made itself, by their id; the others are of runs that go on beside it. */
  readonly made: Set<string>;
  isStopped: boolean;
  /** What others measured too early was measured again. */
  isRenewed: boolean;
  /** Loses its `depth` when a survey finds something. */
  request: Request;
  /** What a survey found at its end. */
  look?: Look;
}

export type Undated = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq' | 'at'> : never) : never;

/** Passwords given for this run: whatever a server or a library makes of one, it never reaches an observation. */
const passwordsOf = ({ credentials }: RunOptions): readonly string[] =>
  [...(credentials?.values() ?? [])]
    .flatMap(({ password, key }) => [password, key?.passphrase ?? ''])
    .filter((secret) => secret !== '');

export function createState(options: RunOptions): State {
  const names = options.names ?? createPrivateNames();
  const context = { ...localContext(), names, secrets: passwordsOf(options), keep: namesOf(options) };
  return {
    seen: [],
    observations: [],
    redactor: createRedactor(context),
    sweepAnew: () => createRedactor(context),
    planRedactor: createRedactor(context),
    names,
    jobs: new Map(),
    told: new Set(),
    made: new Set(),
    isStopped: false,
    isRenewed: false,
    request: options.request,
  };
}

/** Operations that were cut off say nothing of the world and are left out. */
export function keep(state: State, made: readonly Observation[]): readonly Undated[] {
  return made
    .filter((each) => each.failure?.code !== 'aborted')
    .map((each): Undated => {
      const observation = state.redactor.redact(each, `/observations/${state.observations.length}`);
      state.seen.push(each);
      state.observations.push(observation);
      return { type: 'observation_made', observation };
    });
}

/** As if the run had seen these alone: the ledger of what was removed tells places among them. */
export function keepOnly(state: State, seen: readonly Observation[]): void {
  state.redactor = state.sweepAnew();
  state.seen.length = 0;
  state.observations.length = 0;
  keep(state, seen);
}

/** A survey becomes a full look. Returns whether it was one. */
export function widen(state: State): boolean {
  const { depth, ...full } = state.request;
  state.request = full;
  return depth !== undefined;
}
