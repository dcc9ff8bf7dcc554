/** A socket seen through a window: every inbound byte is shown to a listener before it goes on. */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * Needed because a TLS socket reads from a TCP socket below JavaScript: listeners on the TCP socket see nothing.
 * Around a stream of another kind it reads through JavaScript, and so through here.
 */
export class TappedStream extends Duplex {
  /** The peer ended its side in order (FIN). */
  hasEnded = false;
  /** The error of the socket itself, with the system call in it; TLS reports a bland one instead. */
  socketError: Error | null = null;
  readonly #socket: Socket;

  constructor(socket: Socket, onBytes: (bytes: Buffer) => void) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    // Without listeners a late error would end the process, whoever owns the socket by then.
    this.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      onBytes(bytes);
      if (!this.push(bytes)) socket.pause();
    });
    socket.once('end', () => {
      this.hasEnded = true;
      this.push(null);
    });
    socket.on('error', (error) => {
      this.socketError ??= error;
      this.destroy(error);
    });
    socket.once('close', () => this.destroy());
    if (socket.destroyed) this.destroy();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#socket.write(chunk, callback);
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#socket.end(callback);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#socket.destroy();
    callback(error);
  }
}
