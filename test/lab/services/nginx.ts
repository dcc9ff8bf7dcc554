// nginx as web server: the provider's two servers with name-based sites, the third party's, and the neutral operators'.

import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import type { CertificateSlot } from '../world/certificates.ts';
import { hosts, isV6 } from '../world/topology.ts';
import type { Host, NodeName } from '../world/topology.ts';
import { internationalDomain } from '../world/zones.ts';
import { panelPort } from './neutral.ts';
import { tcpAt } from './service.ts';
import type { Service } from './service.ts';

interface Site {
  readonly names: readonly string[];
  readonly certificate: CertificateSlot;
  /** Answers for every name that no other site has. */
  readonly isDefault?: boolean;
  /** Send http to https, as hosting companies do; the neutral operators answer on both. */
  readonly redirectsToHttps?: boolean;
  /** Bound addresses; all when absent. */
  readonly addresses?: readonly string[];
  /** Only https, at this port, instead of 80 and 443. */
  readonly onlyPort?: number;
}

interface WebServer {
  readonly name: string;
  readonly node: NodeName;
  readonly sites: readonly Site[];
}

const both = ({ v4, v6 }: Host): readonly string[] => [v4, v6];
const hosted = (domain: string, certificate: CertificateSlot): Site => ({
  names: [domain, `www.${domain}`],
  certificate,
  redirectsToHttps: true,
});
const operator = (host: Host, certificate: CertificateSlot): Site => ({
  names: [host.name, `www.${host.name}`, `connectivity.${host.name}`],
  certificate,
  isDefault: true,
  addresses: both(host),
});

/** The control panel: a daemon of its own beside the web server. */
const panel = (node: 'web1' | 'web2', certificate: CertificateSlot): WebServer => ({
  name: `nginx-panel-${node}`,
  node,
  sites: [{ names: [hosts[node].name], certificate, isDefault: true, onlyPort: panelPort }],
});

const webServers: readonly WebServer[] = [
  panel('web1', 'web1-host'),
  panel('web2', 'web2-host'),
  {
    name: 'nginx-web1',
    node: 'web1',
    sites: [
      { names: [hosts.web1.name], certificate: 'web1-host', isDefault: true },
      hosted('shop.test', 'shop-web'),
      hosted('neighbour.test', 'neighbour-web'),
      hosted('studio.test', 'studio-web'),
      hosted(internationalDomain, 'international-web'),
      hosted('agency.test', 'agency-web'),
      hosted('atelier.test', 'atelier-web'),
      hosted('bakery.test', 'bakery-web'),
      hosted('boutique.test', 'boutique-web'),
      hosted('quiet.test', 'quiet-web'),
      hosted('florist.test', 'florist-web'),
      hosted('gallery.test', 'gallery-web'),
    ],
  },
  {
    name: 'nginx-web2',
    node: 'web2',
    sites: [
      {
        names: [hosts.web2.name, 'panel.hoster.example', 'www.hoster.example', 'hoster.example'],
        certificate: 'web2-host',
        isDefault: true,
      },
      hosted('tenant.test', 'tenant-web'),
    ],
  },
  {
    name: 'nginx-third',
    node: 'third',
    sites: [
      {
        names: [hosts.thirdWeb.name, 'mailco.net'],
        certificate: 'third-web',
        isDefault: true,
        addresses: both(hosts.thirdWeb),
      },
      // The server that the shop moved away from still answers for any name, with its own certificate.
      {
        names: [hosts.oldServer.name],
        certificate: 'third-web',
        isDefault: true,
        addresses: both(hosts.oldServer),
      },
      {
        names: [hosts.parking.name],
        certificate: 'parking',
        isDefault: true,
        addresses: both(hosts.parking),
      },
    ],
  },
  {
    name: 'nginx-control',
    node: 'control',
    sites: [operator(hosts.opA, 'op-a'), operator(hosts.opB, 'op-b'), operator(hosts.opC, 'op-c')],
  },
];

export const webConfigPath = (server: string): string => `${daemonDirectory(server)}/nginx.conf`;

