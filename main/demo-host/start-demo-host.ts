/** Starts the demo world: certificates, servers on loopback, and the network, clock and data that probes use with it. */
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import { makeCertificateStore } from './certificate-store.ts';
import { createDataPorts } from './data-ports.ts';
import { createDemoClock } from './demo-clock.ts';
import { createDemoNetwork } from './demo-network.ts';
import { createDnsServers } from './dns/resolver.ts';
import type { Clock, Network } from './engine.ts';
import { patchesOf } from './faults.ts';
import { createListeners } from './listeners.ts';
import type { JsonObject } from './merge-patch.ts';
import { demoNetworkData } from './network-data.ts';
import { createServices } from './services.ts';
import { createWorld, readDemoJson, readPages } from './world.ts';
import type { WorldSpec } from './world-spec.ts';

export interface DemoHostOptions {
  /** Ids of planted faults; none gives the healthy world. */
  readonly faults: readonly string[];
  readonly resourcesDir: string;
  /** Further changes as a merge patch over the world, for tests of what no fault shows. */
  readonly patch?: JsonObject;
}

export interface DemoHost {
  readonly network: Network;
  readonly clock: Clock;
  readonly networkData: NetworkData;
  /** The customer's domain. */
  readonly domain: string;
  readonly world: WorldSpec;
  close(): Promise<void>;
}

export async function startDemoHost({ faults, resourcesDir, patch }: DemoHostOptions): Promise<DemoHost> {
  const [base, patches] = await Promise.all([
    readDemoJson(resourcesDir, 'world.json'),
    patchesOf(resourcesDir, faults),
  ]);
  const world = createWorld(base, patch === undefined ? patches : [...patches, patch]);
  return startWorld(world, await readPages(resourcesDir, world));
}

async function startWorld(world: WorldSpec, pages: ReadonlyMap<string, string>): Promise<DemoHost> {
  const certificates = await makeCertificateStore(world);
  const dnsServers = createDnsServers(world);
  const listeners = createListeners();
  const dataPorts = createDataPorts(world, listeners);
  const dataPortsOf = (hostId: string) => dataPorts.openerFor(hostId);
  const services = createServices({ world, certificates, pages, dnsServers, dataPortsOf });
  const { systemRoots, rootPem } = certificates;
  return {
    network: createDemoNetwork({ world, listeners, services, dataPorts, dnsServers, systemRoots }),
    clock: createDemoClock(world.clockOffsetMs),
    networkData: demoNetworkData(world, [rootPem]),
    domain: world.domain,
    world,
    close: () => listeners.closeAll(),
  };
}
