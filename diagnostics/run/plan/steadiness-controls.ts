/** Some tries at one port stood and some did not (R52): a few more, one after the other, tell a fault that comes and goes from a limit. */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';
import { spacedKey, steadiness, type Steadiness } from '../../model/view/steadiness.ts';
import { tcpJob } from './job-kit.ts';

const TURNS = 5;
/** Milliseconds between two turns: longer than a control may take to connect, so that none runs beside another. */
const SPACING_MS = 2_600;

/**
 * Closed ports first, since a limit may have closed them, then the least used: the budget of three a port decides which turns are taken.
 */
const turnsAt = ({ address, ports, closed, tried }: Steadiness): readonly Job[] => {
  const used = (port: number): number => tried.filter((each) => each.endpoint.port === port).length;
  const open = [...ports].sort((a, b) => used(a) - used(b));
  return [...closed.slice(0, 2), ...open, ...open].slice(0, TURNS).map((port, turn) => ({
    ...tcpJob({ address, port }, 'C3'),
    key: spacedKey(address, turn), // a turn is planned once, whatever port it would fall to later
    attempt: 3, // the last one: a failure here is what is looked for, and is not tried again
    delayMs: SPACING_MS * (turn + 1),
  }));
};

export const steadinessControls = (facts: Facts): readonly Job[] =>
  steadiness(facts)
    .filter(({ failed }) => failed.length > 0)
    .flatMap(turnsAt);
