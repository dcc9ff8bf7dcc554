/**
 * A planner is a pure function from what is known to the jobs that should exist. It is asked again after every observation and
 * names all its jobs each time; the runner starts each key once. So nothing waits that could run beside something else.
 */
import type { Job } from '../../model/job.ts';
import type { Facts } from '../../model/view/facts.ts';

export interface Planner {
  readonly id: string;
  /** False when the request does not ask for it: then it does not stand in the plan. */
  readonly isWanted: (facts: Facts) => boolean;
  readonly plan: (facts: Facts) => readonly Job[];
}

export const always = (): boolean => true;
