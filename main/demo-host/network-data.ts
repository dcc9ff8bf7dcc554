/** The demo internet as reference data: its roots, resolvers, anchors and controls, told from the hosts' roles. */
import { isIPv4 } from 'node:net';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import type { HostSpec, WorldSpec } from './world-spec.ts';

type Role = HostSpec['roles'][number];

export function demoNetworkData(world: WorldSpec, trustAnchors: readonly string[]): NetworkData {
  const withRole = (role: Role) => Object.values(world.hosts).filter(({ roles }) => roles.includes(role));
  const each = (role: Role) =>
    withRole(role).flatMap((host) => host.addresses.map((address) => ({ host, address })));
  return {
    schemaVersion: 1,
    rootServers: withRole('root').map(({ name, addresses }) => ({ name, addresses })),
    publicResolvers: withRole('resolver').map(({ operator, name, addresses }) => {
      return { operator, name, addresses, doh: `https://${name}/dns-query` };
    }),
    anchors: each('anchor').map(({ host, address }) => {
      return { operator: host.operator, name: host.name, address, family: familyOf(address), port: 443 };
    }),
    anchorNames: withRole('anchor').map(({ name }) => name),
    portListeners: each('listener').map(({ host, address }) => {
      const ports = Object.keys(host.ports).map(Number);
      return { operator: host.operator, name: host.name, address, family: familyOf(address), ports };
    }),
    captivePortals: withRole('captive-check').flatMap((host) => captivePortals(host)),
    timeSources: withRole('time').map(({ operator, name, addresses }) => {
      return { operator, name, address: ipv4Of(addresses), port: 123 };
    }),
    tlsControlSites: withRole('tls-control').map(({ operator, name, addresses }) => {
      return { operator, name, address: ipv4Of(addresses), port: 443 };
    }),
    trustAnchors,
    rdapServers: [],
    expiredNameServers: [],
  };
}

function captivePortals({ operator, addresses, web }: HostSpec) {
  const names = Object.entries(web?.sites ?? {}).filter(([, { kind }]) => kind === 'no-content');
  return names.map(([name]) => {
    const url = `http://${name}/generate_204`;
    return { operator, name, url, address: ipv4Of(addresses), expectStatus: 204, expectBody: '' };
  });
}

function familyOf(address: string): 4 | 6 {
  return isIPv4(address) ? 4 : 6;
}

function ipv4Of(addresses: readonly string[]): string {
  return addresses.find(isIPv4) ?? '';
}
