// The registry's public search (RDAP, RFC 9082 and 9083): one file for each registered domain behind nginx, over https only.
// The people in it are invented, and are there so that somebody who shows them can be found out.

import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { isSignedZone, zoneTable } from '../world/zones.ts';
import type { Zone } from '../world/zones.ts';
import { tcpAt } from './service.ts';
import type { Service } from './service.ts';

const name = 'nginx-registry';
const directory = daemonDirectory(name);
const { v4, v6 } = hosts.registry;

/** Top-level domains whose registry answers; `com` has none, as many country domains have none. */
export const rdapDomains = ['test', 'example', 'net'] as const;
export const rdapUrl = `https://${hosts.registry.name}/`;
export const registryConfigPath = `${directory}/nginx.conf`;
export const registrationPath = (domain: string): string => `${directory}/domain/${domain}.json`;
/** A line of the configuration that faults replace. */
export const registryFaultMark = '# faults';

interface Event {
  readonly eventAction: string;
  readonly eventDate: string;
}

/** The parts of a domain object that faults change. */
export interface RegistrationFile {
  readonly status: readonly string[];
  readonly events: readonly Event[];
  readonly nameservers: readonly { readonly ldhName: string }[];
}

const dayMs = 86_400_000;
export const daysFromNow = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

const card = (...properties: readonly (readonly [string, string])[]): object => [
  'vcard',
  [['version', {}, 'text', '4.0'], ...properties.map(([key, value]) => [key, {}, 'text', value])],
];

const registrant = {
  objectClassName: 'entity',
  handle: 'P-1001',
  roles: ['registrant', 'administrative'],
  vcardArray: card(
    ['fn', 'Jannetje van Testdorp'],
    ['email', 'jannetje@private.example'],
    ['tel', '+31.201234567'],
  ),
};

const registrar = {
  objectClassName: 'entity',
  handle: '9999',
  roles: ['registrar'],
  publicIds: [{ type: 'IANA Registrar ID', identifier: '9999' }],
  vcardArray: card(['fn', 'Tulip Names B.V.']),
  entities: [
    {
      objectClassName: 'entity',
      roles: ['abuse'],
      vcardArray: card(
        ['fn', 'Piet Misbruik'],
        ['email', 'abuse@tulip-names.example'],
        ['tel', '+31.207654321'],
      ),
    },
  ],
};

const registration = ({ origin, servers }: Zone) => ({
  rdapConformance: ['rdap_level_0'],
  objectClassName: 'domain',
  handle: `D-${origin}`,
  ldhName: origin.toUpperCase(),
  status: ['client transfer prohibited'],
  events: [
    { eventAction: 'registration', eventDate: daysFromNow(-2000) },
    { eventAction: 'expiration', eventDate: daysFromNow(190) },
    { eventAction: 'last changed', eventDate: daysFromNow(-175) },
  ],
  nameservers: servers.map((server) => ({
    objectClassName: 'nameserver',
    ldhName: hosts[server].name.toUpperCase(),
  })),
  secureDNS: { delegationSigned: isSignedZone(origin) },
  entities: [registrant, registrar],
  notices: [{ title: 'Terms of use', description: ['For information only.'] }],
});

const isRegistered = ({ origin }: Zone): boolean => rdapDomains.some((top) => origin.endsWith(`.${top}`));

const config = `daemon off; user root; worker_processes 1; pid ${directory}/pid; error_log ${directory}/error.log;
events { worker_connections 256; }
http {
  access_log off; server_tokens off; ssl_protocols TLSv1.2 TLSv1.3; types { }
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${directory}/${kind};`).join(' ')}
  server {
    listen ${v4}:443 ssl; listen [${v6}]:443 ssl; server_name ${hosts.registry.name};
    ssl_certificate ${certificatePath('registry')}; ssl_certificate_key ${keyPath('registry')};
    root ${directory}; default_type application/rdap+json;
    ${registryFaultMark}
    location /domain/ { try_files $uri.json @unknown; }
    location @unknown { return 404 '{"errorCode":404,"title":"Not found"}'; }
  }
}
`;

export const registryService: Service = {
  name,
  node: 'tld',
  command: ['nginx', '-c', registryConfigPath, '-e', `${directory}/error.log`],
  files: {
    [registryConfigPath]: config,
    ...Object.fromEntries(
      zoneTable
        .filter(isRegistered)
        .map((zone) => [registrationPath(zone.origin), JSON.stringify(registration(zone))]),
    ),
  },
  listens: tcpAt([v4, v6], 443),
};
