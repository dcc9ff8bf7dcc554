/** A run is an async stream of facts, plan first. Every reader (CLI, window, tests, exports) folds the same stream. */
import type { Job } from './job.ts';
import type { Message } from './message.ts';
import type { Observation } from './observation.ts';
import type { Report } from './report.ts';
import type { Request } from './target.ts';

/** One line of the plan as known before the first packet; later jobs grow out of it. */
export interface PlanStep {
  readonly planner: string;
  readonly description: Message;
}

interface EventBase {
  readonly seq: number;
  readonly at: string;
}
export type RunEvent = EventBase &
  (
    | { readonly type: 'run_started'; readonly request: Request; readonly plan: readonly PlanStep[] }
    | { readonly type: 'job_planned'; readonly planner: string; readonly job: Job }
    | { readonly type: 'job_started'; readonly key: string; readonly attempt: number }
    | { readonly type: 'observation_made'; readonly observation: Observation }
    | { readonly type: 'run_finished'; readonly report: Report }
  );