/** The file that faults rewrite: what a site does with a request. `{}` of the site's name. */
export const behaviourPath = (server: string, site: string): string =>
  `${daemonDirectory(server)}/${site}.behaviour`;

const siteName = (site: Site): string => site.names[0] ?? 'unnamed';
const bound = (address: string | undefined, port: number): string => {
  if (address === undefined) return String(port);
  return isV6(address) ? `[${address}]:${port}` : `${address}:${port}`;
};
const listenLines = (site: Site, port: number, flags: string): string =>
  (site.addresses ?? ['0.0.0.0', '::'])
    .map(
      (address) =>
        `listen ${bound(address, port)}${flags}${site.isDefault === true ? ' default_server' : ''};`,
    )
    .join(' ');

function siteBlocks(server: WebServer, site: Site): string {
  const include = `include ${behaviourPath(server.name, siteName(site))};`;
  const names = `server_name ${site.names.join(' ')};`;
  const secure = `
  server { ${listenLines(site, site.onlyPort ?? 443, ' ssl http2')} ${names}
    ssl_certificate ${certificatePath(site.certificate)};
    ssl_certificate_key ${keyPath(site.certificate)};
    ${include}
  }`;
  if (site.onlyPort !== undefined) return secure;
  return `${secure}
  server { ${listenLines(site, 80, '')} ${names}
    ${site.redirectsToHttps === true ? 'location / { return 301 https://$host$request_uri; }' : include}
  }`;
}

/** The hosting provider's status page stands at another company, as it should. */
export const statusFeedPath = '/hoster-status/summary.json';
const statusFeed = (site: Site): string =>
  siteName(site) === hosts.thirdWeb.name
    ? `location = ${statusFeedPath} { default_type application/json; return 200 '{"page":{"name":"Hoster"},"incidents":[]}\\n'; }`
    : '';

/** A page, a static file, a captive-portal endpoint; everything else is not there. */
const healthyBehaviour = (site: Site): string => `
default_type text/html;
location = / { return 200 "<!doctype html><html lang=\\"en\\"><title>${siteName(site)}</title><h1>Welcome to ${siteName(site)}</h1></html>\\n"; }
location = /style.css { default_type text/css; return 200 "body { color: #222 }\\n"; }
location = /robots.txt { default_type text/plain; return 200 "User-agent: *\\n"; }
location = /generate_204 { return 204; }
${statusFeed(site)}
location / { return 404 "<!doctype html><title>Not found</title>\\n"; }
`;

const config = (server: WebServer): string => {
  const directory = daemonDirectory(server.name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; user root; worker_processes 1; pid ${directory}/pid; error_log ${directory}/error.log;
events { worker_connections 512; }
http {
  # One line for each request; the connection's own number tells how many requests it carried.
  log_format visits '$connection $connection_requests $remote_addr $server_addr $server_port $status "$request"';
  access_log ${directory}/visits.log visits; server_tokens off; ssl_protocols TLSv1.2 TLSv1.3;
  ${temporary.map((kind) => `${kind}_temp_path ${directory}/${kind};`).join(' ')}
  ${server.sites.map((site) => siteBlocks(server, site)).join('')}
}
`;
};

const nginx = (server: WebServer): Service => {
  const directory = daemonDirectory(server.name);
  return {
    name: server.name,
    node: server.node,
    command: ['nginx', '-c', webConfigPath(server.name), '-e', `${directory}/error.log`],
    files: {
      [webConfigPath(server.name)]: config(server),
      ...Object.fromEntries(
        server.sites.map((site) => [behaviourPath(server.name, siteName(site)), healthyBehaviour(site)]),
      ),
    },
    listens: [
      ...new Map(
        server.sites.flatMap((site) =>
          tcpAt(site.addresses ?? ['0.0.0.0', '::'], ...(site.onlyPort ? [site.onlyPort] : [80, 443])).map(
            (listener) => [`${listener.address} ${listener.port}`, listener] as const,
          ),
        ),
      ).values(),
    ],
  };
};

export const webServices: readonly Service[] = webServers.map(nginx);
