/**
 * Asks for passive data ports and dials them: the step at which most FTP set-ups fail.
 * Dialled is always the control connection's own peer. The address in a PASV answer is a fact to report, never a place to go:
 * behind NAT it is often private, and from a hostile server it would aim us at somebody else (RFC 2577 section 3).
 */
import type { Failure } from '../model/failure.ts';
import type { DataOf } from '../model/observation.ts';
import type { PassiveTry } from '../model/observations/dialogues.ts';
import type { Reply } from '../net/dialogue.ts';
import { startDeadline } from '../net/deadline.ts';
import { failure, failureOf } from '../net/failure-of.ts';
import type { Socket } from '../net/line-reader.ts';
import { listOverTls } from './ftp-listing.ts';
import { codeOf, ftpFraming, parseEpsv, parsePasv } from './ftp-replies.ts';
import type { ProbeContext } from './probe.ts';
import type { Session } from './session.ts';

export type FtpDraft = { -readonly [Key in keyof Omit<DataOf<'ftp'>, 'passive'>]: DataOf<'ftp'>[Key] } & {
  readonly passive: PassiveTry[];
};

export interface PassiveOptions {
  readonly session: Session<FtpDraft>;
  readonly context: ProbeContext;
  /** The control connection's peer. */
  readonly address: string;
  /** Bound for one data connection. */
  readonly dataConnectMs: number;
  /** The name for TLS on the data connections when listings are wanted there; undefined when only reaching them is. */
  readonly listsAs?: string | null | undefined;
}

/** Codes by which servers say "log in first": 530 by the book, 503 "bad sequence", 331 and 332 "name or account needed". */
const loginWanted: readonly number[] = [530, 503, 331, 332];

const parsers = { PASV: parsePasv, EPSV: parseEpsv } as const;

/** PASV has no room for an IPv6 address (RFC 2428 section 1). A listing is asked for twice: with the session resumed, and without. */
function passiveCommands({ address, listsAs }: PassiveOptions): readonly PassiveTry['command'][] {
  if (!address.includes(':')) return ['PASV', 'EPSV'];
  return listsAs === undefined ? ['EPSV'] : ['EPSV', 'EPSV'];
}

/** After a listing that failed, the server may be waiting for its end or be gone: what it says next answers no question of ours. */
const isSpent = ({ listing }: PassiveTry): boolean =>
  listing?.failure !== undefined && (listing.reply === undefined || listing.reply.startsWith('421'));

/** Every answer becomes a `PassiveTry`; only a server that hangs up or wants a login ends the series. */
export async function tryPassive(options: PassiveOptions): Promise<Failure | undefined> {
  const { session } = options;
  const { passive } = session.draft;
  for (const command of passiveCommands(options)) {
    const last = passive.at(-1);
    if (last !== undefined && isSpent(last)) return undefined;
    const reply = await converseAfter(last, options, command);
    if (reply === undefined) return undefined;
    if (reply.outcome === 'closing') return session.rejected(reply);
    if (session.draft.login !== 'accepted' && loginWanted.includes(codeOf(reply))) return undefined;
    passive.push(await tryAnnounced(options, command, reply));
    session.operation = 'data_connect';
    options.context.signal.throwIfAborted();
  }
  return undefined;
}

/** Some servers (vsftpd) end the whole session after a listing that they refused: no failure of the dialogue, it has served. */
async function converseAfter(
  last: PassiveTry | undefined,
  { session, context }: PassiveOptions,
  command: PassiveTry['command'],
): Promise<Reply | undefined> {
  try {
    return await session.converse({ operation: 'exchange', send: command, framing: ftpFraming });
  } catch (error) {
    if (last?.listing?.failure === undefined || context.signal.aborted) throw error;
    return undefined;
  }
}

async function tryAnnounced(
  options: PassiveOptions,
  command: PassiveTry['command'],
  reply: Reply,
): Promise<PassiveTry> {
  const { session, address } = options;
  const asked: PassiveTry = { command, reply: session.textOf(reply) };
  if (reply.outcome === 'refused') return { ...asked, failure: session.rejected(reply) };
  const line = reply.lines.at(-1) ?? '';
  const announced = parsers[command](line);
  if (announced === null)
    return { ...asked, failure: failure('protocol_violation', 'exchange', session.transcript.scrub(line)) };
  const told = { ...asked, port: announced.port, dialledAddress: address };
  const named = announced.address === undefined ? told : { ...told, advertisedAddress: announced.address };
  return { ...named, ...(await dialData(options, announced.port)) };
}

/** Connects and, unless a listing is wanted, closes at once: reachability is the question, and no file is ever moved. */
async function dialData(
  options: PassiveOptions,
  port: number,
): Promise<Pick<PassiveTry, 'connectMs' | 'failure' | 'listing'>> {
  const { context, address, dataConnectMs } = options;
  const deadline = startDeadline(dataConnectMs, context.signal);
  const startedAt = context.clock.monotonic();
  let socket: Socket;
  try {
    socket = await context.network.dial({ address, port, signal: deadline.signal });
  } catch (error) {
    return { failure: failureOf(error, 'data_connect') };
  } finally {
    deadline.dispose();
  }
  const connectMs = Math.max(0, context.clock.monotonic() - startedAt);
  if (options.listsAs === undefined) {
    socket.destroy();
    return { connectMs };
  }
  const kind = options.session.draft.passive.some((each) => each.listing !== undefined) ? 'full' : 'resumed';
  const listing = await listOverTls({ ...options, serverName: options.listsAs, socket, kind });
  return { connectMs, listing };
}
