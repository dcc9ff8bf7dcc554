/** How fast a batch goes and how long it will still take. The rate is that of the last while: the first domains also pay for what the later ones share. */

const WINDOW_MS = 30_000;

export interface Pace {
  /** Another domain is finished. */
  step(): void;
  /** Domains a second; 0 while nothing can be said. */
  perSecond(): number;
}

/** `now`: monotonic milliseconds. */
export function createPace(now: () => number): Pace {
  const startedAt = now();
  const times: number[] = [];
  return {
    step: () => void times.push(now()),
    perSecond: () => {
      const from = Math.max(startedAt, now() - WINDOW_MS);
      while (times.length > 0 && times[0]! < from) times.shift();
      const seconds = (now() - from) / 1_000;
      return seconds <= 0 ? 0 : times.length / seconds;
    },
  };
}
