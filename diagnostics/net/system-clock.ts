/** The clock of this machine. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './network.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    signal.throwIfAborted();
    try {
      await wait(ms, undefined, { signal });
    } catch (error) {
      // The timer rejects with an AbortError of its own; the reason says whether it was a deadline or a cancel.
      signal.throwIfAborted();
      throw error;
    }
  },
};
