/** One signal out of a caller's signal and a time limit, which afterwards tells which of the two fired. */

export interface Deadline {
  /** Fires with a `TimeoutError` on the limit, with the caller's own reason on cancel. */
  readonly signal: AbortSignal;
  /** Which ending came first; null while neither did. */
  endedBy(): 'deadline' | 'cancel' | null;
  /** Stops the clock and lets go of the caller's signal. Call it when the work is done. */
  dispose(): void;
}

/** setTimeout treats longer waits as 1 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * @param milliseconds limit counted from now; Infinity means none.
 * @param signal the caller's; when it has fired already, the deadline has ended by `cancel`.
 */
export function startDeadline(milliseconds: number, signal: AbortSignal): Deadline {
  const controller = new AbortController();
  let ending: 'deadline' | 'cancel' | null = null;
  let timer: NodeJS.Timeout | undefined;
  const dispose = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onCancel);
  };
  const end = (by: 'deadline' | 'cancel', reason: unknown): void => {
    if (ending !== null) return;
    ending = by;
    dispose();
    controller.abort(reason);
  };
  const onCancel = (): void => end('cancel', signal.reason);
  if (signal.aborted) onCancel();
  else {
    signal.addEventListener('abort', onCancel, { once: true });
    if (milliseconds <= LONGEST_TIMEOUT_MS) {
      const onTimeout = (): void =>
        end('deadline', new DOMException(`no result within ${milliseconds} ms`, 'TimeoutError'));
      timer = setTimeout(onTimeout, Math.max(0, milliseconds));
    }
  }
  return { signal: controller.signal, endedBy: () => ending, dispose };
}
