/**
 * Politeness over runs that go on together: what one run must not do to a server, many must not do together. Counted by address, whatever
 * domain brought a run there. A place is held until the job is over and every connection that it opened is closed on both sides.
 */
import ipaddr from 'ipaddr.js';
import type { Job } from '../model/job.ts';
import { canonicalAddress } from '../model/view/addresses.ts';
import { isCounted, politeness } from './budget.ts';

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

interface Waiter {
  readonly spot: Spot;
  readonly admit: () => void;
}
interface Count {
  readonly key: string;
  readonly most: number;
}
/** Where a job goes: its queue, and the counts that it is part of. */
interface Spot {
  readonly key: string;
  readonly network: string;
  readonly counts: readonly Count[];
  /** Starts in a second. */
  readonly perSecond: number;
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

interface Counts {
  isFree(spot: Spot): boolean;
  take(spot: Spot): void;
  free(spot: Spot): void;
  isFull(): boolean;
  /** Milliseconds until the next start at a spot is due. */
  delay(spot: Spot): number;
}

function createCounts(now: () => number): Counts {
  const used = new Map<string, number>();
  const nextStart = new Map<string, number>();
  let total = 0;
  return {
    isFull: () => total >= fleetPoliteness.atOnce,
    isFree: ({ counts }) =>
      total < fleetPoliteness.atOnce && counts.every(({ key, most }) => (used.get(key) ?? 0) < most),
    delay: ({ key }) => (nextStart.get(key) ?? 0) - now(),
    take({ key, counts, perSecond }) {
      total += 1;
      for (const count of counts) used.set(count.key, (used.get(count.key) ?? 0) + 1);
      // a second's worth may come at once, when nothing came before
      const from = Math.max(nextStart.get(key) ?? 0, now() - 1_000);
      nextStart.set(key, from + 1_000 / perSecond);
    },
    free({ counts }) {
      total -= 1;
      for (const { key } of counts) {
        const left = (used.get(key) ?? 1) - 1;
        if (left === 0) used.delete(key);
        else used.set(key, left);
      }
    },
  };
}

/** `now`: monotonic milliseconds. */
export function createFleetBudget(now: () => number = () => performance.now()): FleetBudget {
  const counts = createCounts(now);
  const queues = new Map<string, Waiter[]>();
  const queuesOfNetwork = new Map<string, Set<string>>();
  const timers = new Set<string>();

  function leave(spot: Spot): void {
    const wasFull = counts.isFull();
    counts.free(spot);
    for (const key of wasFull ? [...queues.keys()] : [...(queuesOfNetwork.get(spot.network) ?? [])])
      serve(key);
  }
  /** First come, first served at each spot; who waits for one server holds up nobody who wants another. */
  function serve(key: string): void {
    const queue = queues.get(key) ?? [];
    for (let [head] = queue; head !== undefined && counts.isFree(head.spot); [head] = queue) {
      const delay = counts.delay(head.spot);
      if (delay > 0) {
        serveLater(key, delay);
        return;
      }
      queue.shift();
      counts.take(head.spot);
      head.admit();
    }
    if (queue.length === 0) queues.delete(key);
  }
  function serveLater(key: string, delay: number): void {
    if (timers.has(key)) return;
    timers.add(key);
    setTimeout(() => {
      timers.delete(key);
      serve(key);
    }, Math.ceil(delay));
  }
  function line(waiter: Waiter): void {
    const { key, network } = waiter.spot;
    const waiting = queues.get(key) ?? [];
    queues.set(key, waiting);
    waiting.push(waiter);
    queuesOfNetwork.set(network, (queuesOfNetwork.get(network) ?? new Set()).add(key));
    serve(key);
  }
  const giveUp = (waiter: Waiter): void => {
    const waiting = queues.get(waiter.spot.key) ?? [];
    waiting.splice(waiting.indexOf(waiter), 1);
  };
  return {
    enter: async (job, signal) => {
      signal.throwIfAborted();
      const spot = spotOf(job);
      return spot === null ? nowhere : waitInLine({ spot, signal, line, giveUp, leave });
    },
  };
}

interface Waiting {
  readonly spot: Spot;
  readonly signal: AbortSignal;
  readonly line: (waiter: Waiter) => void;
  readonly giveUp: (waiter: Waiter) => void;
  readonly leave: (spot: Spot) => void;
}

const waitInLine = ({ spot, signal, line, giveUp, leave }: Waiting): Promise<Place> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => {
      giveUp(waiter);
      reject(signal.reason as Error);
    };
    const waiter: Waiter = {
      spot,
      admit: () => {
        signal.removeEventListener('abort', onAbort);
        resolve(placeOf(() => leave(spot)));
      },
    };
    signal.addEventListener('abort', onAbort, { once: true });
    line(waiter);
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
