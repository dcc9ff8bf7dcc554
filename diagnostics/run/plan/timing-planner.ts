/**
 * How long the way to a server takes, and how long a refusal in its name (R48) or a mail session that nobody known signed (R68). A busy
 * machine blurs times, so those that would decide are measured alone (C3), when nothing else of the run goes on. So are ports that were
 * refused beside other connections only.
 */
import type { Job } from '../../model/job.ts';
import { failuresWithinLimits } from '../../model/view/beside.ts';
import type { Facts } from '../../model/view/facts.ts';
import {
  isShortWay,
  isTimedAlone,
  nearbySession,
  TIMINGS_OF_A_WAY,
  timingKey,
  unknownMailSessions,
  waysBesideMail,
  waysTo,
  type Answer,
} from '../../model/view/nearby.ts';
import { connectionTries, portState } from '../../model/view/sessions.ts';
import { tcpJob } from './job-kit.ts';

/** Refusals of one host have one author as a rule: some of its ports tell. */
const PORTS_PER_ADDRESS = 3;
/** Ports of one server that are tried again with nothing beside them. */
const CLOSED_PORTS_AT_MOST = 6;

const timingJob = (address: string, port: number, attempt = 1): Job => ({
  ...tcpJob({ address, port }, 'C3'),
  key: timingKey(address, port),
  attempt,
});

/** Each port that took connections once, the fastest first, and then again: whichever still has a place in its budget. */
function timingsOfWay(facts: Facts, ways: readonly Answer[]): readonly Job[] {
  const [fastest] = ways;
  if (fastest === undefined || isTimedAlone(facts, fastest)) return [];
  const { address } = fastest.observation.endpoint;
  const ports = ways.flatMap(({ observation: { endpoint } }) =>
    endpoint.address === address && endpoint.port !== undefined ? [endpoint.port] : [],
  );
  const attempts = Array.from({ length: TIMINGS_OF_A_WAY }, (_none, index) => index + 1);
  return attempts.flatMap((attempt) => [...new Set(ports)].map((port) => timingJob(address!, port, attempt)));
}

function refusedPorts(facts: Facts): ReadonlyMap<string, readonly number[]> {
  const ports = new Map<string, readonly number[]>();
  for (const { control, endpoint } of connectionTries(facts)) {
    const { address, port } = endpoint;
    if (control !== undefined || address === undefined || port === undefined) continue;
    const known = ports.get(address) ?? [];
    if (known.includes(port) || portState(facts, address, port) !== 'refused') continue;
    ports.set(address, [...known, port]);
  }
  return ports;
}

/** The way first, then the refusals: a refusal alone says nothing. */
function timingsAt(facts: Facts, address: string, refused: readonly number[]): readonly Job[] {
  const ways = waysTo(facts, address, refused[0]!);
  if (ways[0] === undefined || isShortWay(ways[0])) return [];
  return isTimedAlone(facts, ways[0])
    ? refused.slice(0, PORTS_PER_ADDRESS).map((port) => timingJob(address, port))
    : timingsOfWay(facts, ways);
}

/** Refused while other connections to the address were open: once more with nothing beside it, since guards count open connections. */
const besideOthers = (facts: Facts, address: string, refused: readonly number[]): readonly Job[] =>
  refused
    .filter((port) => failuresWithinLimits(facts, address, port).length === 0)
    .slice(0, CLOSED_PORTS_AT_MOST)
    .map((port) => timingJob(address, port));

/** Ways that look several times as long as a mail session took. */
const timingsOfSessions = (facts: Facts): readonly Job[] =>
  unknownMailSessions(facts)
    .filter(({ observation }) => nearbySession(facts, observation) !== undefined)
    .flatMap(({ observation }) => timingsOfWay(facts, waysBesideMail(facts, observation.endpoint.address!)));

/** In the order in which they are wanted. Whoever asks takes the first that may still be started, and asks again after it. */
export const planTimings = (facts: Facts): readonly Job[] => [
  ...[...refusedPorts(facts)].flatMap(([address, ports]) => [
    ...timingsAt(facts, address, ports),
    ...besideOthers(facts, address, ports),
  ]),
  ...timingsOfSessions(facts),
];
