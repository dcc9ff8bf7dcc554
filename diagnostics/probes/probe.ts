/** A probe carries out one job with at most one connection. It throws only for our own bugs: failures are part of the result. */
import type { Failure } from '../model/failure.ts';
import type { DataOf, ProbedKind } from '../model/observation.ts';
import type { JobOf } from '../model/job.ts';
import type { Clock, Network } from '../net/network.ts';
import type { ResolverSessions } from '../net/resolver-sessions.ts';

export interface ProbeContext {
  readonly network: Network;
  readonly clock: Clock;
  /** Fires on the job's deadline (reason: TimeoutError) or when the run is cancelled (reason: AbortError). */
  readonly signal: AbortSignal;
  /** PEM roots: the runtime's bundled ones plus the network data's trust anchors. */
  readonly bundledRoots: readonly string[];
  /** Connections to resolvers that runs of a batch use together; absent: one for each question. */
  readonly resolverSessions?: ResolverSessions | undefined;
  /** Credentials held in memory for this run only; never stored in a job, an observation or a transcript. */
  readonly credentials: ReadonlyMap<'ftp' | 'ssh', Credentials>;
}

export interface Credentials {
  readonly user: string;
  /** Empty where a key or an agent proves who the person is. */
  readonly password: string;
  /** FTP: the folder into which a test file may be written, by the person's consent. */
  readonly uploadTo?: string;
  /** SSH: a private key as its file has it, with what opens it. */
  readonly key?: { readonly text: string; readonly passphrase?: string };
  /** SSH: the socket of an agent that holds keys. */
  readonly agent?: string;
}

export interface ProbeResult<K extends ProbedKind> {
  readonly data: DataOf<K>;
  readonly failure?: Failure;
}

export interface Probe<K extends ProbedKind> {
  readonly kind: K;
  run(job: JobOf<K>, context: ProbeContext): Promise<ProbeResult<K>>;
  /** Milliseconds that it may need, once stopped, to put back what it changed; none for most. */
  graceMs?(job: JobOf<K>): number;
}

export function defineProbe<K extends ProbedKind>(probe: Probe<K>): Probe<K> {
  return probe;
}
