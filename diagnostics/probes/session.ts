/** What the text dialogues share: dialling, TLS from the first byte or by upgrade, and a draft of the facts learned so far. */
import type { Failure, Operation } from '../model/failure.ts';
import type { Endpoint } from '../model/observation.ts';
import type { TlsSession } from '../model/observations/tls.ts';
import { Dialogue, type Exchange, type Reply, type Secured } from '../net/dialogue.ts';
import { failure } from '../net/failure-of.ts';
import { Transcript } from '../net/transcript.ts';
import { clipText } from '../net/wire-text.ts';
import type { ProbeContext } from './probe.ts';

/** Facts are written here as they are learned, so that a failure keeps all that came before it. */
export interface DialogueDraft {
  connectMs?: number | undefined;
  localAddress?: string | undefined;
  tls?: TlsSession | undefined;
  upgrade: 'not_tried' | 'not_offered' | 'refused' | 'failed' | 'done';
}

export interface SessionOptions {
  readonly endpoint: Endpoint;
  readonly serverName: string | null;
  readonly context: ProbeContext;
  /** Never to appear in a transcript. */
  readonly secrets?: readonly string[];
}

/** The address to dial: a job without one is a mistake of its planner. */
export function targetOf({ address, port }: Endpoint): { readonly address: string; readonly port: number } {
  if (address === undefined || port === undefined) throw new Error('a dialogue needs an address and a port');
  return { address, port };
}

export class Session<D extends DialogueDraft> {
  readonly draft: D;
  readonly transcript: Transcript;
  /** The step under way: where an error is thrown, this says what failed. */
  operation: Operation = 'connect';
  readonly #options: SessionOptions;
  #dialogue: Dialogue | null = null;
  #latestTicket: () => Buffer | undefined = () => undefined;

  constructor(options: SessionOptions, draft: D) {
    this.#options = options;
    this.draft = draft;
    this.transcript = new Transcript(options.context.clock, options.secrets);
  }

  async dial(): Promise<void> {
    const { endpoint, context } = this.#options;
    const target = targetOf(endpoint);
    context.signal.throwIfAborted();
    const socket = await context.network.dial({ ...target, signal: context.signal });
    this.draft.connectMs = this.transcript.elapsed();
    if (socket.localAddress !== undefined) this.draft.localAddress = socket.localAddress;
    this.#dialogue = new Dialogue(socket, this.transcript);
  }

  /** TLS on the standing connection, whatever was said before. The session is kept also when the handshake failed. */
  async secure(): Promise<Secured> {
    const { serverName, context } = this.#options;
    const { bundledRoots, clock, signal } = context;
    this.operation = 'tls_handshake';
    const systemRoots = context.network.systemRoots();
    const secured = await this.#open().secure({ serverName, bundledRoots, systemRoots, clock, signal });
    this.draft.tls = secured.upgrade.session;
    if (secured.upgrade.ok) this.#latestTicket = secured.upgrade.latestTicket;
    return secured;
  }

  /** The TLS session of this connection, for another connection to resume; undefined without one. */
  ticket(): Buffer | undefined {
    return this.#latestTicket();
  }

  async converse(exchange: Exchange, signal = this.#options.context.signal): Promise<Reply> {
    this.operation = exchange.operation;
    return this.#open().converse(exchange, signal);
  }

  /** The failure of a negative reply, with the server's own last line. */
  rejected({ lines }: Reply): Failure {
    return failure('rejected', this.operation, this.transcript.scrub(lines.at(-1) ?? ''));
  }

  /** A reply as it is stored: lines joined, secrets and control characters gone, cut to what the schema holds. */
  textOf({ lines }: Reply): string {
    return clipText(lines.map((line) => this.transcript.scrub(line)).join('\n'), 2_100);
  }

  async leave(goodbye: Exchange | null): Promise<void> {
    await this.#dialogue?.leave(goodbye, this.#options.context.signal);
  }

  #open(): Dialogue {
    if (this.#dialogue === null) throw new Error('dial first');
    return this.#dialogue;
  }
}

/** Failure of a server that spoke in clear between its consent to TLS and the handshake (RFC 3207 section 6). */
export function injectionFailure({ injectedBytes }: Secured): Failure | undefined {
  return injectedBytes === 0
    ? undefined
    : failure(
        'protocol_violation',
        'starttls',
        `${injectedBytes} bytes in clear before the TLS handshake, dropped unread`,
      );
}

/**
 * Whether a farewell still makes sense: negative replies leave the dialogue intact,
 * after any other failure nobody knows what the server waits for.
 */
export function isInStep(failed: Failure | undefined): boolean {
  const intact: readonly (Failure['code'] | undefined)[] = [
    undefined,
    'rejected',
    'starttls_missing',
    'starttls_refused',
  ];
  return intact.includes(failed?.code);
}
