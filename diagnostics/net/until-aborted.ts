/** Binds work that cannot be cancelled, or events that must be unhooked, to an abort signal. */

export interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A promise whose work ends at the latest when the signal fires: it then rejects with the signal's reason.
 *
 * @param start begins the work and returns the clean-up, which runs exactly once whatever the ending.
 */
export function untilAborted<T>(signal: AbortSignal, start: (settle: Settle<T>) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // A start that settles at once has not returned its clean-up yet: it then runs below.
    const state: { isSettled: boolean; cleanUp?: () => void } = { isSettled: false };
    const settle = (finish: () => void): void => {
      if (state.isSettled) return;
      state.isSettled = true;
      signal.removeEventListener('abort', onAbort);
      state.cleanUp?.();
      finish();
    };
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    signal.addEventListener('abort', onAbort, { once: true });
    const cleanUp = start({
      resolve: (value) => settle(() => resolve(value)),
      reject: (error) => settle(() => reject(error as Error)),
    });
    if (state.isSettled) cleanUp();
    else state.cleanUp = cleanUp;
  });
}
