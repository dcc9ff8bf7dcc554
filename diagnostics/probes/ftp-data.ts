/** The second connection that FTP opens for every list and file: asked for, dialled, and secured as the first one was. */
import type { Failure } from '../model/failure.ts';
import type { DataOf } from '../model/observation.ts';
import type { FtpListing, PassiveTry } from '../model/observations/dialogues.ts';
import type { Reply } from '../net/dialogue.ts';
import { startDeadline } from '../net/deadline.ts';
import { failure, failureOf } from '../net/failure-of.ts';
import type { Socket } from '../net/line-reader.ts';
import { startTls, type TlsUpgrade } from '../net/tls-session.ts';
import { parseEpsv, parsePasv } from './ftp-replies.ts';
import type { ProbeContext } from './probe.ts';
import type { Session } from './session.ts';

export type FtpDraft = { -readonly [Key in keyof Omit<DataOf<'ftp'>, 'passive'>]: DataOf<'ftp'>[Key] } & {
  readonly passive: PassiveTry[];
};

export interface DataOptions {
  readonly session: Session<FtpDraft>;
  readonly context: ProbeContext;
  /** The control connection's peer. */
  readonly address: string;
  /** Bound for one data connection. */
  readonly dataConnectMs: number;
}

const parsers = { PASV: parsePasv, EPSV: parseEpsv } as const;

interface Dialled {
  readonly tried: PassiveTry;
  /** Connected and unused; absent where `tried` says why. */
  readonly socket?: Socket;
}

/** Reads what a server announced and dials the port at the control connection's own peer. */
export async function dialAnnounced(
  options: DataOptions,
  command: PassiveTry['command'],
  reply: Reply,
): Promise<Dialled> {
  const { session, address } = options;
  const asked: PassiveTry = { command, reply: session.textOf(reply) };
  if (reply.outcome === 'refused') return { tried: { ...asked, failure: session.rejected(reply) } };
  const line = reply.lines.at(-1) ?? '';
  const announced = parsers[command](line);
  if (announced === null) {
    const unreadable = failure('protocol_violation', 'exchange', session.transcript.scrub(line));
    return { tried: { ...asked, failure: unreadable } };
  }
  const told = { ...asked, port: announced.port, dialledAddress: address };
  const named = announced.address === undefined ? told : { ...told, advertisedAddress: announced.address };
  const { socket, ...outcome } = await dialData(options, announced.port);
  return { tried: { ...named, ...outcome }, ...(socket === undefined ? {} : { socket }) };
}

async function dialData(
  { context, address, dataConnectMs }: DataOptions,
  port: number,
): Promise<Pick<PassiveTry, 'connectMs' | 'failure'> & { readonly socket?: Socket }> {
  const deadline = startDeadline(dataConnectMs, context.signal);
  const startedAt = context.clock.monotonic();
  try {
    const socket = await context.network.dial({ address, port, signal: deadline.signal });
    return { socket, connectMs: Math.max(0, context.clock.monotonic() - startedAt) };
  } catch (error) {
    return { failure: failureOf(error, 'data_connect') };
  } finally {
    deadline.dispose();
  }
}

export interface SecureOptions extends Pick<DataOptions, 'session' | 'context'> {
  readonly serverName: string | null;
  readonly socket: Socket;
  readonly kind: FtpListing['handshake'];
}

/** TLS on a data connection (RFC 4217 section 9), carrying on the session of the control connection where that is wanted. */
export async function secureData(
  { session, context, serverName, socket, kind }: SecureOptions,
  signal: AbortSignal,
): Promise<TlsUpgrade | { readonly ok: false; readonly failure: Failure }> {
  const ticket = kind === 'resumed' ? session.ticket() : undefined;
  if (kind === 'resumed' && ticket === undefined)
    return { ok: false, failure: failure('unclassified', 'tls_handshake', 'no session to resume') };
  return startTls(socket, {
    serverName,
    bundledRoots: [],
    systemRoots: null,
    clock: context.clock,
    signal,
    ...(ticket === undefined ? {} : { ticket }),
  });
}
