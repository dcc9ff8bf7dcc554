// The reference data of this world for `faultline check --network FILE`: it replaces the public internet's.

import { controlPorts, timePort } from '../services/neutral.ts';
import { rdapDomains, rdapUrl } from '../services/registry.ts';
import { dsText } from './signing-keys.ts';
import { hosts, rootServers } from './topology.ts';
import type { Host } from './topology.ts';
import { senderList } from './zones.ts';

const resolverHosts = [
  { operator: 'quad9', host: hosts.quad9 },
  { operator: 'cloudflare', host: hosts.cloudflare },
  { operator: 'google', host: hosts.google },
] as const;

const operators = [
  { operator: 'op-a', host: hosts.opA },
  { operator: 'op-b', host: hosts.opB },
  { operator: 'op-c', host: hosts.opC },
] as const;

const perFamily = <T>({ v4, v6 }: Host, make: (address: string, family: 4 | 6) => T): readonly T[] => [
  make(v4, 4),
  make(v6, 6),
];

export const networkFile = (trustAnchors: readonly string[]): object => ({
  schemaVersion: 1,
  rootServers: rootServers.map(({ letter, v4, v6 }) => ({
    name: `${letter}.root-servers.net`,
    addresses: [v4, v6],
  })),
  rootTrustAnchors: [dsText('.')],
  publicResolvers: resolverHosts.map(({ operator, host }) => ({
    operator,
    name: host.name,
    addresses: [host.v4, host.v6],
    doh: `https://${host.name}/dns-query`,
  })),
  anchors: operators.flatMap(({ operator, host }) =>
    perFamily(host, (address, family) => ({ operator, name: host.name, address, family, port: 443 })),
  ),
  // Three top-level domains, so that one dead registry is not taken for a dead resolver.
  anchorNames: operators.map(({ host }) => host.name),
  portListeners: operators.flatMap(({ operator, host }) =>
    perFamily(host, (address, family) => ({
      operator,
      name: host.name,
      address,
      family,
      ports: controlPorts,
    })),
  ),
  captivePortals: operators.map(({ operator, host }) => ({
    operator,
    name: `connectivity.${host.name}`,
    url: `http://connectivity.${host.name}/generate_204`,
    address: host.v4,
    expectStatus: 204,
    expectBody: '',
  })),
  timeSources: operators.map(({ operator, host }) => ({
    operator,
    name: `time.${host.name}`,
    address: host.v4,
    port: timePort,
  })),
  tlsControlSites: operators.slice(0, 2).map(({ operator, host }) => ({
    operator,
    name: host.name,
    address: host.v4,
    port: 443,
  })),
  outsideViews: [
    {
      operator: 'stations.net',
      name: hosts.stationsApi.name,
      url: `https://${hosts.stationsApi.name}`,
      stations: [
        { where: 'Europe', limit: 2 },
        { where: 'North America', limit: 1 },
      ],
    },
  ],
  blockLists: [
    {
      operator: 'senderlist',
      zone: senderList,
      listings: ['127.0.0.2'],
      removalUrl: `https://${senderList}/`,
      terms: 'free',
    },
  ],
  trustAnchors,
  rdapServers: [{ domains: rdapDomains, url: rdapUrl }],
  expiredNameServers: ['*.expired-names.net'],
});
