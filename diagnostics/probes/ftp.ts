/**
 * FTP up to an open data connection (RFC 959, 2389, 2428, 4217).
 *
 * Not built on basic-ftp's FTPContext, which was tried with our own socket: it skips lines that are no replies, so that a web
 * server on port 21 ends in a timeout and not as what it is; it turns the end, a bound and a timeout into errors without a code;
 * it gives no time per line; it forgets bytes that were buffered when TLS begins; and it takes no AbortSignal.
 */
import type { Failure } from '../model/failure.ts';
import type { JobOf } from '../model/job.ts';
import type { DataOf } from '../model/observation.ts';
import type { TlsSession } from '../model/observations/tls.ts';
import { coversName, validityAt } from '../model/view/certificates.ts';
import type { Exchange, Reply } from '../net/dialogue.ts';
import { failure, failureOf } from '../net/failure-of.ts';
import type { FtpDraft } from './ftp-data.ts';
import { tryPassive } from './ftp-passive.ts';
import { codeOf, featuresOf, ftpFraming } from './ftp-replies.ts';
import { defineProbe, type Credentials, type ProbeContext, type ProbeResult } from './probe.ts';
import { injectionFailure, isInStep, Session, targetOf } from './session.ts';

interface Course {
  readonly job: JobOf<'ftp'>;
  readonly context: ProbeContext;
  readonly session: Session<FtpDraft>;
  readonly credentials: Credentials | null;
  breach: Failure | undefined;
  /** The server agreed to TLS on data connections. */
  isDataProtected: boolean;
}
type Step = (course: Course) => Promise<Failure | undefined>;

/** Each data port may take this long, and three of them never more than three quarters of the job. */
const LONGEST_DATA_CONNECT_MS = 5_000;
/** RFC 1635: the password of an anonymous login is a mail address; ours says who knocks and leads nowhere. */
const anonymous: Credentials = { user: 'anonymous', password: 'faultline@invalid' };

const command = (operation: Exchange['operation'], send: string): Exchange => ({
  operation,
  send,
  framing: ftpFraming,
});

async function runFtp(job: JobOf<'ftp'>, context: ProbeContext): Promise<ProbeResult<'ftp'>> {
  const draft: FtpDraft = { upgrade: 'not_tried', login: 'not_tried', passive: [], transcript: [] };
  const credentials = credentialsFor(job, context);
  const secrets =
    job.input.login !== 'anonymous' && credentials !== null && credentials.user !== anonymous.user
      ? [credentials.password, credentials.user]
      : [];
  const options = { endpoint: job.endpoint, serverName: job.input.serverName, context, secrets };
  const session = new Session<FtpDraft>(options, draft);
  const course: Course = { job, context, session, credentials, breach: undefined, isDataProtected: false };
  const failed = await runSteps(course);
  await session.leave(isInStep(failed) ? command('exchange', 'QUIT') : null);
  const data = { ...draft, transcript: session.transcript.lines };
  const result = toldFailure(failed ?? course.breach, draft);
  return result === undefined ? { data } : { data, failure: result };
}

/** What was cut off says nothing of the world; but that a file was left behind must be told. */
const toldFailure = (failed: Failure | undefined, { upload }: FtpDraft): Failure | undefined =>
  failed?.code === 'aborted' && upload?.removal === 'failed' ? undefined : failed;

function credentialsFor({ input }: JobOf<'ftp'>, context: ProbeContext): Credentials | null {
  if (input.login === 'none') return null;
  if (input.login === 'name_only') return { user: input.user ?? anonymous.user, password: '' };
  return input.login === 'anonymous' ? anonymous : (context.credentials.get('ftp') ?? null);
}

async function runSteps(course: Course): Promise<Failure | undefined> {
  try {
    for (const step of [connect, greet, learnFeatures, upgrade, logIn, openData]) {
      const failed = await step(course);
      if (failed !== undefined) return failed;
    }
    return undefined;
  } catch (error) {
    return failureOf(error, course.session.operation);
  }
}

const connect: Step = async ({ job, session }) => {
  await session.dial();
  if (job.input.security !== 'implicit') return undefined;
  const { upgrade: tls } = await session.secure();
  return tls.ok ? undefined : tls.failure;
};

const greet: Step = async ({ session }) => {
  const reply = await session.converse({ operation: 'greet', send: null, framing: ftpFraming });
  session.draft.greeting = session.textOf(reply);
  return reply.outcome === 'accepted' ? undefined : session.rejected(reply);
};

/** FEAT may be unknown to an old server (RFC 2389 section 3.2): then there is just no list. */
const learnFeatures: Step = async ({ session }) => {
  const reply = await session.converse(command('negotiate', 'FEAT'));
  if (reply.outcome === 'closing') return session.rejected(reply);
  if (reply.outcome === 'accepted')
    session.draft.features = featuresOf(reply).map((name) => session.transcript.scrub(name));
  return undefined;
};

