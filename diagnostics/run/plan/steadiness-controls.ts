/** Some tries at one port stood and some did not (R52): a few more, one after the other, tell a fault that comes and goes from a limit. */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { isClosed, portState } from '../../model/view/sessions.ts';
import { aloneKey, spacedKey, steadiness, type Steadiness } from '../../model/view/steadiness.ts';
import { tcpJob } from './job-kit.ts';

const TURNS = 5;
/** Ports of one address that failed in every try, looked at alone. */
const CLOSED_PORTS_AT_MOST = 4;
/** Milliseconds between two turns: longer than a control may take to connect, so that none runs beside another. */
const SPACING_MS = 2_600;

const turnAt = (address: string, port: number, turn: number, key: string): Job => ({
  ...tcpJob({ address, port }, 'C3'),
  key,
  attempt: 3, // the last one: a failure here is what is looked for, and is not tried again
  delayMs: SPACING_MS * (turn + 1),
});

/** The least used ports first: the budget of three a port decides which turns are taken. */
function openTurns({ address, ports, tried }: Steadiness): readonly Job[] {
  const used = (port: number): number => tried.filter((each) => each.endpoint.port === port).length;
  const open = [...ports].sort((a, b) => used(a) - used(b));
  // a turn is planned once, whatever port it would fall to later
  return [...open, ...open]
    .slice(0, TURNS)
    .map((port, turn) => turnAt(address, port, turn, spacedKey(address, turn)));
}

/** Ports that failed twice, each once more when all other turns are over: a limit of simultaneous connections may have closed them. */
const closedTurns = (facts: Facts, { address, closed }: Steadiness): readonly Job[] =>
  closed
    .filter((port) => isClosed(portState(facts, address, port)))
    .slice(0, CLOSED_PORTS_AT_MOST)
    .map((port, turn) => turnAt(address, port, TURNS + turn, aloneKey(address, port)));

export const steadinessControls = (facts: Facts): readonly Job[] =>
  steadiness(facts)
    .filter(({ failed }) => failed.length > 0)
    .flatMap((each) => [...closedTurns(facts, each), ...openTurns(each)]);
