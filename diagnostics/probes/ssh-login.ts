/**
 * One login over SSH with what the person handed over, then what is open behind it: the subsystem for files, and a shell.
 * The server must show the host key that was agreed on before anything is sent (RFC 4253 section 8): whoever else stands there gets nothing.
 */
import { createHash } from 'node:crypto';
import ssh2, {
  Client,
  type AuthenticationType,
  type AuthHandlerMiddleware,
  type ClientErrorExtensions,
  type IdentityCallback,
  type KeyboardInteractiveAuthMethod,
  type ParsedKey,
} from 'ssh2';
import type { Failure } from '../model/failure.ts';
import type { JobOf } from '../model/job.ts';
import type { DataOf } from '../model/observation.ts';
import { startDeadline } from '../net/deadline.ts';
import { failureOf } from '../net/failure-of.ts';
import { Transcript } from '../net/transcript.ts';
import { untilAborted, type Settle } from '../net/until-aborted.ts';
import { WireError } from '../net/wire-error.ts';
import { clipText } from '../net/wire-text.ts';
import { defineProbe, type Credentials, type ProbeContext, type ProbeResult } from './probe.ts';
import { targetOf } from './session.ts';
import { trySftp, tryShell } from './ssh-channels.ts';

/** An agent may hold many keys, and each that is not wanted counts as a failed try: guards allow few. */
const AGENT_KEYS_AT_MOST = 3;
const FAREWELL_MS = 500;

type Draft = { -readonly [Key in keyof DataOf<'ssh-login'>]: DataOf<'ssh-login'>[Key] };

interface Course {
  readonly job: JobOf<'ssh-login'>;
  readonly credentials: Credentials;
  readonly client: Client;
  readonly draft: Draft;
  readonly scrub: (text: string) => string;
  /** What the person handed over was sent. */
  isTried: boolean;
}

class FewKeys extends ssh2.OpenSSHAgent {
  override getIdentities(callback: IdentityCallback<ParsedKey>): void {
    super.getIdentities((error, keys) => {
      if (error) callback(error);
      else callback(undefined, keys?.slice(0, AGENT_KEYS_AT_MOST));
    });
  }
}

async function runSshLogin(
  job: JobOf<'ssh-login'>,
  context: ProbeContext,
): Promise<ProbeResult<'ssh-login'>> {
  const credentials = context.credentials.get('ssh');
  const draft: Draft = { login: 'not_tried' };
  if (credentials === undefined) throw new Error('a login needs credentials');
  const { password, user, key } = credentials;
  const transcript = new Transcript(context.clock, [password, key?.passphrase ?? '', user]);
  const scrub = (text: string): string => transcript.scrub(text);
  const course: Course = { job, credentials, client: new Client(), draft, scrub, isTried: false };
  const failed = await logIn(course, context);
  if (failed === undefined && draft.login === 'accepted') {
    draft.sftp = await trySftp(course.client, context.signal, scrub);
    draft.shell = await tryShell(course.client, context.signal, scrub);
  }
  await leave(course.client, context.signal);
  return failed === undefined ? { data: draft } : { data: draft, failure: failed };
}

async function logIn(course: Course, { network, clock, signal }: ProbeContext): Promise<Failure | undefined> {
  const { client, job, draft, credentials } = course;
  try {
    const startedAt = clock.monotonic();
    const socket = await network.dial({ ...targetOf(job.endpoint), signal });
    draft.connectMs = Math.max(0, clock.monotonic() - startedAt);
    if (socket.localAddress !== undefined) draft.localAddress = socket.localAddress;
    await untilAborted<void>(signal, (settle) => {
      listen(course, settle);
      client.connect({
        sock: socket,
        ident: 'Faultline',
        username: credentials.user,
        // The job's signal is the only clock.
        readyTimeout: 0,
        hostVerifier: (key: Buffer) => fingerprintOf(key) === job.input.hostKey,
        authHandler: authHandler(course, settle),
      });
      return () => undefined;
    });
    return undefined;
  } catch (error) {
    const failed = failureOf(error, 'authenticate');
    // Hanging up in words is a no as well.
    if (course.isTried && draft.login === 'not_tried' && failed.code === 'rejected') draft.login = 'refused';
    return { ...failed, detail: clipText(course.scrub(failed.detail), 500) };
  }
}

