/** Answers that come too fast to be from where they should: something near this seat gives them (R48, R68). */
import type { ConnectionObservation } from '../observation.ts';
import { isBogon } from './addresses.ts';
import type { Facts } from './facts.ts';
import { connected, connectionTries, triesAt } from './sessions.ts';

/** Milliseconds within which only a device in the house can answer: wires inside a building take far less, access lines more. */
export const IN_THE_HOUSE_MS = 2;
/** A shorter way than this leaves too little room between near and far, and a busy machine makes short ways look longer. */
const WAY_AT_LEAST_MS = 10;
/** Clocks, loaded machines and detours blur times; an answer that comes four times as fast went another way. */
const TIMES_AS_FAST = 4;

/** Milliseconds until the other side's kernel answered, by taking or by refusing the connection; undefined without an answer. */
function answeredInMs(each: ConnectionObservation): number | undefined {
  if (connected(each)) return each.data.connectMs;
  return each.failure?.code === 'connection_refused' && each.failure.operation === 'connect'
    ? each.durationMs
    : undefined;
}

export interface Answer {
  readonly ms: number;
  readonly observation: ConnectionObservation;
}

const answersIn = (tries: readonly ConnectionObservation[]): readonly Answer[] =>
  tries
    .flatMap((observation) => {
      const ms = answeredInMs(observation);
      return ms === undefined ? [] : [{ ms, observation }];
    })
    .sort((a, b) => a.ms - b.ms);

/** The fastest answer of other ports that take connections at the address: the way there, since a loaded machine only adds to it. */
export const wayTo = (facts: Facts, address: string, port: number): Answer | undefined =>
  answersIn(
    connectionTries(facts).filter(
      (each) => each.endpoint.address === address && each.endpoint.port !== port && connected(each),
    ),
  )[0];

/** Ports that a mail shield takes, so that none of them measures the way. */
const mailPorts: ReadonlySet<number | undefined> = new Set([25, 110, 143, 465, 587, 993, 995]);

/** The fastest answer outside of mail: of this address where it gave any, else of any place, since nothing far is nearer than the nearest. */
export function wayBesideMail(facts: Facts, address: string): Answer | undefined {
  const others = connectionTries(facts).filter(
    ({ endpoint }) =>
      endpoint.address !== undefined && !isBogon(endpoint.address) && !mailPorts.has(endpoint.port),
  );
  const here = answersIn(others.filter((each) => each.endpoint.address === address));
  return here[0] ?? answersIn(others)[0];
}

export interface NearbyAnswer {
  readonly fastest: Answer;
  readonly way: Answer;
}

/** An answer of the port came several times as fast as the way to its address takes: load and detours only slow answers down. */
export function nearbyAnswer(
  facts: Facts,
  address: string,
  port: number,
  way: Answer | undefined,
): NearbyAnswer | undefined {
  const answers = answersIn(triesAt(facts, address, port));
  const [fastest] = answers;
  if (!fastest || !way || way.ms < WAY_AT_LEAST_MS || fastest.ms > way.ms / TIMES_AS_FAST) return undefined;
  return { fastest, way };
}

/** Where an answer was seen. */
export const answerPointer = ({ observation }: Answer): string =>
  connected(observation) ? '/data/connectMs' : '/durationMs';
