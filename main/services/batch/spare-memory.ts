/** Keeps a long batch small: the runtime, left alone, fills what the machine has before it tidies up. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of memory at which it is tidied up, and the least pause between two times in milliseconds. */
const TIDY_ABOVE = 230 * 1024 * 1024;
const LOOK_EVERY_MS = 500;
const PAUSE_MS = 1_500;

/** Returns how to stop. Costs some hundredths of the time while memory is above the bound, nothing below it. */
export function spareMemory(): () => void {
  setFlagsFromString('--expose-gc');
  const tidyUp = runInNewContext('typeof gc === "function" ? gc : () => undefined') as () => void;
  let last = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last < PAUSE_MS || process.memoryUsage.rss() < TIDY_ABOVE) return;
    last = now;
    tidyUp();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
