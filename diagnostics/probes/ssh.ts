/**
 * SSH up to the host key, and with a user name that the person gave up to the list of authentication methods.
 * Never a password, a key or an agent; never a request with a guessed user (RFC 4252 section 5.2 counts `none` as a request too).
 */
import { createHash } from 'node:crypto';
import { Client, type ClientErrorExtensions } from 'ssh2';
import type { Operation } from '../model/failure.ts';
import type { JobOf } from '../model/job.ts';
import type { DataOf } from '../model/observation.ts';
import { startDeadline } from '../net/deadline.ts';
import { failureOf } from '../net/failure-of.ts';
import type { Socket } from '../net/line-reader.ts';
import { untilAborted, type Settle } from '../net/until-aborted.ts';
import { WireError } from '../net/wire-error.ts';
import { clipText, visibleText } from '../net/wire-text.ts';
import { defineProbe, type ProbeContext, type ProbeResult } from './probe.ts';
import { targetOf } from './session.ts';
import { SshPreamble } from './ssh-preamble.ts';
import { SshStream } from './ssh-stream.ts';

/** How long the farewell may take. */
const FAREWELL_MS = 500;

type Draft = { -readonly [Key in keyof DataOf<'ssh'>]: DataOf<'ssh'>[Key] };

interface Conversation {
  readonly client: Client;
  readonly socket: Socket;
  readonly preamble: SshPreamble;
  readonly draft: Draft;
  readonly user: string | null;
  operation: Operation;
  offeredKey: Buffer | undefined;
}

async function runSsh(job: JobOf<'ssh'>, context: ProbeContext): Promise<ProbeResult<'ssh'>> {
  const { signal, network, clock } = context;
  const draft: Draft = {};
  let conversation: Conversation | undefined;
  try {
    signal.throwIfAborted();
    const startedAt = clock.monotonic();
    const socket = await network.dial({ ...targetOf(job.endpoint), signal });
    draft.connectMs = Math.max(0, clock.monotonic() - startedAt);
    if (socket.localAddress !== undefined) draft.localAddress = socket.localAddress;
    const { user } = job.input;
    const parts = { client: new Client(), socket, preamble: new SshPreamble(), draft, user };
    conversation = { ...parts, operation: 'greet', offeredKey: undefined };
    await converse(conversation, signal);
    return { data: { ...conversation.preamble.facts(), ...draft } };
  } catch (error) {
    const data = { ...conversation?.preamble.facts(), ...draft };
    return { data, failure: failureOf(error, conversation?.operation ?? 'connect') };
  } finally {
    if (conversation !== undefined) await leave(conversation, signal);
  }
}

/** Ends when the last fact is in, or rejects with what prevented it. */
function converse(conversation: Conversation, signal: AbortSignal): Promise<void> {
  const { client, socket, preamble } = conversation;
  return untilAborted(signal, (settle: Settle<void>) => {
    const onEnd = (): void => settle.reject(new WireError('connection_closed', { detail: 'EOF' }));
    const onBytes = (): void => {
      if (preamble.isIdentified && conversation.operation === 'greet') conversation.operation = 'negotiate';
    };
    const stream = new SshStream(socket, preamble, (fault) => {
      onBytes();
      settle.reject(fault);
    });
    // Before the stream tells ssh2, which would call an end or a reset a breach of protocol.
    socket
      .prependListener('error', settle.reject)
      .prependListener('end', onEnd)
      .prependListener('close', onEnd);
    socket.on('data', onBytes);
    client.on('error', (error) => settle.reject(wireErrorOf(error)));
    client.on('handshake', () => afterKeyExchange(conversation, settle));
    // The server lets this user in without any proof.
    client.on('ready', () => {
      conversation.draft.authMethods = ['none'];
      settle.resolve();
    });
    connectClient(conversation, stream, settle);
    return () => {
      socket.off('end', onEnd).off('close', onEnd).off('data', onBytes);
    };
  });
}

function afterKeyExchange(conversation: Conversation, settle: Settle<void>): void {
  const { client, draft, offeredKey, user } = conversation;
  // A key counts only now: its signature over the exchange was verified just before this event.
  if (offeredKey !== undefined) draft.hostKeys = [describeKey(offeredKey)];
  conversation.operation = 'authenticate';
  if (user !== null) return;
  // ssh2 asks for the login service right after this event: without a user we want none, so we leave here.
  client.end();
  settle.resolve();
}

function connectClient(conversation: Conversation, stream: SshStream, settle: Settle<void>): void {
  const { client, user, draft } = conversation;
  client.connect({
    sock: stream,
    ident: 'Faultline',
    // Sent only after 'handshake', and without a user we leave there.
    username: user ?? '',
    // The job's signal is the only clock.
    readyTimeout: 0,
    hostVerifier: (key: Buffer) => {
      conversation.offeredKey = Buffer.from(key);
      return true;
    },
    authHandler: (methodsLeft: readonly string[] | null, _partial: boolean | null, next) => {
      if (methodsLeft === null) return next({ type: 'none', username: user ?? '' });
      draft.authMethods = methodsLeft.slice(0, 50).map((method) => clipText(visibleText(method), 100));
      settle.resolve();
      // Says nothing more to ssh2: returning `false` would only make it call this an error.
      return undefined;
    },
  });
}

/** The fingerprint is base64 without padding, as `ssh-keygen -l` shows it after "SHA256:". */
function describeKey(key: Buffer): NonNullable<Draft['hostKeys']>[number] {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  const type = clipText(visibleText(key.subarray(4, 4 + length).toString('latin1')), 100);
  return {
    type,
    sha256: createHash('sha256').update(key).digest('base64').replace(/=+$/, ''),
    sha1: createHash('sha1').update(key).digest('hex'),
  };
}

/** ssh2 has no codes: it marks its errors with a `level`, and those of a server's DISCONNECT with the reason's number. */
function wireErrorOf(error: Error & ClientErrorExtensions & { readonly code?: unknown }): Error {
  const { level, code, message: detail } = error;
  if (level === 'client-socket') return error;
  // RFC 4253 section 11.1: the server's own words for hanging up.
  if (level === undefined && typeof code === 'number') return new WireError('rejected', { detail });
  const isNoMatch = level === 'handshake' && /no matching/i.test(detail);
  return new WireError(isNoMatch ? 'no_common_algorithm' : 'protocol_violation', { detail });
}

/** SSH_MSG_DISCONNECT "by application" (11), then the end of the stream, then a short wait for the other side's. */
async function leave({ client, socket }: Conversation, signal: AbortSignal): Promise<void> {
  const deadline = startDeadline(FAREWELL_MS, signal);
  // Late errors of either layer have nobody to tell.
  client.on('error', () => {});
  socket.on('error', () => {});
  try {
    if (socket.destroyed || signal.aborted) return;
    client.end();
    await untilAborted(deadline.signal, ({ resolve }: Settle<void>) => {
      socket.once('close', () => resolve());
      return () => {};
    });
  } catch {
    // Whatever goes wrong while leaving says nothing about the service.
  } finally {
    deadline.dispose();
    socket.destroy();
  }
}

export const sshProbe = defineProbe({ kind: 'ssh', run: runSsh });
