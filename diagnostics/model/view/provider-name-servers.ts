/** Which name servers are the provider's, as far as its pack and their addresses tell (control C9). */
import { isInRanges } from './addresses.ts';
import { delegationOf } from './delegation.ts';
import type { Facts } from './facts.ts';
import { matchesAny } from './host-pattern.ts';

/** By its name, or by all of its known addresses: white-label names of the same provider are told by those. */
export function isProviderNameServer(facts: Facts, name: string): boolean {
  const { provider } = facts;
  if (!provider || provider.nameServers.length === 0) return false;
  if (matchesAny(provider.nameServers, name)) return true;
  const addresses = delegationOf(facts)
    .servers.filter((each) => each.serverName === name)
    .map((each) => each.address);
  return addresses.length > 0 && addresses.every((each) => isInRanges(each, provider.addressRanges));
}
