/** Law 5: a failure counts when two spaced tries failed. A contradiction gets a third try. */
import type { Job } from '../../model/job.ts';
import type { Observation, ObservationKind, ObservationOf } from '../../model/observation.ts';
import { observationKinds } from '../../model/observation.ts';
import { isHungUp, wordsOfRefusal } from '../../model/view/turned-away.ts';
import { timingKey } from '../../model/view/nearby.ts';
import { isFinal, type Facts, type Tried } from '../../model/view/facts.ts';
import { always, type Planner } from './planner.ts';

/** `turnedAway`: a server that is full, or that has had enough of this address, wants to be left alone for a while. */
const spacingMs = { dns: 200, other: 700, turnedAway: 6_000 } as const;
const neverRepeated: ReadonlySet<ObservationKind> = new Set([
  'environment',
  'outside',
  'server-conduct',
  'ssh-login',
]);

/** A connection that is only timed: the port was tried often enough before. */
const isTiming = ({ key, best: { endpoint } }: Tried<ObservationKind>): boolean =>
  endpoint.address !== undefined && key === timingKey(endpoint.address, endpoint.port ?? 0);

/** A login is never tried twice, whatever came of the first: also one that was cut off before the reply counts on the other side. */
const hasTriedLogin = ({ data, failure }: ObservationOf<ObservationKind>): boolean =>
  ('login' in data && data.login !== 'not_tried') || failure?.operation === 'authenticate';

/** "Not now" in the first line (RFC 959 section 4.2, 421): our own connections beside it may have been too many. */
const isTurnedAway = (last: Observation): boolean =>
  (last.kind === 'ftp' && wordsOfRefusal(last) !== undefined) || (last.kind === 'ssh' && isHungUp(last));

function nextTry(tried: Tried<ObservationKind>, jobs: ReadonlyMap<string, Job>): Job | undefined {
  const job = jobs.get(tried.key);
  const last = tried.tries.at(-1)! as Observation;
  if (!job || neverRepeated.has(tried.kind) || isTiming(tried)) return undefined;
  const isFirstFailure =
    tried.tries.length === 1 && last.failure !== undefined && (!isFinal(last) || isTurnedAway(last));
  const isContradiction = tried.tries.length === 2 && tried.verdict === 'intermittent';
  if (!isFirstFailure && !isContradiction) return undefined;
  const input =
    job.kind === 'ftp' && tried.tries.some(hasTriedLogin)
      ? { ...job.input, login: 'none' as const }
      : job.input;
  return {
    ...job,
    input,
    attempt: tried.tries.length + 1,
    delayMs: isTurnedAway(last)
      ? spacingMs.turnedAway
      : tried.kind === 'dns'
        ? spacingMs.dns
        : spacingMs.other,
  } as Job;
}

/** Needs the jobs themselves, since an observation alone does not say how to repeat it. */
export const retryPlanner = (jobs: ReadonlyMap<string, Job>): Planner => ({
  id: 'retries',
  isWanted: always,
  plan: (facts: Facts) =>
    observationKinds.flatMap((kind) => facts.jobs(kind).flatMap((tried) => nextTry(tried, jobs) ?? [])),
});
