/** Answers that come too fast to be from where they should: something near this seat gives them (R48, R68). */
import type { ConnectionObservation } from '../observation.ts';
import { isBogon } from './addresses.ts';
import type { Facts } from './facts.ts';
import { allSessions, connected, connectionTries, triesAt, type SeenSession } from './sessions.ts';

/** Milliseconds within which only a device in the house can answer: wires inside a building take far less, access lines more. */
export const IN_THE_HOUSE_MS = 2;
/** A shorter way than this leaves too little room between near and far, and a busy machine makes ways look longer by as much. */
const WAY_AT_LEAST_MS = 20;
/** How often a way is measured alone: one of so many is not held up, even where other programs keep the machine busy. */
export const TIMINGS_OF_A_WAY = 3;
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

/** The answers of other ports that take connections at the address, the fastest first: the way there, since a loaded machine only adds to it. */
export const waysTo = (facts: Facts, address: string, port: number): readonly Answer[] =>
  answersIn(
    connectionTries(facts).filter(
      (each) => each.endpoint.address === address && each.endpoint.port !== port && connected(each),
    ),
  );

/** Key of a connection that is timed alone, when nothing else of the run keeps this machine busy. */
export const timingKey = (address: string, port: number): string => `tcp/${address}/${port}/alone`;

/** A way so short that near and far cannot be told apart is known without measuring it alone: it can only be shorter still. */
export const isShortWay = ({ ms }: Answer): boolean => ms < WAY_AT_LEAST_MS;

/** The way to the address of the answer was measured alone often enough to believe its length. */
export const isTimedAlone = (facts: Facts, { observation: { endpoint } }: Answer): boolean =>
  facts
    .jobs('tcp')
    .filter(
      ({ key, best }) =>
        best.endpoint.address === endpoint.address &&
        key === timingKey(endpoint.address ?? '', best.endpoint.port ?? 0),
    )
    .flatMap(({ tries }) => tries.filter(connected)).length >= TIMINGS_OF_A_WAY;

/** The way to the address, once it was measured alone. */
export function timedWay(facts: Facts, address: string, port: number): Answer | undefined {
  const [way] = waysTo(facts, address, port);
  return way && isTimedAlone(facts, way) ? way : undefined;
}

/** The fastest refusal of the port took less than half of the way: too early to hold the server to it. */
export function cameEarly(facts: Facts, address: string, port: number): boolean {
  const way = timedWay(facts, address, port);
  const [fastest] = answersIn(triesAt(facts, address, port));
  return way !== undefined && !isShortWay(way) && fastest !== undefined && fastest.ms < way.ms / 2;
}

const mailKinds: ReadonlySet<string> = new Set(['smtp', 'imap', 'pop3']);

/** Mail sessions of the person's own servers that nobody known has signed: a mail shield may have. */
export const unknownMailSessions = (facts: Facts): readonly SeenSession[] =>
  allSessions(facts).filter(
    ({ observation, session }) =>
      observation.control === undefined &&
      mailKinds.has(observation.kind) &&
      session.trust?.bundled.trusted === false,
  );

/** Ports that a mail shield takes, so that none of them measures the way. */
const mailPorts: ReadonlySet<number | undefined> = new Set([25, 110, 143, 465, 587, 993, 995]);

/** The answers outside of mail, the fastest first: of this address where it gave any, else of any place, since nothing far is nearer than the nearest. */
export function waysBesideMail(facts: Facts, address: string): readonly Answer[] {
  const others = connectionTries(facts).filter(
    ({ endpoint }) =>
      endpoint.address !== undefined && !isBogon(endpoint.address) && !mailPorts.has(endpoint.port),
  );
  const here = answersIn(others.filter((each) => each.endpoint.address === address));
  return here.length > 0 ? here : answersIn(others);
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
  if (!fastest || !way || isShortWay(way) || fastest.ms > way.ms / TIMES_AS_FAST) return undefined;
  return { fastest, way };
}

/** A refusal that came too early, or seems to by a way that could not be measured alone often enough: its length may be a busy machine's doing. */
export const looksEarly = (facts: Facts, address: string, port: number): boolean =>
  cameEarly(facts, address, port) ||
  nearbyAnswer(facts, address, port, waysTo(facts, address, port)[0]) !== undefined;

/** The mail session was opened several times as fast as the way to its server, or to anywhere else, takes. */
export const nearbySession = (facts: Facts, { endpoint }: ConnectionObservation): NearbyAnswer | undefined =>
  nearbyAnswer(
    facts,
    endpoint.address ?? '',
    endpoint.port ?? 0,
    waysBesideMail(facts, endpoint.address ?? '')[0],
  );

/** Where an answer was seen. */
export const answerPointer = ({ observation }: Answer): string =>
  connected(observation) ? '/data/connectMs' : '/durationMs';
