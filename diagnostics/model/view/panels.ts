/** Where the provider's control panel listens beside the ordinary web ports, as its pack tells. */
import type { Facts, Panel } from './facts.ts';
import { webHosts } from './hosts.ts';

const PANELS_AT_MOST = 2;
const webPorts: readonly number[] = [80, 443];

/** An address with a port names both; a bare port is that of the customer's own domain, as most panels have it. */
export function panels(facts: Facts): readonly Panel[] {
  const named = facts.provider?.panels ?? [];
  const ofDomain = (facts.provider?.ports['panel'] ?? [])
    .filter((port) => !named.some((each) => each.port === port))
    .map((port) => ({ host: webHosts(facts)[0]!, port }));
  return [...named, ...ofDomain].filter(({ port }) => !webPorts.includes(port)).slice(0, PANELS_AT_MOST);
}
