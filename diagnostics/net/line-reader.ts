/**
 * Lines from a socket, one at a time, bounded in length and in total. A read is never taken for a line, nor a line for a read.
 * CRLF ends a line; a bare LF is tolerated and shows as ␊ in the transcript.
 */
import type { Socket } from 'node:net';
import type { Transcript } from './transcript.ts';
import { untilAborted } from './until-aborted.ts';
import { WireError } from './wire-error.ts';
import { decodeWireText } from './wire-text.ts';

/** Probes may not import node:net; they get the type from here. */
export type { Socket } from 'node:net';

/** RFC 5321 section 4.5.3.1.5 gives a reply line 512 bytes; IMAP sets no bound, but a greeting has no use for more than this. */
export const MAX_LINE_BYTES = 2_048;
/** Over the whole connection. */
const MAX_TOTAL_BYTES = 65_536;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface Detached {
  readonly socket: Socket;
  /** Bytes that had arrived and that nobody read. Before a TLS handshake there must be none (RFC 3207 section 6). */
  readonly unread: Buffer;
}

export class LineReader {
  readonly #socket: Socket;
  readonly #transcript: Transcript;
  #buffer: Buffer = Buffer.alloc(0);
  #total = 0;
  /** Why no further bytes will come; lines already here are still handed out. */
  #ending: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(socket: Socket, transcript: Transcript) {
    this.#socket = socket;
    this.#transcript = transcript;
    socket.on('readable', this.#onReadable);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onEnd);
    socket.on('error', this.#onError);
    this.#pull();
  }

  /** True when the other side is gone or has said too much. */
  get hasEnded(): boolean {
    return this.#ending !== null;
  }

  async readLine(signal: AbortSignal): Promise<string> {
    for (;;) {
      signal.throwIfAborted();
      const line = this.#takeLine();
      if (line !== null) return line;
      if (this.#ending !== null) throw this.#endingWithRest(this.#ending);
      await this.#nextChange(signal);
    }
  }

  /** Lets go of the socket. Its errors stay handled: it may still fail before somebody else listens. */
  detach(): Detached {
    this.#pull();
    this.#socket.off('readable', this.#onReadable);
    this.#socket.off('end', this.#onEnd);
    this.#socket.off('close', this.#onEnd);
    const unread = this.#buffer;
    this.#buffer = Buffer.alloc(0);
    return { socket: this.#socket, unread };
  }

  readonly #onReadable = (): void => {
    this.#pull();
    this.#wake?.();
  };

  readonly #onEnd = (): void => this.#end(new WireError('connection_closed', { detail: 'EOF' }));

  readonly #onError = (error: Error): void => this.#end(error);

  #end(reason: Error): void {
    this.#ending ??= reason;
    this.#wake?.();
  }

  /** Not reading beyond the bound leaves the rest to the kernel, which slows the sender down. */
  #pull(): void {
    while (this.#total <= MAX_TOTAL_BYTES) {
      const chunk = this.#socket.read() as Buffer | null;
      if (chunk === null) return;
      this.#total += chunk.length;
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
    }
    this.#ending ??= new WireError('reply_too_large', { detail: `more than ${MAX_TOTAL_BYTES} bytes` });
  }

  #takeLine(): string | null {
    const end = this.#buffer.indexOf(LINE_FEED);
    if ((end === -1 ? this.#buffer.length : end) > MAX_LINE_BYTES) {
      throw new WireError('reply_too_large', { detail: `a line of more than ${MAX_LINE_BYTES} bytes` });
    }
    if (end === -1) return null;
    const isBare = this.#buffer[end - 1] !== CARRIAGE_RETURN;
    const text = decodeWireText(this.#buffer.subarray(0, isBare ? end : end - 1));
    this.#buffer = this.#buffer.subarray(end + 1);
    this.#transcript.received(isBare ? `${text}\n` : text);
    return text;
  }

  /** A line that was cut off by the end is evidence too. */
  #endingWithRest(ending: Error): Error {
    if (this.#buffer.length === 0) return ending;
    const rest = decodeWireText(this.#buffer);
    this.#buffer = Buffer.alloc(0);
    this.#transcript.received(rest);
    const isEnd = ending instanceof WireError && ending.failureCode === 'connection_closed';
    return isEnd
      ? new WireError('connection_closed', { detail: this.#transcript.scrub(`EOF after: ${rest}`) })
      : ending;
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return untilAborted(signal, ({ resolve }) => {
      this.#wake = () => resolve();
      return () => {
        this.#wake = null;
      };
    });
  }
}
