// The daemons of the small providers: one NSD, one nginx and one process for mail and tarpits, on all their addresses.

import { fileURLToPath } from 'node:url';
import { daemonDirectory } from '../world/paths.ts';
import { firstSerial } from '../world/zone-builder.ts';
import type { ZoneRecord } from '../world/zones.ts';
import { isV6 } from '../world/topology.ts';
import { tcpAt, udp, type Service } from '../services/service.ts';
import { providers, recordsOf, recordsOfProvider, type Customer, type Provider } from './plan.ts';

const node = 'stations';

/** Files of certificates, without `.pem` and `.key`. */
export interface Certificates {
  readonly web: ReadonlyMap<Provider, string>;
  readonly mail: ReadonlyMap<Provider, string>;
  readonly expired: string;
}

export interface SmallProviderSettings {
  readonly log: string;
  readonly hosts: readonly {
    readonly name: string;
    readonly mail: string;
    readonly tarpit: string;
    readonly certificate: string;
    readonly key: string;
  }[];
}

const directory = (name: string): string => daemonDirectory(name);
export const webLog = `${directory('many-web')}/connections.log`;
export const mailLog = `${directory('many-mail')}/connections.log`;

function zoneText(origin: string, master: string, records: readonly ZoneRecord[]): string {
  const soa = `${origin}. SOA ${master}. hostmaster.${master}. ${firstSerial} 7200 3600 1209600 300`;
  return `$TTL 3600\n${soa}\n${records.map((record) => record.join(' ')).join('\n')}\n`;
}

export function manyNames(customers: readonly Customer[]): Service {
  const name = 'many-names';
  const addresses = providers.flatMap(({ ns1, ns2 }) => [ns1, ns2]);
  const zones = [
    ...providers.map((provider) => ({
      origin: provider.origin,
      text: zoneText(provider.origin, `ns1.${provider.origin}`, recordsOfProvider(provider)),
    })),
    ...customers
      .filter(({ state }) => state !== 'refused-zone')
      .map((customer) => ({
        origin: customer.domain,
        text: zoneText(customer.domain, `ns1.${customer.provider.origin}`, recordsOf(customer)),
      })),
  ];
  const at = (file: string): string => `${directory(name)}/${file}`;
  const config = `server:
  username: ""
  zonesdir: "${directory(name)}"
  zonelistfile: "${at('zone.list')}"
  xfrdfile: "${at('xfrd.state')}"
  xfrdir: "${directory(name)}"
  pidfile: "${at('nsd.pid')}"
  database: ""
  server-count: 1
  rrl-ratelimit: 0
${addresses.map((address) => `  ip-address: ${address}\n`).join('')}
remote-control:
  control-enable: no
${zones.map(({ origin }) => `zone:\n  name: "${origin}"\n  zonefile: "${at(origin)}.zone"\n`).join('')}`;
  return {
    name,
    node,
    command: ['nsd', '-d', '-c', at('nsd.conf')],
    files: {
      [at('nsd.conf')]: config,
      ...Object.fromEntries(zones.map(({ origin, text }) => [`${at(origin)}.zone`, text])),
    },
    listens: [...tcpAt(addresses, 53), ...addresses.flatMap((address) => udp(address, 53))],
  };
}

const literal = (address: string): string => (isV6(address) ? `[${address}]` : address);

export function manyWeb(customers: readonly Customer[], certificates: Certificates): Service {
  const name = 'many-web';
  const at = (file: string): string => `${directory(name)}/${file}`;
  const addressesOf = ({ web, webV6 }: Provider): readonly string[] => [
    web,
    ...(webV6 === null ? [] : [webV6]),
  ];
  const server = (
    provider: Provider,
    names: string,
    file: string,
    answer: string,
    isDefault = false,
  ): string => {
    const rank = isDefault ? ' default_server' : '';
    const secure = addressesOf(provider)
      .map((address) => `listen ${literal(address)}:443 ssl${rank};`)
      .join(' ');
    const plain = addressesOf(provider)
      .map((address) => `listen ${literal(address)}:80${rank};`)
      .join(' ');
    return `server { ${secure} server_name ${names}; ssl_certificate ${file}.pem; ssl_certificate_key ${file}.key; location / { ${answer} } }
server { ${plain} server_name ${names}; return 301 https://$host$request_uri; }
`;
  };
  const page =
    'default_type text/html; return 200 "<!doctype html><title>Welcome</title><p>A shop like many.";';
  const sites = customers.map(({ domain, provider, state }) => {
    const own = certificates.web.get(provider)!;
    const file =
      state === 'expired'
        ? certificates.expired
        : state === 'foreign-certificate'
          ? certificates.mail.get(provider)!
          : own;
    return server(provider, `${domain} www.${domain}`, file, state === 'error-page' ? 'return 500;' : page);
  });
  const defaults = providers.map((provider) =>
    server(provider, `web.${provider.origin}`, certificates.web.get(provider)!, page, true),
  );
  const config = `daemon off; worker_processes 1; error_log ${at('error.log')}; pid ${at('nginx.pid')};
events { worker_connections 2048; }
http {
  server_names_hash_max_size 8192; server_names_hash_bucket_size 128; ssl_session_cache off;
  client_body_temp_path ${at('body')}; proxy_temp_path ${at('proxy')}; fastcgi_temp_path ${at('fastcgi')}; uwsgi_temp_path ${at('uwsgi')}; scgi_temp_path ${at('scgi')};
  log_format connections '$server_addr $server_port $msec $connection_time';
  access_log ${webLog} connections;
${[...defaults, ...sites].join('')}}
`;
  return {
    name,
    node,
    command: ['nginx', '-c', at('nginx.conf')],
    files: { [at('nginx.conf')]: config },
    listens: tcpAt(providers.flatMap(addressesOf), 80, 443),
  };
}

export function manyMail(certificates: Certificates): Service {
  const name = 'many-mail';
  const settings: SmallProviderSettings = {
    log: mailLog,
    hosts: providers.map((provider) => ({
      name: `mx.${provider.origin}`,
      mail: provider.mail,
      tarpit: provider.tarpit,
      certificate: `${certificates.mail.get(provider)}.pem`,
      key: `${certificates.mail.get(provider)}.key`,
    })),
  };
  const path = `${directory(name)}/settings.json`;
  return {
    name,
    node,
    command: [
      process.execPath,
      fileURLToPath(new URL('../servers/small-provider.ts', import.meta.url)),
      path,
    ],
    files: { [path]: JSON.stringify(settings) },
    listens: [
      ...tcpAt(
        providers.map(({ mail }) => mail),
        25,
        587,
        993,
      ),
      ...tcpAt(
        providers.map(({ tarpit }) => tarpit),
        80,
        443,
      ),
    ],
  };
}
