/** How a run of a fleet goes: it gathers before it thinks, surveys what is well, and looks closer at what is not. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Observation } from '../model/observation.ts';
import type { Request } from '../model/target.ts';
import { hasOddLookup } from '../model/view/odd-lookups.ts';
import type { Control } from '../model/vocabulary.ts';
import type { Membership } from './fleet.ts';
import { lookAt } from './judge.ts';
import { keepOnly, widen, type State } from './run-state.ts';
import type { RunOptions } from './run.ts';
import type { SchedulerOptions } from './scheduler.ts';

/** What makes a question the run's own. */
export const ownName = ({ target }: Request): string => target.registrableDomain ?? target.domain;

/** Milliseconds for which a run of a fleet gathers what it sees before it plans anew. */
const GATHER_MS = 60;
/** Many domains wait behind one that hangs: its second try begins sooner. */
const FLEET_MUTE_MS = 3_000;

export const gathering = (membership: Membership): Pick<SchedulerOptions, 'gather' | 'muteMs'> => ({
  muteMs: FLEET_MUTE_MS,
  gather: async (isBusy) => {
    if (isBusy) await sleep(GATHER_MS);
    await membership.turn();
  },
});

/** Called when nothing runs any more. Returns whether there is more to look at. */
export function lookCloser(options: RunOptions, state: State, membership: Membership | undefined): boolean {
  const isSurvey = state.request.depth !== undefined;
  if (state.isStopped || state.isRenewed || (!isSurvey && membership === undefined)) return false;
  const { networkData, packs, levels } = options;
  // of what the report will hold, so that a healthy domain is judged once
  const what = { request: state.request, networkData, observations: [...state.observations] };
  state.look = lookAt(what, { packs, levels });
  const { attributions, facts } = state.look;
  if (attributions.length === 0 && !(isSurvey && hasOddLookup(facts))) return false;
  delete state.look;
  widen(state);
  return renew(state, membership) || isSurvey;
}

/**
 * What others measured before the first failure, and this seat's anchors, are measured again: a verdict must not rest on what answered
 * before the line broke. Controls that this run made itself grew out of something odd that it had seen, and stand.
 * Returns whether there was any.
 */
function renew(state: State, membership: Membership | undefined): boolean {
  state.isRenewed = true;
  const failedAt = Math.min(...state.seen.filter(isOwnFailure).map(({ startedAt }) => Date.parse(startedAt)));
  if (membership === undefined || !Number.isFinite(failedAt)) return false;
  membership.renewBefore(failedAt);
  const lasting = state.seen.filter(
    ({ id, kind, control, startedAt }) =>
      control === undefined ||
      kind === 'statement' || // what the person told holds whenever it was told
      Date.parse(startedAt) >= failedAt ||
      (state.made.has(id) && !madeAnyway.has(control)),
  );
  if (lasting.length === state.seen.length) return false;
  keepOnly(state, lasting);
  return true;
}

/** Controls of the seat, which every run makes at its beginning. */
const madeAnyway: ReadonlySet<Control> = new Set(['C0', 'C1', 'C7']);

const isOwnFailure = ({ failure, control }: Observation): boolean =>
  failure !== undefined && control === undefined;
