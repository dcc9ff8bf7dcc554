/**
 * Politeness over runs that go on together: what one run must not do to a server, many must not do together. Counted by address, whatever
 * domain brought a run there. A place is held until the job is over and every connection that it opened is closed on both sides.
 */
import ipaddr from 'ipaddr.js';
import type { Job } from '../model/job.ts';
import { canonicalAddress } from '../model/view/addresses.ts';
import { isCounted, politeness } from './budget.ts';
import { createGate, type Gate, type Spot } from './gate.ts';

/** The table in `diagnostics/README.md` says the same; a test holds them together. */
export const fleetPoliteness = {
  /** Connections at a time to one port of one address. */
  atOncePerPort: politeness.connectionsPerPort,
  /** Operations at a time towards one address: the same as in one run. */
  atOncePerAddress: politeness.atOncePerAddress,
  /** Operations at a time towards one network (IPv4 /24, IPv6 /48): to a provider it is one guest. */
  atOncePerNetwork: 24,
  /** Connections begun in a second to one port of one address; a guard counts some twenty in five seconds. */
  connectionsPerSecond: 5,
  /** Questions in a second to one name server or resolver. */
  questionsPerSecond: 100,
  /** Operations at a time in all. */
  atOnce: 256,
} as const;

/** A connection, as far as its end goes. */
interface Closing {
  readonly destroyed: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** A place in every count that a job touches. */
export interface Place {
  /** The connection counts until it is closed. */
  opened(socket: Closing): void;
  /** The job is over. */
  leave(): void;
}

export interface FleetBudget {
  /** Waits for a place, in the order of asking; rejects with the signal's reason. */
  enter(job: Job, signal: AbortSignal): Promise<Place>;
}

/** /24 and /48: what one customer of the internet usually gets, and what a provider's guard sees as one place. */
function networkOf(address: string): string {
  const parsed = ipaddr.parse(address);
  return `network ${parsed
    .toByteArray()
    .slice(0, parsed.kind() === 'ipv4' ? 3 : 6)
    .join('.')}`;
}

/** Null for what stays on this machine. */
function spotOf(job: Job): Spot | null {
  const { address, port } = job.endpoint;
  if (address === undefined || !ipaddr.isValid(address)) return null;
  const canonical = canonicalAddress(address);
  const network = networkOf(canonical);
  const isConnection = isCounted(job);
  const key = `${canonical} ${port} ${isConnection ? 'connections' : 'questions'}`;
  return {
    key,
    network,
    counts: [
      { key: canonical, most: fleetPoliteness.atOncePerAddress },
      { key: network, most: fleetPoliteness.atOncePerNetwork },
      ...(isConnection ? [{ key, most: fleetPoliteness.atOncePerPort }] : []),
    ],
    perSecond: isConnection ? fleetPoliteness.connectionsPerSecond : fleetPoliteness.questionsPerSecond,
  };
}

/** The gate of this computer. `now`: monotonic milliseconds. */
export const createFleetGate = (now?: () => number): Gate => createGate(fleetPoliteness.atOnce, now);

/** `gate`: that of other runs of this computer, where there are some. */
export const createFleetBudget = (gate: Gate = createFleetGate()): FleetBudget => ({
  enter: async (job, signal) => {
    signal.throwIfAborted();
    const spot = spotOf(job);
    return spot === null ? nowhere : placeOf(await gate.enter(spot, signal));
  },
});

const nowhere: Place = { opened: () => undefined, leave: () => undefined };

const HEARD_AFTER_MS = 100;

function placeOf(free: () => void): Place {
  let open = 0;
  let isOver = false;
  let wasOpen = false;
  const check = (): void => {
    if (!isOver || open > 0) return;
    // the server hears of an end later than we do, and a busy one looks at it later still
    if (wasOpen) setTimeout(free, HEARD_AFTER_MS);
    else free();
  };
  return {
    opened(socket) {
      if (socket.destroyed) return;
      open += 1;
      wasOpen = true;
      socket.once('close', () => {
        open -= 1;
        check();
      });
    },
    leave() {
      isOver = true;
      check();
    },
  };
}
