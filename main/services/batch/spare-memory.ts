/** Keeps a long batch small: the runtime, left alone, fills what the machine has before it tidies up. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of memory at which it is tidied up, and the least pause between two times in milliseconds. */
const TIDY_ABOVE = 110 * 1024 * 1024;
const LOOK_EVERY_MS = 250;
const PAUSE_MS = 3_000;

/** Returns how to stop. Costs some hundredths of the time while memory is above the bound, nothing below it. */
export function spareMemory(): () => void {
  setFlagsFromString('--expose-gc');
  const tidyUp = runInNewContext('typeof gc === "function" ? gc : () => undefined') as (
    options: unknown,
  ) => void;
  let last = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last < PAUSE_MS || getHeapStatistics().total_physical_size < TIDY_ABOVE) return;
    last = now;
    tidyUp({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