const upgrade: Step = async (course) => {
  const { job, session } = course;
  if (job.input.security === 'implicit') return protectData(course);
  if (job.input.security === 'plain') return undefined;
  const reply = await session.converse(command('starttls', 'AUTH TLS'));
  if (reply.outcome !== 'accepted') {
    const refused = upgradeRefused(course, reply);
    // An anonymous login holds no secret: what FTP does without TLS is then worth knowing (R71).
    if (job.input.login === 'given') session.draft.withheld = 'no_tls';
    if (reply.outcome === 'closing' || job.input.login !== 'anonymous') return refused;
    course.breach = refused;
    return undefined;
  }
  session.draft.upgrade = 'failed';
  const secured = await session.secure();
  if (!secured.upgrade.ok) return secured.upgrade.failure;
  session.draft.upgrade = 'done';
  course.breach = injectionFailure(secured);
  // What was said in clear may have been said by anybody: the list is asked for again.
  delete session.draft.features;
  return (await learnFeatures(course)) ?? protectData(course);
};

/** 500, 502 and 504 say that the command or TLS is unknown (RFC 4217 section 4.2), 534 and the like that it is not wanted. */
function upgradeRefused({ session }: Course, reply: Reply): Failure {
  const isListed = session.draft.features?.some((feature) => /^AUTH\b.*\bTLS/i.test(feature)) ?? false;
  const isUnknown = !isListed && [500, 501, 502, 504].includes(codeOf(reply));
  session.draft.upgrade = isUnknown ? 'not_offered' : 'refused';
  const detail = session.transcript.scrub(reply.lines.at(-1) ?? '');
  return failure(isUnknown ? 'starttls_missing' : 'starttls_refused', 'starttls', detail);
}

/** RFC 4217 section 9: PBSZ 0, then PROT P. A refusal stands in the transcript; opening a data port needs neither. */
const protectData: Step = async (course) => {
  for (const send of ['PBSZ 0', 'PROT P']) {
    const reply = await course.session.converse(command('negotiate', send));
    if (reply.outcome === 'closing') return course.session.rejected(reply);
    course.isDataProtected = reply.outcome === 'accepted';
  }
  return undefined;
};

/** One try, never repeated: a second one could be the one that gets the address banned. */
const logIn: Step = async ({ job, context, session, credentials }) => {
  if (credentials === null) return undefined;
  if (/[\r\n\0]/.test(credentials.user + credentials.password)) {
    return failure(
      'unclassified',
      'authenticate',
      'the user name or the password holds a line break: not sent',
    );
  }
  if (job.input.login === 'given') {
    const withheld = reasonToWithhold(
      session.draft.tls,
      job.input.serverName ?? job.endpoint.address,
      context,
    );
    if (withheld !== undefined) {
      session.draft.withheld = withheld;
      return undefined;
    }
  }
  let reply = await session.converse(command('authenticate', `USER ${credentials.user}`));
  if (job.input.login === 'name_only') {
    session.draft.loginReply = session.textOf(reply);
    return reply.outcome === 'accepted' ? undefined : session.rejected(reply);
  }
  // 230 after USER: no password is needed (RFC 959 section 5.4).
  if (codeOf(reply) === 331)
    reply = await session.converse(command('authenticate', `PASS ${credentials.password}`));
  const isAccepted = reply.outcome === 'accepted' && codeOf(reply) < 300;
  session.draft.login = isAccepted ? 'accepted' : 'refused';
  session.draft.loginReply = session.textOf(reply);
  if (reply.outcome === 'closing') return session.rejected(reply);
  // Hosting servers rightly refuse the anonymous login: a fact, not a failure.
  return isAccepted || job.input.login === 'anonymous' ? undefined : session.rejected(reply);
};

/** Whoever ends the TLS session gets the password: that must be the server, as far as its certificate can tell (RFC 4217 section 15). */
function reasonToWithhold(
  tls: TlsSession | undefined,
  name: string | undefined,
  { clock }: ProbeContext,
): DataOf<'ftp'>['withheld'] {
  const leaf = tls?.chain[0];
  if (tls?.protocolVersion === undefined || leaf === undefined) return 'no_tls';
  if (!(tls.trust?.bundled.trusted || tls.trust?.system?.trusted)) return 'untrusted';
  if (validityAt(leaf, clock.now()) !== 'valid') return 'not_valid_now';
  return name !== undefined && coversName(leaf, name) ? undefined : 'wrong_name';
}

const openData: Step = async ({ job, context, session, credentials, isDataProtected }) => {
  if (job.input.login === 'name_only') return undefined;
  const { address } = targetOf(job.endpoint);
  const dataConnectMs = Math.min(LONGEST_DATA_CONNECT_MS, job.deadlineMs / 4);
  const lists = job.input.lists === true && isDataProtected && session.draft.login === 'accepted';
  const listsAs = lists ? job.input.serverName : undefined;
  const uploadTo =
    job.input.uploads === true && job.input.login === 'given' ? credentials?.uploadTo : undefined;
  return tryPassive({ session, context, address, dataConnectMs, listsAs, uploadTo });
};

/** Milliseconds that the removal of a test file may take after a run was cancelled: the last word on the transfer, then the removal. */
const CLEANING_UP_MS = 16_000;

export const ftpProbe = defineProbe({
  kind: 'ftp',
  run: runFtp,
  graceMs: ({ input }) => (input.uploads === true ? CLEANING_UP_MS : 0),
});
