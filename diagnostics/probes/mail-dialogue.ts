/** The one course of events of SMTP, IMAP, POP3 and ManageSieve: greeting, capabilities, upgrade, capabilities again, farewell. */
import type { Failure } from '../model/failure.ts';
import type { JobOf } from '../model/job.ts';
import type { MailDialogueData } from '../model/observations/dialogues.ts';
import type { Exchange, Framing, Reply } from '../net/dialogue.ts';
import { failure, failureOf } from '../net/failure-of.ts';
import { clipText } from '../net/wire-text.ts';
import type { ProbeContext } from './probe.ts';
import { injectionFailure, isInStep, Session } from './session.ts';

export interface HelloContext {
  readonly localAddress: string | undefined;
  /** True after TLS stands: IMAP needs fresh tags. */
  readonly isSecured: boolean;
}

/** A mail protocol as data. */
export interface MailProtocol {
  readonly greeting: Framing;
  /** Capabilities told in the greeting itself; null when it tells none and they have to be asked for. */
  readonly capabilitiesOfGreeting: (reply: Reply) => readonly string[] | null;
  /** Commands that ask for capabilities, tried in order until one is accepted. */
  readonly hello: (context: HelloContext) => readonly Exchange[];
  /** True when a server that refuses every hello is of no use (SMTP); POP3's CAPA is optional (RFC 2449). */
  readonly isHelloRequired: boolean;
  readonly capabilitiesOf: (reply: Reply) => readonly string[];
  readonly mechanismsOf: (capabilities: readonly string[]) => readonly string[];
  readonly upgrade: Exchange & { readonly capability: string };
  readonly goodbye: Exchange;
}

type Draft = { -readonly [Key in keyof MailDialogueData]: MailDialogueData[Key] };
type MailJob = JobOf<'smtp'> | JobOf<'imap'> | JobOf<'pop3'> | JobOf<'sieve'>;

interface Course {
  readonly protocol: MailProtocol;
  readonly security: MailJob['input']['security'];
  readonly session: Session<Draft>;
  isSecured: boolean;
  toldByGreeting: readonly string[] | null;
  /** A breach that does not end the dialogue, reported when nothing worse happens. */
  breach: Failure | undefined;
}
/** A step ends the course by returning a failure. */
type Step = (course: Course) => Promise<Failure | undefined>;

export async function mailDialogue(
  protocol: MailProtocol,
  job: MailJob,
  context: ProbeContext,
): Promise<{ readonly data: MailDialogueData; readonly failure?: Failure }> {
  const { security, serverName } = job.input;
  const draft: Draft = { upgrade: 'not_tried', transcript: [] };
  const session = new Session<Draft>({ endpoint: job.endpoint, serverName, context }, draft);
  const course: Course = {
    protocol,
    security,
    session,
    isSecured: false,
    toldByGreeting: null,
    breach: undefined,
  };
  const failed = await runSteps(course);
  await session.leave(isInStep(failed) ? protocol.goodbye : null);
  const data = { ...draft, transcript: session.transcript.lines };
  const result = failed ?? course.breach;
  return result === undefined ? { data } : { data, failure: result };
}

async function runSteps(course: Course): Promise<Failure | undefined> {
  try {
    for (const step of [connect, greet, introduce, upgrade]) {
      const failed = await step(course);
      if (failed !== undefined) return failed;
    }
    return undefined;
  } catch (error) {
    return failureOf(error, course.session.operation);
  }
}

const connect: Step = async (course) => {
  await course.session.dial();
  if (course.security !== 'implicit') return undefined;
  const { upgrade: tls } = await course.session.secure();
  course.isSecured = tls.ok;
  return tls.ok ? undefined : tls.failure;
};

/** A slow greeting is a fact (`greetingMs`), not a failure: tarpits and reverse lookups delay it on purpose. */
const greet: Step = async (course) => {
  const { protocol, session } = course;
  const awaitedFrom = session.transcript.elapsed();
  const reply = await session.converse({ operation: 'greet', send: null, framing: protocol.greeting });
  session.draft.greetingMs = session.transcript.elapsed() - awaitedFrom;
  session.draft.greeting = session.textOf(reply);
  if (reply.outcome !== 'accepted') return session.rejected(reply);
  course.toldByGreeting = protocol.capabilitiesOfGreeting(reply);
  return undefined;
};

/** Capabilities of the present state of the connection. What the greeting told is not asked for again. */
const introduce: Step = async (course) => {
  const { protocol, session, isSecured, toldByGreeting } = course;
  course.toldByGreeting = null;
  if (toldByGreeting !== null) return keepCapabilities(course, toldByGreeting);
  let reply: Reply | undefined;
  for (const exchange of protocol.hello({ localAddress: session.draft.localAddress, isSecured })) {
    reply = await session.converse(exchange);
    if (reply.outcome === 'accepted') return keepCapabilities(course, protocol.capabilitiesOf(reply));
    if (reply.outcome === 'closing') return session.rejected(reply);
  }
  return reply !== undefined && protocol.isHelloRequired ? session.rejected(reply) : undefined;
};

function keepCapabilities(
  { protocol, session, isSecured }: Course,
  capabilities: readonly string[],
): undefined {
  const stored = capabilities.map((capability) => clipText(session.transcript.scrub(capability), 2_100));
  const mechanisms = protocol.mechanismsOf(stored).map((name) => clipText(name.toUpperCase(), 60));
  const unique = [...new Set(mechanisms)];
  if (isSecured)
    Object.assign(session.draft, { capabilitiesAfterTls: stored, authMechanismsAfterTls: unique });
  else Object.assign(session.draft, { capabilities: stored, authMechanisms: unique });
}

const upgrade: Step = async (course) => {
  const { protocol, session, security } = course;
  if (security !== 'starttls') return undefined;
  const { draft } = session;
  const capabilities = draft.capabilities;
  session.operation = 'starttls';
  // A server that cannot tell its capabilities (POP3 without CAPA) may still know the command: asking is the only way.
  const isTold = capabilities !== undefined;
  const isOffered = capabilities?.some((name) => name.toUpperCase() === protocol.upgrade.capability) ?? false;
  if (isTold && !isOffered) {
    draft.upgrade = 'not_offered';
    return failure('starttls_missing', 'starttls');
  }
  const reply = await session.converse(protocol.upgrade);
  if (reply.outcome !== 'accepted') {
    draft.upgrade = isTold ? 'refused' : 'not_offered';
    const detail = session.transcript.scrub(reply.lines.at(-1) ?? '');
    return failure(isTold ? 'starttls_refused' : 'starttls_missing', 'starttls', detail);
  }
  draft.upgrade = 'failed';
  const secured = await session.secure();
  if (!secured.upgrade.ok) return secured.upgrade.failure;
  draft.upgrade = 'done';
  course.isSecured = true;
  course.breach = injectionFailure(secured);
  // RFC 3207 section 4.2, RFC 9051 section 6.2.1, RFC 2595 section 4: what was learned before counts for nothing now.
  return introduce(course);
};
