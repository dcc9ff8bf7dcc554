/** A clock that may be wrong by a fixed amount; waiting and monotonic time stay true. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './engine.ts';

export function createDemoClock(offsetMs = 0): Clock {
  return {
    now: () => Date.now() + offsetMs,
    monotonic: () => performance.now(),
    async sleep(ms, signal) {
      try {
        await wait(ms, undefined, { signal });
      } catch (error) {
        // Node wraps the reason into an AbortError of its own; callers want to know who fired.
        throw signal.aborted ? signal.reason : error;
      }
    },
  };
}
