/** R39: what block lists say of the sending addresses, where mail cannot be sent. By a resolver of this seat, never by a public one. */
import type { Job } from '../../model/job.ts';
import { blockListQuestions, blockListResolver } from '../../model/view/block-lists.ts';
import { wants } from '../../model/view/hosts.ts';
import { resolverJob } from './job-kit.ts';
import type { Planner } from './planner.ts';

export const blockListPlanner: Planner = {
  id: 'block-lists',
  isWanted: (facts) =>
    facts.request.symptom === 'mail_cannot_send' && wants(facts, 'mail') && !facts.request.target.isAddress,
  plan(facts) {
    const address = blockListResolver(facts);
    if (address === undefined) return [];
    return blockListQuestions(facts).map(({ name, isControl }): Job => {
      const job = resolverJob({ address }, name, 'A');
      return isControl ? { ...job, control: 'C6' } : job;
    });
  },
};
