/** Who runs the zone of the domain, as far as the pack and the delegation tell (control C9). */
import type { Evidence } from '../../model/message.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { isProviderNameServer } from '../../model/view/provider-name-servers.ts';
import { type RivalTest } from '../rule.ts';
import { type RuleWorld } from '../rule-world.ts';

/** C9: does the provider of the pack run these name servers? `null` when no pack says, and when it runs only some of them. */
function areProviders(world: RuleWorld, servers: readonly string[]): boolean | null {
  const published = world.facts.provider?.nameServers ?? [];
  if (published.length === 0 || servers.length === 0) return null;
  const own = servers.filter((server) => isProviderNameServer(world.facts, server));
  if (own.length === servers.length) return true;
  return own.length === 0 ? false : null;
}

export const delegationEvidence = (world: RuleWorld): readonly Evidence[] => {
  const seenIn = delegationOf(world.facts).cut?.seenIn;
  const observation = seenIn === undefined ? undefined : world.observation(seenIn);
  return observation ? [pointAt(observation, '/data/response/authorities/0/value')] : [];
};

/** Who runs the servers in question (all of the zone unless named), with the rival that stays open when no pack knows them. */
export function zoneOperator(
  world: RuleWorld,
  servers: readonly string[] = delegationOf(world.facts).cut?.nameServers ?? [],
): {
  readonly accused: FaultDomain;
  readonly rivals: readonly RivalTest[];
  readonly isOpenQuestion: boolean;
} {
  const isOwn = areProviders(world, servers);
  const rival: RivalTest = {
    faultDomain: isOwn === true ? 'dns_operator' : 'hosting_provider',
    control: 'C9',
    id: 'who_runs_the_name_servers',
    excludedBy: isOwn === null ? [] : delegationEvidence(world),
  };
  return {
    accused: isOwn === true ? 'hosting_provider' : 'dns_operator',
    rivals: [rival],
    isOpenQuestion: isOwn === null,
  };
}
