// A box before a name server of the provider, as a fault starts it.

import type { Addresses, NodeName } from '../world/topology.ts';
import { hosts } from '../world/topology.ts';
import { middlebox } from './middleboxes.ts';
import { tcp, udp } from './service.ts';
import type { Service } from './service.ts';

export const frontPort = 5301;

export type FrontQuirk =
  | { readonly how: 'edns-dropped' | 'edns-refused' | 'case-lost' }
  /** Addresses of `owner` are answered by an alias to `target`, whatever else stands at that name. */
  | { readonly how: 'alias-beside'; readonly owner: string; readonly target: string };

export interface FrontSettings {
  readonly port: number;
  /** The name server behind. */
  readonly server: Addresses;
  readonly quirk: FrontQuirk;
}

export type FrontedServer = 'ns1' | 'ns2';

export const nameServerFront = (server: FrontedServer, quirk: FrontQuirk): Service => {
  const { v4, v6 } = hosts[server];
  const settings: FrontSettings = { port: frontPort, server: { v4, v6 }, quirk };
  const node: NodeName = server;
  return middlebox(
    `name-server-front-${server}`,
    new URL('../servers/name-server-front.ts', import.meta.url),
    frontPort,
    settings,
    {
      node,
      listens: [v4, v6].flatMap((address) => [...tcp(address, frontPort), ...udp(address, frontPort)]),
    },
  );
};
