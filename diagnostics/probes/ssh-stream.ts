/** The socket as ssh2 gets to see it: from the identification on, whatever came before it. */
import { Duplex } from 'node:stream';
import type { Socket } from '../net/line-reader.ts';
import type { SshPreamble } from './ssh-preamble.ts';

/**
 * ssh2 could read from the socket itself, but it hides the lines before the identification, allows megabytes of them, and
 * forgets parts of an identification that comes in more than two pieces (1.17.0, `parseHeader`).
 */
export class SshStream extends Duplex {
  readonly #socket: Socket;

  /** `onFault` hears of bytes that break a bound or the protocol; nothing is passed on after that. */
  constructor(socket: Socket, preamble: SshPreamble, onFault: (error: unknown) => void) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    // Errors are heard at the socket; here they must only never be without a listener.
    this.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      try {
        const bytes = preamble.feed(chunk);
        if (bytes.length > 0 && !this.push(bytes)) socket.pause();
      } catch (error) {
        onFault(error);
        this.destroy();
      }
    });
    socket.once('end', () => this.push(null));
    socket.once('error', (error) => this.destroy(error));
    socket.once('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#socket.write(chunk, callback);
  }

  override _final(callback: () => void): void {
    this.#socket.end(callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#socket.destroy();
    callback(error);
  }
}
