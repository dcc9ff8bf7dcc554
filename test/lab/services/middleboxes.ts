// Boxes on the way that faults start: a captive portal, an intercepting proxy, a resolver's front and others.

import { fileURLToPath } from 'node:url';
import { daemonDirectory } from '../world/paths.ts';
import type { Certificate } from '../world/pki.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import { tcp, udp } from './service.ts';
import type { Addresses } from '../world/topology.ts';
import type { Service } from './service.ts';

export const portalPort = 8080;
export const proxyPort = 8443;

export interface PortalSettings {
  readonly port: number;
  readonly address: string;
}

export interface ProxySettings {
  readonly port: number;
  readonly upstreamPort: number;
  readonly certificates: readonly (Certificate & { readonly names: readonly string[] })[];
}

export function middlebox(
  name: string,
  script: URL,
  port: number,
  settings: object,
  placed: Partial<Pick<Service, 'node' | 'listens'>> = {},
): Service {
  const settingsPath = `${daemonDirectory(name)}/settings.json`;
  return {
    name,
    node: 'home',
    command: [process.execPath, fileURLToPath(script), settingsPath],
    files: { [settingsPath]: JSON.stringify(settings) },
    listens: tcp('::', port),
    ...placed,
  };
}

export const portal = (): Service => {
  const settings: PortalSettings = { port: portalPort, address: seatAddresses.gateway };
  return middlebox('portal', new URL('../servers/portal.ts', import.meta.url), portalPort, settings);
};

export const interceptingProxy = (certificates: ProxySettings['certificates']): Service => {
  const settings: ProxySettings = { port: proxyPort, upstreamPort: 443, certificates };
  return middlebox(
    'intercepting-proxy',
    new URL('../servers/intercepting-proxy.ts', import.meta.url),
    proxyPort,
    settings,
  );
};

export const ftpHelperPort = 8021;

export interface FtpHelperSettings {
  readonly port: number;
  /** Of the server that it passes everything on to. */
  readonly server: string;
  /** What it writes into 227 answers. */
  readonly address: string;
  readonly hidesTls: boolean;
}

export const ftpHelper = (address: string, hidesTls: boolean): Service => {
  const settings: FtpHelperSettings = { port: ftpHelperPort, server: hosts.web1.v4, address, hidesTls };
  return middlebox(
    'ftp-helper',
    new URL('../servers/ftp-helper.ts', import.meta.url),
    ftpHelperPort,
    settings,
  );
};

export const rewriterPort = 5300;

export interface RewriterSettings {
  readonly port: number;
  /** The resolver that knows the right answers. */
  readonly resolver: Addresses;
  /** Where names lead that do not exist. */
  readonly v4: string;
  readonly v6: string;
}

/** Stands before the access provider's resolver. */
export const nxdomainRewriter = ({ v4, v6 }: Addresses): Service => {
  const { v4: resolver4, v6: resolver6 } = hosts.ispResolver;
  const settings: RewriterSettings = {
    port: rewriterPort,
    resolver: { v4: resolver4, v6: resolver6 },
    v4,
    v6,
  };
  return middlebox(
    'nxdomain-rewriter',
    new URL('../servers/nxdomain-rewriter.ts', import.meta.url),
    rewriterPort,
    settings,
    { node: 'isp', listens: [...udp('0.0.0.0', rewriterPort), ...udp('::', rewriterPort)] },
  );
};

export const mailPorts = [25, 110, 143, 465, 587, 993, 995] as const;
export const shieldPortShift = 20_000;

export interface ShieldSettings {
  readonly ports: readonly number[];
  /** It listens this much above each port, where the router leads connections to. */
  readonly portShift: number;
  readonly certificates: ProxySettings['certificates'];
}

export const mailShield = (certificates: ProxySettings['certificates']): Service => {
  const settings: ShieldSettings = { ports: mailPorts, portShift: shieldPortShift, certificates };
  return middlebox('mail-shield', new URL('../servers/mail-shield.ts', import.meta.url), 0, settings, {
    listens: mailPorts.flatMap((port) => tcp('::', port + shieldPortShift)),
  });
};

export const forwardProxyPort = 3128;

export interface ForwardProxySettings {
  readonly port: number;
  /** Names that it refuses, with all below them. */
  readonly denied: readonly string[];
}

export const forwardProxy = (denied: readonly string[]): Service => {
  const settings: ForwardProxySettings = { port: forwardProxyPort, denied };
  return middlebox(
    'forward-proxy',
    new URL('../servers/forward-proxy.ts', import.meta.url),
    forwardProxyPort,
    settings,
  );
};

export const natPmpPort = 5351;

export interface NatPmpSettings {
  readonly port: number;
  /** What the router says it has towards the internet. */
  readonly external: string;
}

export const natPmp = (external: string): Service => {
  const settings: NatPmpSettings = { port: natPmpPort, external };
  return middlebox('nat-pmp', new URL('../servers/nat-pmp.ts', import.meta.url), natPmpPort, settings, {
    listens: udp('0.0.0.0', natPmpPort),
  });
};