function noteWords({ draft, scrub }: Course, text: string): void {
  const words = [draft.words, clipText(scrub(text.trim()), 400)].filter(Boolean).join('\n');
  if (words !== '') draft.words = clipText(words, 1_000);
}

function listen(course: Course, settle: Settle<void>): void {
  const { client, draft } = course;
  const note = (text: string): void => noteWords(course, text);
  client.on('banner', note);
  client.on('ready', () => {
    draft.login = 'accepted';
    settle.resolve();
  });
  client.on('error', (error: Error & ClientErrorExtensions & { readonly code?: unknown }) => {
    // RFC 4253 section 11.1: the server's own words for hanging up.
    const isDisconnect = error.level === undefined && typeof error.code === 'number';
    if (isDisconnect) note(error.message);
    settle.reject(isDisconnect ? new WireError('rejected', { detail: error.message }) : error);
  });
  client.on('close', () => settle.reject(new WireError('connection_closed', { detail: 'EOF' })));
}

/** First `none`, which tells what is offered, then one try with what the person handed over; whatever is said then is the answer. */
function authHandler(course: Course, settle: Settle<void>): AuthHandlerMiddleware {
  const { draft, credentials, job, scrub } = course;
  const { user: username, password, key, agent } = credentials;
  return (methodsLeft: readonly AuthenticationType[] | null, partial: boolean | null, next) => {
    if (methodsLeft === null) return next({ type: 'none', username });
    draft.methods ??= methodsLeft.slice(0, 20).map((method) => clipText(scrub(method), 100));
    if (course.isTried) {
      draft.login = partial === true ? 'partial' : 'refused';
      // Says nothing more to ssh2: returning `false` would only make it call this an error.
      return settle.resolve();
    }
    const send = (method: Parameters<typeof next>[0]): void => {
      course.isTried = true;
      next(method);
    };
    const offers = (method: AuthenticationType): boolean => methodsLeft.includes(method);
    if (job.input.method === 'key' && key !== undefined && offers('publickey')) {
      const secret = key.passphrase === undefined ? {} : { passphrase: key.passphrase };
      return send({ type: 'publickey', username, key: key.text, ...secret });
    }
    if (job.input.method === 'agent' && agent !== undefined && offers('publickey'))
      return send({ type: 'agent', username, agent: new FewKeys(agent) });
    if (job.input.method === 'password' && offers('password'))
      return send({ type: 'password', username, password });
    if (job.input.method === 'password' && offers('keyboard-interactive'))
      return send({ type: 'keyboard-interactive', username, prompt: answerer(course) });
    return settle.resolve();
  };
}

/** The first hidden answer is the password (RFC 4256 section 3.2); whatever else is asked is not ours to know. */
const answerer =
  (course: Course): KeyboardInteractiveAuthMethod['prompt'] =>
  (name, instructions, _language, prompts, finish) => {
    noteWords(course, [name, instructions].filter(Boolean).join(' '));
    const hidden = prompts.findIndex(({ echo }) => echo === false);
    finish(prompts.map((_prompt, index) => (index === hidden ? course.credentials.password : '')));
  };

/** Base64 without padding, as `ssh-keygen -l` shows it after "SHA256:". */
const fingerprintOf = (key: Buffer): string =>
  createHash('sha256').update(key).digest('base64').replace(/=+$/, '');

async function leave(client: Client, signal: AbortSignal): Promise<void> {
  const deadline = startDeadline(FAREWELL_MS, signal);
  try {
    await untilAborted<void>(deadline.signal, ({ resolve }) => {
      client.once('close', () => resolve());
      client.end();
      return () => undefined;
    });
  } catch {
    // Whatever goes wrong while leaving says nothing about the service.
  } finally {
    deadline.dispose();
    client.destroy();
  }
}

export const sshLoginProbe = defineProbe({ kind: 'ssh-login', run: runSshLogin });
