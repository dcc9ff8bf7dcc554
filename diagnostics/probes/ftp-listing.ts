/**
 * One listing over a data connection with TLS (RFC 4217 section 9): the step at which encrypted FTP fails when a server wants the
 * session of the control connection, or when something on the way cannot bear TLS there. What is listed is read and dropped.
 */
import type { Failure } from '../model/failure.ts';
import type { FtpListing } from '../model/observations/dialogues.ts';
import type { Reply } from '../net/dialogue.ts';
import { startDeadline } from '../net/deadline.ts';
import { failureOf } from '../net/failure-of.ts';
import type { Socket } from '../net/line-reader.ts';
import { untilAborted } from '../net/until-aborted.ts';
import { secureData, type FtpDraft, type SecureOptions } from './ftp-data.ts';
import { ftpFraming } from './ftp-replies.ts';
import type { Session } from './session.ts';

/** Enough for any home directory; the rest is left unread. */
const MAX_LISTING_BYTES = 65_536;
/** For the handshake and the listing. */
const DATA_MS = 3_000;
/** For the server's last word, from the moment of asking: later than this it waits for something that will not come. */
const REPLY_MS = 4_000;

type DataPart = Pick<FtpListing, 'isReused' | 'handshakeMs' | 'bytes' | 'failure'>;
type Answer =
  | { readonly reply: Reply; readonly failure?: undefined }
  | { readonly reply?: undefined; readonly failure: Failure };

/** The data connection is closed here. */
export async function listOverTls(options: SecureOptions): Promise<FtpListing> {
  const { session, context, kind } = options;
  const patience = startDeadline(REPLY_MS, context.signal);
  try {
    const asked = ask(session, patience.signal);
    const data = await readData(options, asked);
    const answer = await asked;
    const failed = failedListing(session, answer, data);
    const { failure: _own, ...facts } = data;
    return {
      handshake: kind,
      ...facts,
      ...(answer.reply === undefined ? {} : { reply: session.textOf(answer.reply) }),
      ...(failed === undefined ? {} : { failure: failed }),
    };
  } finally {
    patience.dispose();
  }
}

/** What the server says explains more than how its connection ended. */
function failedListing(session: Session<FtpDraft>, answer: Answer, data: DataPart): Failure | undefined {
  if (answer.reply !== undefined && answer.reply.outcome !== 'accepted')
    return session.rejected(answer.reply);
  return data.failure ?? answer.failure;
}

async function ask(session: Session<FtpDraft>, signal: AbortSignal): Promise<Answer> {
  try {
    return {
      reply: await session.converse({ operation: 'exchange', send: 'LIST', framing: ftpFraming }, signal),
    };
  } catch (error) {
    return { failure: failureOf(error, 'exchange') };
  }
}

/** A server that refuses at once (425) leaves its data connection alone: then there is nothing to wait for. */
async function readData(options: SecureOptions, asked: Promise<Answer>): Promise<DataPart> {
  const deadline = startDeadline(DATA_MS, options.context.signal);
  const refused = asked.then(({ reply }) =>
    reply?.outcome === 'accepted' ? new Promise<never>(() => undefined) : ({ bytes: 0 } satisfies DataPart),
  );
  try {
    return await Promise.race([transfer(options, deadline.signal), refused]);
  } finally {
    deadline.dispose();
    options.socket.destroy();
  }
}

async function transfer(options: SecureOptions, signal: AbortSignal): Promise<DataPart> {
  const upgrade = await secureData(options, signal);
  if (!upgrade.ok) return { bytes: 0, failure: upgrade.failure };
  const { handshakeMs } = upgrade.session;
  const seen = {
    isReused: upgrade.socket.isSessionReused(),
    ...(handshakeMs === undefined ? {} : { handshakeMs }),
  };
  const counted = await count(upgrade.socket, signal);
  return { ...seen, ...counted };
}

/** Reads to the end and keeps nothing but the number of bytes. */
async function count(socket: Socket, signal: AbortSignal): Promise<Pick<DataPart, 'bytes' | 'failure'>> {
  let bytes = 0;
  try {
    await untilAborted<void>(signal, ({ resolve, reject }) => {
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes >= MAX_LISTING_BYTES) resolve();
      });
      socket
        .once('end', () => resolve())
        .once('close', () => resolve())
        .once('error', reject);
      return () => socket.removeAllListeners('data');
    });
    return { bytes };
  } catch (error) {
    return { bytes, failure: failureOf(error, 'data_connect') };
  }
}
