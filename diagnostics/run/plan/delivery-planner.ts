/** Mail servers of the recipients of a bounce (C6): whose words it holds is told by whether the one that is quoted is among them. */
import type { Facts } from '../../model/view/facts.ts';
import { recipientDomains } from '../../model/view/returned-mail.ts';
import { resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

const DOMAINS_AT_MOST = 3;

export const deliveryPlanner: Planner = {
  id: 'delivery',
  isWanted: (facts: Facts) => facts.jobs('delivery-status').length > 0,
  plan(facts) {
    const resolver = onePublicResolver(facts);
    return resolver
      ? recipientDomains(facts)
          .slice(0, DOMAINS_AT_MOST)
          .map((domain) => resolverJob(resolver, domain, 'MX'))
      : [];
  },
};
