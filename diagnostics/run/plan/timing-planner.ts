/**
 * R48: how long the way to a server takes, and how long a refusal in its name. A busy machine blurs both, so each is measured alone
 * (C3), when nothing else of the run goes on: the way first, then the refusals.
 */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { isShortWay, timedWay, timingKey, waysTo } from '../../model/view/nearby.ts';
import { connectionTries, portState } from '../../model/view/sessions.ts';
import { tcpJob } from './job-kit.ts';

/** Refusals of one host have one author as a rule: some of its ports tell. */
const PORTS_PER_ADDRESS = 3;

const timingJob = (address: string, port: number): Job => ({
  ...tcpJob({ address, port }, 'C3'),
  key: timingKey(address, port),
});

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

function timingsAt(facts: Facts, address: string, refused: readonly number[]): readonly Job[] {
  const ways = waysTo(facts, address, refused[0]!);
  if (ways[0] === undefined || isShortWay(ways[0])) return [];
  const timed = timedWay(facts, address, refused[0]!);
  return timed
    ? refused.slice(0, PORTS_PER_ADDRESS).map((port) => timingJob(address, port))
    : ways.map(({ observation }) => timingJob(address, observation.endpoint.port!));
}

/** In the order in which they are wanted. Whoever asks takes the first that may still be started, and asks again after it. */
export const planTimings = (facts: Facts): readonly Job[] =>
  [...refusedPorts(facts)].flatMap(([address, ports]) => timingsAt(facts, address, ports));
