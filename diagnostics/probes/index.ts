/** Every probe by its kind. Adding one means its own file, its line in the model, and a line here. */
import type { ProbedKind } from '../model/observation.ts';
import { clockProbe } from './clock.ts';
import { dnsProbe, serverConductProbe, zoneCopyProbe } from './dns.ts';
import { environmentProbe } from './environment.ts';
import { ftpProbe } from './ftp.ts';
import { httpProbe } from './http.ts';
import { http2Probe } from './http2.ts';
import { imapProbe } from './imap.ts';
import { outsideProbe } from './outside.ts';
import { pop3Probe } from './pop3.ts';
import { proxiedPageProbe } from './proxied-page.ts';
import { routerAddressProbe } from './router-address.ts';
import type { Probe } from './probe.ts';
import { rdapProbe } from './rdap.ts';
import { sieveProbe } from './sieve.ts';
import { smtpProbe } from './smtp.ts';
import { sshLoginProbe } from './ssh-login.ts';
import { sshProbe } from './ssh.ts';
import { statusFeedProbe } from './status-feed.ts';
import { systemLookupProbe } from './system-lookup.ts';
import { tcpProbe } from './tcp.ts';
import { tlsProbe } from './tls.ts';
import { tlsGreetingProbe } from './tls-greeting.ts';

export const probes: { readonly [K in ProbedKind]: Probe<K> } = {
  environment: environmentProbe,
  clock: clockProbe,
  'router-address': routerAddressProbe,
  'system-lookup': systemLookupProbe,
  dns: dnsProbe,
  'zone-copy': zoneCopyProbe,
  'server-conduct': serverConductProbe,
  tcp: tcpProbe,
  tls: tlsProbe,
  'tls-greeting': tlsGreetingProbe,
  http: httpProbe,
  http2: http2Probe,
  'proxied-page': proxiedPageProbe,
  smtp: smtpProbe,
  imap: imapProbe,
  pop3: pop3Probe,
  sieve: sieveProbe,
  ftp: ftpProbe,
  ssh: sshProbe,
  'ssh-login': sshLoginProbe,
  outside: outsideProbe,
  rdap: rdapProbe,
  'status-feed': statusFeedProbe,
};
