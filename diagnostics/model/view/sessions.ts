/** TLS sessions and port states, gathered from every protocol that opened a connection. */
import type { ConnectionKind, ConnectionObservation, Observation } from '../observation.ts';
import { connectionKinds } from '../observation.ts';
import type { FailureCode } from '../failure.ts';
import type { TlsSession } from '../observations/tls.ts';
import { oncePerFacts, type Facts, type Tried } from './facts.ts';

export const connectionJobs: (facts: Facts) => readonly Tried<ConnectionKind>[] = oncePerFacts((facts) =>
  connectionKinds.flatMap((kind) => facts.jobs(kind) as readonly Tried<ConnectionKind>[]),
);

/** Narrows to what one connection learned. */
export const isConnection = (observation: Observation): observation is ConnectionObservation =>
  (connectionKinds as readonly string[]).includes(observation.kind);

export const connectionTries: (facts: Facts) => readonly ConnectionObservation[] = oncePerFacts((facts) =>
  connectionJobs(facts).flatMap((job) => job.tries as readonly ConnectionObservation[]),
);

/** True when TCP stood, whatever happened after it. */
export const connected = (observation: ConnectionObservation): boolean =>
  observation.data.connectMs !== undefined;

/**
 * State of one port of one address over all tries of all protocols.
 * `open`: TCP stood at least once. `refused`, `silent` (no answer in time), `unreachable` (ICMP or routing error) and
 * `blocked_locally` need two failed tries and no success. `unconfirmed`: one failed try. `unknown`: never tried.
 */
export type PortState =
  | 'open'
  | 'refused'
  | 'silent'
  | 'unreachable'
  | 'blocked_locally'
  | 'unconfirmed'
  | 'unknown';

const stateByCode: Partial<Record<FailureCode, PortState>> = {
  connection_refused: 'refused',
  connection_reset: 'refused',
  timed_out: 'silent',
  host_unreachable: 'unreachable',
  network_unreachable: 'unreachable',
  permission_denied: 'unreachable',
};

/** The system says EACCES or EPERM at once; a router's "administratively prohibited" takes the time of the way there. */
const AT_ONCE_MS = { 4: 20, 6: 1 } as const;
const isRefusedHere = (each: ConnectionObservation): boolean =>
  each.failure?.code === 'permission_denied' && each.durationMs < AT_ONCE_MS[each.endpoint.family ?? 4];

export const triesAt: (facts: Facts, address: string, port: number) => readonly ConnectionObservation[] =
  oncePerFacts(
    (facts, address: string, port: number) =>
      connectionTries(facts).filter(
        (each) => each.endpoint.address === address && each.endpoint.port === port,
      ),
    (address, port) => `${address} ${port}`,
  );

export function portState(facts: Facts, address: string, port: number): PortState {
  const tries = triesAt(facts, address, port);
  if (tries.some(connected)) return 'open';
  if (tries.length === 0) return 'unknown';
  if (tries.length < 2) return 'unconfirmed';
  const states = tries.map((each) =>
    isRefusedHere(each)
      ? 'blocked_locally'
      : (stateByCode[each.failure?.code ?? 'unclassified'] ?? 'unreachable'),
  );
  return states.includes('refused') ? 'refused' : states[0]!;
}

export const isClosed = (state: PortState): boolean =>
  state === 'refused' || state === 'silent' || state === 'unreachable' || state === 'blocked_locally';

export interface SeenSession {
  readonly job: Tried<ConnectionKind>;
  readonly observation: ConnectionObservation;
  readonly session: TlsSession;
  /** `name:port`, or `address:port` when no name was asked for. */
  readonly subject: string;
  /** RFC 6901 pointer of the session in its observation. */
  readonly pointer: '/data/tls';
}

/** `name:port` for people; the address stands in when there is no name. */
export const subjectOf = (observation: ConnectionObservation): string =>
  `${observation.endpoint.name ?? observation.endpoint.address ?? '?'}:${observation.endpoint.port ?? 0}`;

/** Every TLS session that showed at least one certificate, controls left out. */
export function sessionsWithCertificates(facts: Facts): readonly SeenSession[] {
  return allSessions(facts).filter(
    (each) => each.observation.control === undefined && each.session.chain.length > 0,
  );
}

export function allSessions(facts: Facts): readonly SeenSession[] {
  return connectionJobs(facts).flatMap((job) => {
    const observation = job.best as ConnectionObservation;
    const session = 'tls' in observation.data ? observation.data.tls : undefined;
    return session
      ? [{ job, observation, session, subject: subjectOf(observation), pointer: '/data/tls' as const }]
      : [];
  });
}
