/**
 * A conversation of commands and replies over one connection. Protocols are tables of `Exchange`: what to send and how its reply
 * is framed. The dialogue reads, bounds and records; it knows no protocol.
 */
import { once } from 'node:events';
import type { Operation } from '../model/failure.ts';
import { startDeadline } from './deadline.ts';
import { LineReader, type Socket } from './line-reader.ts';
import { startTls, type StartTlsOptions, type TlsUpgrade } from './tls-session.ts';
import type { Transcript } from './transcript.ts';
import { WireError } from './wire-error.ts';
import { decodeWireText } from './wire-text.ts';

const MAX_REPLY_LINES = 100;
/** How long a farewell may take: it teaches nothing, it is only polite. */
const FAREWELL_MS = 1_000;

/** `closing`: a negative reply after which the server hangs up by itself (SMTP and FTP 421, IMAP BYE). */
export type Outcome = 'accepted' | 'refused' | 'closing';

/** Judges the lines read so far: is the reply complete, and what does it say? */
export type Framing = (lines: readonly string[]) => Outcome | 'more' | 'garbage';

export interface Exchange {
  readonly operation: Operation;
  /** Command without line end; null waits for what the server says by itself. */
  readonly send: string | null;
  readonly framing: Framing;
}

export interface Reply {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
}

export interface Secured {
  readonly upgrade: TlsUpgrade;
  /** Bytes that came in clear between the reply to the upgrade command and the handshake; they were dropped unread. */
  readonly injectedBytes: number;
}

export class Dialogue {
  readonly #transcript: Transcript;
  #socket: Socket;
  #reader: LineReader;

  constructor(socket: Socket, transcript: Transcript) {
    this.#transcript = transcript;
    this.#socket = socket;
    this.#reader = new LineReader(socket, transcript);
  }

  async converse(exchange: Exchange, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    if (exchange.send !== null) this.#send(exchange.send);
    const lines: string[] = [];
    while (lines.length < MAX_REPLY_LINES) {
      const line = await this.#reader.readLine(signal);
      lines.push(line);
      const verdict = exchange.framing(lines);
      if (verdict === 'garbage')
        throw new WireError('protocol_violation', { detail: this.#transcript.scrub(line) });
      if (verdict !== 'more') return { outcome: verdict, lines };
    }
    throw new WireError('reply_too_large', { detail: `more than ${MAX_REPLY_LINES} lines` });
  }

  /**
   * Upgrades the connection. Bytes that already arrived in clear are evidence of injection (RFC 3207 section 6, CVE-2011-0411):
   * they go to the transcript and nowhere else, and the handshake goes on, for the certificate is worth knowing all the same.
   */
  async secure(options: StartTlsOptions): Promise<Secured> {
    const { socket, unread } = this.#reader.detach();
    if (unread.length > 0) this.#transcript.received(decodeWireText(unread));
    const upgrade = await startTls(socket, options);
    if (upgrade.ok) {
      this.#socket = upgrade.socket;
      this.#reader = new LineReader(upgrade.socket, this.#transcript);
    } else {
      this.destroy();
    }
    return { upgrade, injectedBytes: unread.length };
  }

  /** Says goodbye and closes, in bounded time; hangs up at once when the run was cancelled or nobody is there. */
  async leave(goodbye: Exchange | null, signal: AbortSignal): Promise<void> {
    const deadline = startDeadline(FAREWELL_MS, signal);
    try {
      if (signal.aborted || this.#reader.hasEnded || this.#socket.destroyed) return;
      await this.#sayGoodbye(goodbye, deadline.signal);
    } catch {
      // Whatever goes wrong while leaving says nothing about the service.
    } finally {
      deadline.dispose();
      this.destroy();
    }
  }

  destroy(): void {
    this.#socket.on('error', ignore);
    this.#socket.destroy();
  }

  async #sayGoodbye(goodbye: Exchange | null, signal: AbortSignal): Promise<void> {
    if (goodbye !== null) await this.converse(goodbye, signal);
    this.#socket.resume();
    this.#socket.end();
    if (!this.#socket.closed) await once(this.#socket, 'close', { signal });
  }

  #send(command: string): void {
    // Only our own tables and checked credentials come here: a line break inside would be a second command.
    if (/[\r\n\0]/.test(command)) throw new Error('a command must be one line');
    this.#transcript.sent(command);
    this.#socket.write(`${command}\r\n`);
  }
}

function ignore(): void {}
