/** Second seats for tests: the observations of another report, marked as they stand when it is laid beside. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import { STARTED_AT } from './factories.ts';
import { anchorsOf, anEnvironment } from './network-factories.ts';

/** Observations as of the second seat, made some minutes after the first. */
export const fromSeat = (
  observations: readonly Observation[],
  { view = 'view-1', minutes = 2 }: { readonly view?: string; readonly minutes?: number } = {},
): readonly Observation[] =>
  observations.map((each) => ({
    ...each,
    id: `${view}/${each.id}`,
    view,
    startedAt: new Date(Date.parse(STARTED_AT) + minutes * 60_000).toISOString(),
  }));

const machine = (address: string, gateway: string): Observation =>
  anEnvironment({
    interfaces: [{ name: 'eth0', family: 4, address, prefixLength: 24, scope: 'private', isTunnel: false }],
    defaultRoutes: [{ family: 4, gateway, interface: 'eth0' }],
  });

/** The first seat, at home. */
export const atHome = machine('192.168.1.20', '192.168.1.1');
/** A phone’s hotspot: another router and another network, with a working line. */
export const atHotspot: readonly Observation[] = [machine('172.20.10.3', '172.20.10.1'), ...anchorsOf(4)];
