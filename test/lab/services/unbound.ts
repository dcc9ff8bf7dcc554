// Unbound as recursive resolver: the access provider's own, and three public ones that also speak DoH (HTTP/2).

import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import type { CertificateSlot } from '../world/certificates.ts';
import { hosts } from '../world/topology.ts';
import type { HostName } from '../world/topology.ts';
import { dsText } from '../world/signing-keys.ts';
import { tcpAt, udp } from './service.ts';
import type { Service } from './service.ts';

export type ResolverName = 'isp' | 'quad9' | 'cloudflare' | 'google';
const resolverHosts: Readonly<Record<ResolverName, HostName>> = {
  isp: 'ispResolver',
  quad9: 'quad9',
  cloudflare: 'cloudflare',
  google: 'google',
};
export const resolverNames = Object.keys(resolverHosts) as readonly ResolverName[];

export const unboundName = (resolver: ResolverName): string => `unbound-${resolver}`;
export const unboundConfigPath = (resolver: ResolverName): string =>
  `${daemonDirectory(unboundName(resolver))}/unbound.conf`;
export const unboundSocket = (resolver: ResolverName): string =>
  `${daemonDirectory(unboundName(resolver))}/control`;

const dohLines = (addresses: readonly string[], slot: CertificateSlot): string => `
${addresses.map((address) => `  interface: ${address}@443\n  interface: ${address}@853`).join('\n')}
  https-port: 443
  tls-port: 853
  tls-service-pem: "${certificatePath(slot)}"
  tls-service-key: "${keyPath(slot)}"`;

const config = (resolver: ResolverName, addresses: readonly string[]): string => `server:
  chroot: ""
  username: ""
  directory: "${daemonDirectory(unboundName(resolver))}"
  pidfile: ""
  use-syslog: no
  verbosity: 0
  num-threads: 1
  do-daemonize: no
  # A public resolver takes every client; the default of 10 connections closes some of one run of DoH queries.
  incoming-num-tcp: 200
  identity: "${resolver}"
  hide-version: yes
  module-config: "validator iterator"
  trust-anchor: ". DS ${dsText('.')}"
  ede: yes
  # A repaired zone must be seen at once.
  val-bogus-ttl: 1
  # Unbound answers these by itself, as the real world has nothing there; this world has.
  local-zone: "test." nodefault
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
${addresses.map((address) => `  interface: ${address}\n  outgoing-interface: ${address}`).join('\n')}
${resolver === 'isp' ? '' : dohLines(addresses, resolver)}
remote-control:
  control-enable: yes
  control-use-cert: no
  control-interface: "${unboundSocket(resolver)}"
`;

function unbound(resolver: ResolverName): Service {
  const { node, v4, v6 } = hosts[resolverHosts[resolver]];
  const name = unboundName(resolver);
  const addresses = [v4, v6];
  return {
    name,
    node,
    command: ['unbound', '-d', '-p', '-c', unboundConfigPath(resolver)],
    files: { [unboundConfigPath(resolver)]: config(resolver, addresses) },
    listens: [
      ...tcpAt(addresses, ...(resolver === 'isp' ? [53] : [53, 443, 853])),
      ...addresses.flatMap((address) => udp(address, 53)),
    ],
  };
}

export const resolvers: readonly Service[] = resolverNames.map(unbound);
