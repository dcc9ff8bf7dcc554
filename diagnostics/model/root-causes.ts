/**
 * Every root cause that attribution can name, with the service it concerns and the topic under which a support policy speaks of it.
 * A policy may have rules for the topic, for a parent of it (`tls` covers `tls.certificate.install`) or for the root cause itself.
 */
import type { Service } from './vocabulary.ts';

export interface RootCause {
  readonly service: Service | null;
  readonly topic: string;
}

export const rootCauses = {
  'network.offline': { service: null, topic: 'network.customer_connection' },
  'network.resolver_broken': { service: null, topic: 'network.customer_resolver' },
  'network.dns_intercepted': { service: 'dns', topic: 'network.customer_resolver' },
  'network.nxdomain_rewritten': { service: 'dns', topic: 'network.customer_resolver' },
  'network.captive_portal': { service: null, topic: 'network.customer_connection' },
  'network.ipv6_broken': { service: null, topic: 'network.customer_connection' },
  'network.port25_blocked': { service: 'mail', topic: 'network.port_blocked' },
  'network.port_filtered': { service: null, topic: 'network.port_blocked' },
  'local.clock_wrong': { service: null, topic: 'device.customer_computer' },
  'local.firewall': { service: null, topic: 'device.customer_computer' },
  'tls.intercepted': { service: null, topic: 'device.customer_computer' },
  'dns.hosts_override': { service: 'dns', topic: 'device.customer_computer' },
  'dns.resolver_stale': { service: 'dns', topic: 'network.customer_resolver' },
  'dns.no_delegation': { service: 'dns', topic: 'domain.registration' },
  'dns.dnssec_ds_left': { service: 'dns', topic: 'domain.registration' },
  'dns.dnssec_signature': { service: 'dns', topic: 'dns.server' },
  'dns.dnssec_resolver': { service: 'dns', topic: 'network.customer_resolver' },
  'dns.operated_elsewhere': { service: 'dns', topic: 'dns.zone.external' },
  'dns.server_lame': { service: 'dns', topic: 'dns.server' },
  'dns.servers_unreachable': { service: 'dns', topic: 'dns.server' },
  'dns.server_silent': { service: 'dns', topic: 'dns.server' },
  'dns.servers_disagree': { service: 'dns', topic: 'dns.server' },
  'dns.bogus_address': { service: 'dns', topic: 'dns.zone.record' },
  'dns.ipv6_address_dead': { service: 'dns', topic: 'dns.zone.record' },
  'dns.name_missing': { service: 'dns', topic: 'dns.zone.record' },
  'mail.mx.no_address': { service: 'mail', topic: 'dns.zone.record' },
  'mail.mx.missing': { service: 'mail', topic: 'dns.zone.record' },
  'mail.mx.proxied': { service: 'mail', topic: 'dns.zone.record' },
  'mail.mx.elsewhere': { service: 'mail', topic: 'dns.zone.record' },
  'mail.client_rejected': { service: 'mail', topic: 'mail.server' },
  'mail.spf.missing': { service: 'mail', topic: 'dns.zone.record' },
  'mail.spf.invalid': { service: 'mail', topic: 'dns.zone.record' },
  'mail.spf.provider_not_permitted': { service: 'mail', topic: 'dns.zone.record' },
  'mail.starttls_stripped': { service: 'mail', topic: 'network.port_blocked' },
  'server.unreachable_here': { service: null, topic: 'server.reachability' },
  'server.client_blocked': { service: null, topic: 'server.reachability' },
  'server.down': { service: null, topic: 'server.reachability' },
  'network.path_broken': { service: null, topic: 'network.internet' },
  'service.client_blocked': { service: null, topic: 'server.service' },
  'service.unreachable_here': { service: null, topic: 'server.service' },
  'service.stopped': { service: null, topic: 'server.service' },
  'tls.certificate.expired': { service: 'web', topic: 'tls.certificate.validity' },
  'tls.certificate.not_yet_valid': { service: 'web', topic: 'tls.certificate.validity' },
  'tls.certificate.name_mismatch': { service: 'web', topic: 'tls.certificate.name' },
  'tls.certificate.name_uncovered': { service: 'web', topic: 'tls.certificate.name' },
  'tls.certificate.untrusted': { service: 'web', topic: 'tls.certificate.install' },
  'tls.chain.incomplete': { service: 'web', topic: 'tls.certificate.install' },
  'tls.renewal.caa_forbids': { service: 'web', topic: 'dns.zone.record' },
  'tls.renewal.challenge_blocked': { service: 'web', topic: 'tls.certificate.validity' },
  'tls.renewal.foreign_ipv6': { service: 'web', topic: 'dns.zone.record' },
  'tls.renewal.name_elsewhere': { service: 'web', topic: 'dns.zone.record' },
  'tls.handshake_failed': { service: null, topic: 'server.service' },
  'ftp.passive.private_address': { service: 'ftp', topic: 'server.ftp' },
  'ftp.passive.range_closed': { service: 'ftp', topic: 'server.ftp' },
  'web.account_suspended': { service: 'web', topic: 'billing.account' },
  'web.server_error': { service: 'web', topic: 'web.http_5xx' },
  'web.slow_response': { service: 'web', topic: 'web.performance' },
  'web.redirect_loop': { service: 'web', topic: 'web.redirect' },
  'unexplained.failure': { service: null, topic: 'server.service' },
} as const satisfies Record<string, RootCause>;
export type RootCauseId = keyof typeof rootCauses;
