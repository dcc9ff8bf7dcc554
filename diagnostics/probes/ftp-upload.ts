/**
 * A test file of a few bytes, written and removed again: the one thing that shows a full disk or missing rights.
 * Only by the person's explicit consent, in the session of the one login, under a random name that nothing else has. Once the server may
 * have the file, nothing stops its removal: neither a cancelled run nor a deadline, for a few bounded seconds.
 */
import { randomBytes } from 'node:crypto';
import type { Failure } from '../model/failure.ts';
import type { FtpUpload } from '../model/observations/dialogues.ts';
import type { Reply } from '../net/dialogue.ts';
import { startDeadline } from '../net/deadline.ts';
import { failureOf } from '../net/failure-of.ts';
import type { Socket } from '../net/line-reader.ts';
import { untilAborted } from '../net/until-aborted.ts';
import { dialAnnounced, secureData, type DataOptions } from './ftp-data.ts';
import { codeOf, ftpFraming } from './ftp-replies.ts';

/** Milliseconds; on a slow line a cancelled run must still have the time to take the file away. */
const usualBounds = {
  /** For the handshake and the few bytes. */
  data: 6_000,
  /** For the server's last word on the transfer, from STOR on. */
  reply: 9_000,
  /** For taking the file away, both questions together. */
  removal: 6_000,
} as const;
type Bounds = Readonly<Record<keyof typeof usualBounds, number>>;
const CONTENT = 'Faultline test file. It may be deleted.\r\n';

export interface UploadOptions extends DataOptions {
  /** Where the file may go; `.` for where the login ends. */
  readonly uploadTo?: string | undefined;
  /** The name for TLS on the data connection; undefined where data connections are not encrypted. */
  readonly listsAs?: string | null | undefined;
}

interface Sent {
  readonly failure?: Failure;
  readonly reply?: Reply;
}

export async function uploadTestFile(
  options: UploadOptions,
  bounds: Bounds = usualBounds,
): Promise<FtpUpload> {
  const { session, uploadTo = '.' } = options;
  const file = `faultline-test-${randomBytes(6).toString('hex')}.txt`;
  const path = uploadTo === '.' ? file : `${uploadTo.replace(/\/+$/, '')}/${file}`;
  await say(options, 'TYPE I');
  const { socket, failed } = await openData(options);
  if (socket === undefined) return { file, removal: 'not_needed', ...(failed ? { failure: failed } : {}) };
  const { reply, failure } = await store(options, path, socket, bounds);
  const told = {
    file,
    ...(reply === undefined ? {} : { reply: session.textOf(withoutPreliminary(reply)) }),
    ...(failure === undefined ? {} : { failure }),
  };
  // A refusal without a preliminary 1yz: the server never opened a file (RFC 959 section 5.4).
  if (reply?.outcome === 'refused' && !reply.lines.some(isPreliminary))
    return { ...told, removal: 'not_needed' };
  return { ...told, ...(await remove(options, path, bounds)) };
}

const isPreliminary = (line: string): boolean => /^1\d\d /.test(line);

/** The last word alone: "150 ready to receive" says nothing of the end. */
const withoutPreliminary = (reply: Reply): Reply => ({
  ...reply,
  lines: reply.lines.slice(reply.lines.findLastIndex(isPreliminary) + 1),
});

const say = ({ session }: UploadOptions, send: string, signal?: AbortSignal): Promise<Reply> =>
  session.converse({ operation: 'exchange', send, framing: ftpFraming }, signal);

async function openData(
  options: UploadOptions,
): Promise<{ readonly socket?: Socket; readonly failed?: Failure }> {
  const commands = options.address.includes(':') ? (['EPSV'] as const) : (['EPSV', 'PASV'] as const);
  let failed: Failure | undefined;
  for (const command of commands) {
    const dialled = await dialAnnounced(options, command, await say(options, command));
    if (dialled.socket !== undefined) return { socket: dialled.socket };
    failed = dialled.tried.failure;
    if (dialled.tried.port !== undefined) break;
  }
  return failed === undefined ? {} : { failed };
}

/** From here on the file may be there: what was begun goes on when the run is cancelled, since some servers (vsftpd) hang up when a data connection breaks off. */
async function store(options: UploadOptions, path: string, socket: Socket, bounds: Bounds): Promise<Sent> {
  const patience = startDeadline(bounds.reply, new AbortController().signal);
  const data = startDeadline(bounds.data, new AbortController().signal);
  try {
    const asked = ask(options, `STOR ${path}`, patience.signal);
    const refused = asked.then(({ reply }) =>
      reply?.outcome === 'accepted' ? new Promise<never>(() => undefined) : undefined,
    );
    const failed = await Promise.race([send(options, socket, data.signal), refused]);
    socket.destroy();
    const answer = await asked;
    if (answer.reply !== undefined && answer.reply.outcome !== 'accepted')
      return { reply: answer.reply, failure: options.session.rejected(answer.reply) };
    const failure = failed ?? answer.failure;
    return {
      ...(answer.reply === undefined ? {} : { reply: answer.reply }),
      ...(failure === undefined ? {} : { failure }),
    };
  } finally {
    patience.dispose();
    data.dispose();
    socket.destroy();
  }
}

async function ask(options: UploadOptions, command: string, signal: AbortSignal): Promise<Sent> {
  try {
    return { reply: await say(options, command, signal) };
  } catch (error) {
    return { failure: failureOf(error, 'exchange') };
  }
}

/** Writes the bytes and waits until the server has closed the connection in turn, or until there is no more time. */
async function send(
  options: UploadOptions,
  socket: Socket,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  try {
    const secured =
      options.listsAs === undefined ? socket : await secure(options, options.listsAs, socket, signal);
    if (!('write' in secured)) return secured;
    await untilAborted<void>(signal, ({ resolve, reject }) => {
      secured
        .once('error', reject)
        .once('end', () => resolve())
        .once('close', () => resolve());
      secured.resume();
      secured.end(CONTENT);
      return () => undefined;
    });
    return undefined;
  } catch (error) {
    return failureOf(error, 'data_connect');
  }
}

async function secure(
  { session, context }: UploadOptions,
  serverName: string | null,
  socket: Socket,
  signal: AbortSignal,
): Promise<Socket | Failure> {
  const upgrade = await secureData({ session, context, serverName, socket, kind: 'resumed' }, signal);
  return upgrade.ok ? upgrade.socket : upgrade.failure;
}

/** Servers that stopped half way may have kept nothing: where a file cannot be deleted, its size tells whether it is there. */
async function remove(
  options: UploadOptions,
  path: string,
  bounds: Bounds,
): Promise<Pick<FtpUpload, 'removal' | 'removalReply'>> {
  const patience = startDeadline(bounds.removal, new AbortController().signal);
  try {
    const { reply } = await ask(options, `DELE ${path}`, patience.signal);
    if (reply?.outcome === 'accepted') return { removal: 'removed' };
    if (reply === undefined) return { removal: 'failed' };
    const size = await ask(options, `SIZE ${path}`, patience.signal);
    if (size.reply !== undefined && codeOf(size.reply) === 550) return { removal: 'not_needed' };
    return { removal: 'failed', removalReply: options.session.textOf(reply) };
  } finally {
    patience.dispose();
  }
}
