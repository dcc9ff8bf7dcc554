/** Who runs the lookup service that this seat asks. */
import type { FaultDomain } from '../../model/vocabulary.ts';
import { canonicalAddress, isBogon } from '../../model/view/addresses.ts';
import { environmentOf } from '../../model/view/vantage.ts';
import type { RivalTest } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';

/**
 * Private addresses stand in the home network and may only pass on; other addresses are the access provider's as a rule,
 * unless they are a public resolver's or the person named them.
 */
export function operatorOfResolver(world: RuleWorld): FaultDomain {
  const resolvers = environmentOf(world.facts)?.data.resolvers ?? [];
  if (resolvers.some(isBogon)) return 'customer_network';
  const chosen = new Set(
    [
      ...world.facts.networkData.publicResolvers.flatMap((each) => each.addresses),
      ...world.facts.request.resolvers,
    ].map(canonicalAddress),
  );
  return resolvers.length === 0 || resolvers.some((address) => chosen.has(canonicalAddress(address)))
    ? 'undetermined'
    : 'access_provider';
}

/** A home router may answer wrongly itself or only pass on what its resolver says. */
export const routerForwards: RivalTest = {
  faultDomain: 'access_provider',
  control: 'C5',
  excludedBy: [],
  id: 'router_forwards',
};
