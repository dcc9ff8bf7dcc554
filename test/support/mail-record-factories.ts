/** Mail records of `example.test` as a public resolver tells them. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { RecordType } from '../../diagnostics/model/observations/dns.ts';
import { fromPublic, mx, txt } from './dns-factories.ts';
import { aFailure } from './factories.ts';

const DOMAIN = 'example.test';
export const MX_HOST = 'mx.example.test';
export const texts = (name: string, ...values: readonly string[]): Observation =>
  fromPublic(
    name,
    'TXT',
    values.map((value) => txt(name, value)),
  );
export const denied = (name: string, type: RecordType = 'TXT'): Observation =>
  fromPublic(name, type, { rcode: 'NXDOMAIN' });
export const timedOut = (name: string, type: RecordType = 'TXT'): Observation =>
  fromPublic(name, type, { failure: aFailure('timed_out', 'exchange') });
export const dmarc = (...values: readonly string[]): Observation => texts(`_dmarc.${DOMAIN}`, ...values);
export const exchangers = (...hosts: readonly string[]): Observation =>
  fromPublic(
    DOMAIN,
    'MX',
    hosts.map((host) => mx(DOMAIN, 10, host)),
  );

export type AnnouncedServer = readonly [type: string, host: string, port: number, socketType: string];
/** The file that tells mail programs their settings. */
export const anAutoconfig = (...servers: readonly AnnouncedServer[]): string => {
  const entries = servers.map(([type, host, port, socket]) => {
    const tag = type === 'smtp' ? 'outgoingServer' : 'incomingServer';
    return `    <${tag} type="${type}">
      <hostname>${host}</hostname>
      <port>${port}</port>
      <socketType>${socket}</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </${tag}>`;
  });
  return `<?xml version="1.0"?>
<clientConfig version="1.1">
  <emailProvider id="example.test">
    <domain>example.test</domain>
${entries.join('\n')}
  </emailProvider>
</clientConfig>`;
};
