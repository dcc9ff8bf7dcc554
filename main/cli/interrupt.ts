/** Ctrl-C: the first asks the run to end and keeps what was found, the second ends the process at once. */
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';

export async function withInterrupt<T>(
  io: CliIo,
  onFirst: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const release = io.onInterrupt(() => {
    if (controller.signal.aborted) {
      io.exitNow(exitCodes.cancelled);
      return;
    }
    onFirst();
    controller.abort(new DOMException('cancelled by the person', 'AbortError'));
  });
  try {
    return await work(controller.signal);
  } finally {
    release();
  }
}
