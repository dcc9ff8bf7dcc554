// NSD as authoritative server: one process per node, with every zone that the node serves.

import { daemonDirectory } from '../world/paths.ts';
import { addressesOf, nodes } from '../world/topology.ts';
import type { NodeName } from '../world/topology.ts';
import { allZones, firstSerial, renderZone } from '../world/zone-builder.ts';
import { tcpAt, udp } from './service.ts';
import type { Service } from './service.ts';

export const nsdName = (node: NodeName): string => `nsd-${node}`;
export const nsdConfigPath = (node: NodeName): string => `${daemonDirectory(nsdName(node))}/nsd.conf`;
export const zonePath = (node: NodeName, origin: string): string =>
  `${daemonDirectory(nsdName(node))}/${origin === '.' ? 'root' : origin}.zone`;

/** One block of the configuration; a server that lost the zone is one without the block. */
export const zoneBlock = (node: NodeName, origin: string): string =>
  `zone:\n  name: "${origin}"\n  zonefile: "${zonePath(node, origin)}"\n`;

const config = (node: NodeName, addresses: readonly string[], origins: readonly string[]): string => {
  const directory = daemonDirectory(nsdName(node));
  return `server:
  username: ""
  zonesdir: "${directory}"
  zonelistfile: "${directory}/zone.list"
  xfrdfile: "${directory}/xfrd.state"
  xfrdir: "${directory}"
  pidfile: "${directory}/nsd.pid"
  database: ""
  server-count: 1
  hide-version: yes
  identity: "${node}"
  # The lab asks more often than a stranger would; rate limits would show up as faults.
  rrl-size: 100
  rrl-ratelimit: 0
${addresses.map((address) => `  ip-address: ${address}\n`).join('')}
remote-control:
  control-enable: no
${origins.map((origin) => zoneBlock(node, origin)).join('')}`;
};

/** Which of a node's addresses answer DNS: all, except on nodes that also do other things. */
const dnsAddresses = (node: NodeName): readonly string[] => {
  const all = addressesOf(node);
  const isShared = node === 'third' || node === 'control' || node === 'tld';
  return isShared ? all.filter((address) => /[.:]5[34]$/.test(address)) : all;
};

function nsd(node: NodeName): Service {
  const zones = allZones.filter((zone) => zone.nodes.includes(node));
  const addresses = dnsAddresses(node);
  return {
    name: nsdName(node),
    node,
    command: ['nsd', '-d', '-c', nsdConfigPath(node)],
    files: {
      [nsdConfigPath(node)]: config(
        node,
        addresses,
        zones.map(({ origin }) => origin),
      ),
      ...Object.fromEntries(
        zones.map((zone) => [zonePath(node, zone.origin), renderZone(zone, zone.records, firstSerial)]),
      ),
    },
    listens: [...tcpAt(addresses, 53), ...addresses.flatMap((address) => udp(address, 53))],
  };
}

export const authoritativeServers: readonly Service[] = nodes
  .map(({ name }) => name)
  .filter((node) => allZones.some((zone) => zone.nodes.includes(node)))
  .map(nsd);
