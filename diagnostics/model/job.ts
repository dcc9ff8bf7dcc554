/** A job asks for one operation on the world. Planners make jobs, probes carry them out, each with at most one connection. */
import type { Control } from './vocabulary.ts';
import type { Endpoint, InputOf, ProbedKind } from './observation.ts';

export interface JobOf<K extends ProbedKind> {
  /** Identity of the question: two jobs with one key are one job. Becomes the observation's id. */
  readonly key: string;
  readonly kind: K;
  readonly endpoint: Endpoint;
  readonly input: InputOf<K>;
  readonly control?: Control | undefined;
  /** Bound in time for the whole operation, milliseconds. */
  readonly deadlineMs: number;
  readonly attempt: number;
  /** Milliseconds to wait before starting, for spaced tries. */
  readonly delayMs?: number | undefined;
}
export type Job = { [K in ProbedKind]: JobOf<K> }[ProbedKind];
