/**
 * The door in front of every server: who wants to measure there waits until all counts that the place is part of allow it. One gate stands
 * for all runs of this computer, in whatever thread they go on.
 */

interface Count {
  readonly key: string;
  readonly most: number;
}

/** Where somebody wants to go: its queue, and the counts that it is part of. Plain data. */
export interface Spot {
  readonly key: string;
  readonly network: string;
  readonly counts: readonly Count[];
  /** Starts in a second. */
  readonly perSecond: number;
}

export interface Gate {
  /** Waits for a place, in the order of asking; returns how to give it back. Rejects with the signal's reason. */
  enter(spot: Spot, signal: AbortSignal): Promise<() => void>;
}

interface Waiter {
  readonly spot: Spot;
  readonly admit: () => void;
}

interface Counts {
  isFree(spot: Spot): boolean;
  take(spot: Spot): void;
  free(spot: Spot): void;
  isFull(): boolean;
  /** Milliseconds until the next start at a spot is due. */
  delay(spot: Spot): number;
}

function createCounts(inAll: number, now: () => number): Counts {
  const used = new Map<string, number>();
  const nextStart = new Map<string, number>();
  let total = 0;
  return {
    isFull: () => total >= inAll,
    isFree: ({ counts }) => total < inAll && counts.every(({ key, most }) => (used.get(key) ?? 0) < most),
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

/** `most`: places in all. `now`: monotonic milliseconds. */
export function createGate(most: number, now: () => number = () => performance.now()): Gate {
  const counts = createCounts(most, now);
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
    enter: async (spot, signal) => {
      signal.throwIfAborted();
      return waitInLine({ spot, signal, line, giveUp, leave });
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

const waitInLine = ({ spot, signal, line, giveUp, leave }: Waiting): Promise<() => void> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => {
      giveUp(waiter);
      reject(signal.reason as Error);
    };
    const waiter: Waiter = {
      spot,
      admit: () => {
        signal.removeEventListener('abort', onAbort);
        resolve(() => leave(spot));
      },
    };
    signal.addEventListener('abort', onAbort, { once: true });
    line(waiter);
  });
