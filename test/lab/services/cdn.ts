// The network in front of web sites: ends TLS for the visitor and fetches each page from the site's own server.

import { fileURLToPath } from 'node:url';
import { certificatePath, daemonDirectory, keyPath, paths } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { tcpAt } from './service.ts';
import type { Service } from './service.ts';

export interface EdgeSettings {
  readonly addresses: readonly string[];
  readonly certificate: string;
  readonly key: string;
  /** Roots by which the origin's certificate is judged. */
  readonly roots: string;
  readonly origin: { readonly address: string; readonly name: string };
  /** `full`: https to the origin, its certificate judged. `flexible`: http to the origin even when the visitor came by https. */
  readonly mode: 'full' | 'flexible';
}

export const edgeDaemon = 'cdn-edge';
export const edgeSettingsPath = `${daemonDirectory(edgeDaemon)}/settings.json`;

const settings: EdgeSettings = {
  addresses: [hosts.cdnEdge.v4, hosts.cdnEdge.v6],
  certificate: certificatePath('boutique-edge'),
  key: keyPath('boutique-edge'),
  roots: `${paths.pki}/public-root.pem`,
  origin: { address: hosts.web1.v4, name: 'boutique.test' },
  mode: 'full',
};

export const edgeService: Service = {
  name: edgeDaemon,
  node: hosts.cdnEdge.node,
  command: [
    process.execPath,
    fileURLToPath(new URL('../servers/cdn-edge.ts', import.meta.url)),
    edgeSettingsPath,
  ],
  files: { [edgeSettingsPath]: JSON.stringify(settings) },
  listens: tcpAt(settings.addresses, 80, 443),
};
