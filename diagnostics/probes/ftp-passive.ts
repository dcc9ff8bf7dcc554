/**
 * Asks for passive data ports and dials them: the step at which most FTP set-ups fail.
 * Dialled is always the control connection's own peer. The address in a PASV answer is a fact to report, never a place to go:
 * behind NAT it is often private, and from a hostile server it would aim us at somebody else (RFC 2577 section 3).
 */
import type { Failure } from '../model/failure.ts';
import type { DataOf } from '../model/observation.ts';
import type { PassiveTry } from '../model/observations/dialogues.ts';
import { startDeadline } from '../net/deadline.ts';
import { failure, failureOf } from '../net/failure-of.ts';
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
}

/** Codes by which servers say "log in first": 530 by the book, 503 "bad sequence", 331 and 332 "name or account needed". */
const loginWanted: readonly number[] = [530, 503, 331, 332];

const parsers = { PASV: parsePasv, EPSV: parseEpsv } as const;

/** PASV has no room for an IPv6 address (RFC 2428 section 1). */
function passiveCommands(address: string): readonly PassiveTry['command'][] {
  return address.includes(':') ? ['EPSV'] : ['PASV', 'EPSV'];
}

/** Every answer becomes a `PassiveTry`; only a server that hangs up or wants a login ends the series. */
export async function tryPassive(options: PassiveOptions): Promise<Failure | undefined> {
  const { session, address } = options;
  for (const command of passiveCommands(address)) {
    const reply = await session.converse({ operation: 'exchange', send: command, framing: ftpFraming });
    if (reply.outcome === 'closing') return session.rejected(reply);
    if (session.draft.login !== 'accepted' && loginWanted.includes(codeOf(reply))) return undefined;
    const asked: PassiveTry = { command, reply: session.textOf(reply) };
    const announced = parsers[command](reply.lines.at(-1) ?? '');
    if (reply.outcome === 'refused') {
      session.draft.passive.push({ ...asked, failure: session.rejected(reply) });
    } else if (announced === null) {
      const detail = session.transcript.scrub(reply.lines.at(-1) ?? '');
      session.draft.passive.push({ ...asked, failure: failure('protocol_violation', 'exchange', detail) });
    } else {
      const told = { ...asked, port: announced.port, dialledAddress: address };
      const named =
        announced.address === undefined ? told : { ...told, advertisedAddress: announced.address };
      session.draft.passive.push({ ...named, ...(await dialData(options, announced.port)) });
      session.operation = 'data_connect';
      options.context.signal.throwIfAborted();
    }
  }
  return undefined;
}

/** Connects and closes at once: reachability is the question, no file is ever listed or moved. */
async function dialData(
  { context, address, dataConnectMs }: PassiveOptions,
  port: number,
): Promise<Pick<PassiveTry, 'connectMs' | 'failure'>> {
  const deadline = startDeadline(dataConnectMs, context.signal);
  const startedAt = context.clock.monotonic();
  try {
    const socket = await context.network.dial({ address, port, signal: deadline.signal });
    socket.destroy();
    return { connectMs: Math.max(0, context.clock.monotonic() - startedAt) };
  } catch (error) {
    return { failure: failureOf(error, 'data_connect') };
  } finally {
    deadline.dispose();
  }
}
