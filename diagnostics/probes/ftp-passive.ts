/**
 * Asks for passive data ports and dials them: the step at which most FTP set-ups fail.
 * Dialled is always the control connection's own peer. The address in a PASV answer is a fact to report, never a place to go:
 * behind NAT it is often private, and from a hostile server it would aim us at somebody else (RFC 2577 section 3).
 */
import type { Failure } from '../model/failure.ts';
import type { PassiveTry } from '../model/observations/dialogues.ts';
import type { Reply } from '../net/dialogue.ts';
import { dialAnnounced, type DataOptions } from './ftp-data.ts';
import { listOverTls } from './ftp-listing.ts';
import { codeOf, ftpFraming } from './ftp-replies.ts';
import { uploadTestFile } from './ftp-upload.ts';

export interface PassiveOptions extends DataOptions {
  /** The name for TLS on the data connections when listings are wanted there; undefined when only reaching them is. */
  readonly listsAs?: string | null | undefined;
  /** The folder into which a test file may be written, by the person's consent; undefined for none. */
  readonly uploadTo?: string | undefined;
}

/** Codes by which servers say "log in first": 530 by the book, 503 "bad sequence", 331 and 332 "name or account needed". */
const loginWanted: readonly number[] = [530, 503, 331, 332];

/** PASV has no room for an IPv6 address (RFC 2428 section 1). A listing is asked for twice: with the session resumed, and without. */
function passiveCommands({ address, listsAs }: PassiveOptions): readonly PassiveTry['command'][] {
  if (!address.includes(':')) return ['PASV', 'EPSV'];
  return listsAs === undefined ? ['EPSV'] : ['EPSV', 'EPSV'];
}

/** After a listing that failed, the server may be waiting for its end or be gone: what it says next answers no question of ours. */
const isSpent = ({ listing }: PassiveTry): boolean =>
  listing?.failure !== undefined && (listing.reply === undefined || listing.reply.startsWith('421'));

/** Each announcement names another port: three of them in one session stand for three sessions, which would take three logins. */
const CLOSED_PORTS_WANTED = 3;

/** All that were dialled are closed, and another one may tell luck from a rule. */
function wantsAnotherPort({ session: { draft } }: PassiveOptions): PassiveTry['command'] | undefined {
  const dialled = draft.passive.filter(({ port }) => port !== undefined);
  const areAllClosed = dialled.length >= 2 && dialled.every(({ connectMs }) => connectMs === undefined);
  return areAllClosed && dialled.length < CLOSED_PORTS_WANTED ? dialled.at(-1)?.command : undefined;
}

/** Once, and only where a data connection has just worked: what fails otherwise is known already. */
const wantsUpload = (
  { session: { draft }, uploadTo }: PassiveOptions,
  { connectMs, listing }: PassiveTry,
): boolean =>
  uploadTo !== undefined &&
  draft.login === 'accepted' &&
  draft.upload === undefined &&
  connectMs !== undefined &&
  listing?.failure === undefined;

/** Every answer becomes a `PassiveTry`; only a server that hangs up or wants a login ends the series. */
export async function tryPassive(options: PassiveOptions): Promise<Failure | undefined> {
  const { session } = options;
  const { passive } = session.draft;
  const wanted = [...passiveCommands(options)];
  for (
    let command = wanted.shift();
    command !== undefined;
    command = wanted.shift() ?? wantsAnotherPort(options)
  ) {
    const last = passive.at(-1);
    if (last !== undefined && isSpent(last)) return undefined;
    const reply = await converseAfter(last, options, command);
    if (reply === undefined) return undefined;
    if (reply.outcome === 'closing') return session.rejected(reply);
    if (session.draft.login !== 'accepted' && loginWanted.includes(codeOf(reply))) return undefined;
    const tried = await tryAnnounced(options, command, reply);
    passive.push(tried);
    if (wantsUpload(options, tried)) session.draft.upload = await uploadTestFile(options);
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

/** Connects and, unless a listing is wanted, closes at once: reachability is the question. */
async function tryAnnounced(
  options: PassiveOptions,
  command: PassiveTry['command'],
  reply: Reply,
): Promise<PassiveTry> {
  const { tried, socket } = await dialAnnounced(options, command, reply);
  if (socket === undefined) return tried;
  if (options.listsAs === undefined) {
    socket.destroy();
    return tried;
  }
  const kind = options.session.draft.passive.some((each) => each.listing !== undefined) ? 'full' : 'resumed';
  const listing = await listOverTls({ ...options, serverName: options.listsAs, socket, kind });
  return { ...tried, listing };
}
