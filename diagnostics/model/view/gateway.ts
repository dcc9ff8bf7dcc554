/** Loss on the first hop, between this computer and its router (R14, control C0). */
import type { ObservationKind, ObservationOf } from '../observation.ts';
import { environmentOf } from './vantage.ts';
import type { Facts, Tried } from './facts.ts';
import { connected } from './sessions.ts';

const PREFIX = 'gateway/';
export const gatewayKey = (port: number, turn: number): string => `${PREFIX}${port}/${turn}`;

/**
 * Milliseconds. A lost SYN is sent again after one second (RFC 6298 section 2), so that an answer of the next device that took as long
 * stands for a lost packet.
 */
const RETRANSMITTED_MS = 900;

/** The router of the winning default route; null where it is not known. Windows tries refused connections again, which takes as long as a loss. */
export function gatewayOf(facts: Facts): string | null {
  const environment = environmentOf(facts)?.data;
  if (!environment || environment.platform.startsWith('win32')) return null;
  return environment.defaultRoutes?.find((each) => each.family === 4)?.gateway ?? null;
}

/** Something that fails at one time and works at the next, by silence: what lost packets look like. */
export function signsOfLoss(facts: Facts): ReadonlySet<string> {
  const jobs = (['dns', 'tcp', 'clock', 'http'] as const).flatMap((kind): readonly Tried<ObservationKind>[] =>
    facts.jobs(kind),
  );
  const odd = jobs.filter(
    ({ tries }) =>
      tries.some((each) => each.failure === undefined) &&
      tries.some((each) => each.failure?.code === 'timed_out'),
  );
  return new Set(odd.flatMap(({ best }) => best.endpoint.address ?? []));
}

export interface FirstHop {
  readonly probes: readonly ObservationOf<'tcp'>[];
  readonly lost: readonly ObservationOf<'tcp'>[];
  readonly answered: readonly ObservationOf<'tcp'>[];
}

/** A refusal is an answer: most ports of a router are closed. A probe that this computer itself held up tells nothing. */
export function firstHop(facts: Facts): FirstHop {
  const probes = facts
    .jobs('tcp')
    .map((job) => job.best)
    .filter((each) => each.id.startsWith(PREFIX) && each.heldUpMs === undefined);
  const isAnswer = (each: ObservationOf<'tcp'>): boolean =>
    (connected(each) || each.failure?.code === 'connection_refused') && each.durationMs < RETRANSMITTED_MS;
  return {
    probes,
    lost: probes.filter((each) => !isAnswer(each)),
    answered: probes.filter(isAnswer),
  };
}
