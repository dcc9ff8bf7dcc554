/** Waits on a stream for bytes that a caller recognises as complete. */
import type { Duplex } from 'node:stream';
import { untilAborted } from './until-aborted.ts';
import { WireError } from './wire-error.ts';

export interface ReadOptions<T> {
  /** Bound on all bytes of this wait; more end it with `reply_too_large`. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** The result once all needed bytes are there, null while they are not; what it throws ends the wait. */
  readonly parse: (bytes: Buffer) => T | null;
}

/**
 * Reads until `parse` is content.
 *
 * @throws WireError `connection_closed` at an early end, `reply_too_large` past the bound; the stream's own error; the
 * signal's reason.
 */
export function readUntil<T>(stream: Duplex, { maxBytes, signal, parse }: ReadOptions<T>): Promise<T> {
  return untilAborted(signal, ({ resolve, reject }) => {
    let bytes = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk]);
      try {
        const result = parse(bytes);
        if (result !== null) resolve(result);
        else if (bytes.length > maxBytes)
          reject(new WireError('reply_too_large', { detail: `over ${maxBytes} bytes` }));
      } catch (error) {
        reject(error);
      }
    };
    const onEnd = (): void => reject(new WireError('connection_closed', { detail: 'EOF' }));
    stream.on('data', onData).once('error', reject).once('end', onEnd).once('close', onEnd);
    if (stream.destroyed || stream.readableEnded) onEnd();
    return () => void stream.off('data', onData).off('error', reject).off('end', onEnd).off('close', onEnd);
  });
}
