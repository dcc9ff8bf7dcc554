/** What planners want, seen by their jobs: facts with every service asked for, and the lookups that most of them wait for. */
import type { Job } from '../../diagnostics/model/job.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { Facts } from '../../diagnostics/model/view/facts.ts';
import { wantedPlanners } from '../../diagnostics/run/plan/index.ts';
import type { Planner } from '../../diagnostics/run/plan/planner.ts';
import { services } from '../../diagnostics/model/vocabulary.ts';
import { aFacts, anObservation, type FactsPartial } from './factories.ts';

export const WEB = '45.0.3.1';
export const lookup = (name: string, ...addresses: readonly string[]): Observation =>
  anObservation('system-lookup', {
    id: `system-lookup/${name}`,
    endpoint: { name },
    input: { name },
    data: { addresses },
  });
export const factsOf = (partial: FactsPartial = {}): Facts =>
  aFacts({ ...partial, request: { services: [...services], ...partial.request } });
export const planOf = (planner: Planner, partial: FactsPartial): readonly Job[] =>
  planner.plan(factsOf(partial));
export const keysOf = (planner: Planner, partial: FactsPartial): readonly string[] => [
  ...new Set(planOf(planner, partial).map((job) => job.key)),
];
/** Addresses that any planner would dial. */
export const dialled = (partial: FactsPartial): readonly string[] => {
  const facts = factsOf(partial);
  return [
    ...new Set(
      wantedPlanners(facts)
        .flatMap((planner) => planner.plan(facts))
        .flatMap((job) => job.endpoint.address ?? []),
    ),
  ];
};
