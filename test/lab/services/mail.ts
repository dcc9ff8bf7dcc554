// exim4 (25 MX, 465 and 587 submission) and dovecot (143, 993, 110, 995), for the provider and for the third party.

import { shopMailbox } from '../world/accounts.ts';
import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import type { CertificateSlot } from '../world/certificates.ts';
import { hosts } from '../world/topology.ts';
import type { Host } from '../world/topology.ts';
import { internationalDomain } from '../world/zones.ts';
import { tcpAt } from './service.ts';
import type { Service } from './service.ts';

interface MailServer {
  readonly suffix: string;
  readonly host: Host;
  readonly certificate: CertificateSlot;
  readonly domains: readonly string[];
  readonly mailboxes: Readonly<Record<string, string>>;
}

const mailServers: readonly MailServer[] = [
  {
    suffix: 'mail',
    host: hosts.mail,
    certificate: 'mail',
    domains: [
      ...['shop', 'neighbour', 'tenant', 'agency', 'atelier', 'bakery', 'quiet', 'letters'].map(
        (name) => `${name}.test`,
      ),
      internationalDomain,
      'hoster.example',
    ],
    mailboxes: { [shopMailbox.user]: shopMailbox.password },
  },
  {
    suffix: 'third',
    host: hosts.thirdMail,
    certificate: 'third-mail',
    domains: ['studio.test', 'florist.test', 'mailco.net'],
    mailboxes: { 'info@studio.test': 'battery-staple' },
  },
];

export const eximName = (suffix: string): string => `exim-${suffix}`;
export const eximConfigPath = (suffix: string): string => `${daemonDirectory(eximName(suffix))}/exim.conf`;
export const dovecotName = (suffix: string): string => `dovecot-${suffix}`;

/** Lines that faults put into the ACL for new connections (delays, refusals). */
export const eximConnectMarker = '# faults: at connect';

/** And into the one for recipients. */
export const eximRecipientMarker = '# faults: at rcpt';
export const eximBanner = 'smtp_banner = $smtp_active_hostname ESMTP ready';

const eximConfig = ({ suffix, host, certificate, domains, mailboxes }: MailServer): string => {
  const directory = daemonDirectory(eximName(suffix));
  const password = Object.values(mailboxes)[0] ?? '';
  return `primary_hostname = ${host.name}
local_interfaces = <; ${host.v4} ; ${host.v6}
spool_directory = ${directory}/spool
log_file_path = ${directory}/%slog
pid_file_path = ${directory}/pid
daemon_smtp_ports = 25 : 465 : 587
tls_on_connect_ports = 465
tls_advertise_hosts = *
tls_certificate = ${certificatePath(certificate)}
tls_privatekey = ${keyPath(certificate)}
keep_environment =
${eximBanner}
# No lookups of the client: the lab's answers must not depend on DNS.
host_lookup =
rfc1413_hosts =
log_selector = +smtp_connection +smtp_no_mail +incoming_interface +incoming_port
# The default of 20 turns a thorough client away with "too many connections".
smtp_accept_max = 200
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_connect = at_connect
acl_smtp_rcpt = at_rcpt
begin acl
at_connect:
  ${eximConnectMarker}
  accept
at_rcpt:
  ${eximRecipientMarker}
  accept authenticated = *
  accept domains = ${domains.join(' : ')}
  deny message = relay not permitted
begin routers
sink:
  driver = redirect
  data = :blackhole:
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if eq{$auth3}{${password}}}
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if eq{$auth2}{${password}}}
`;
};

const exim = (server: MailServer): Service => {
  const name = eximName(server.suffix);
  return {
    name,
    node: server.host.node,
    command: ['/usr/sbin/exim4', '-C', eximConfigPath(server.suffix), '-bdf'],
    files: { [eximConfigPath(server.suffix)]: eximConfig(server) },
    directories: [`${daemonDirectory(name)}/spool`],
    listens: tcpAt([server.host.v4, server.host.v6], 25, 465, 587),
  };
};

export const dovecotConfigPath = (suffix: string): string =>
  `${daemonDirectory(dovecotName(suffix))}/dovecot.conf`;

/** Mailboxes with their passwords. */
export const dovecotUsersPath = (suffix: string): string => `${daemonDirectory(dovecotName(suffix))}/users`;

const dovecotConfig = ({ suffix, host, certificate }: MailServer): string => {
  const directory = daemonDirectory(dovecotName(suffix));
  return `protocols = imap pop3
listen = ${host.v4}, ${host.v6}
base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/log
ssl = yes
ssl_cert = <${certificatePath(certificate)}
ssl_key = <${keyPath(certificate)}
ssl_dh = </usr/share/dovecot/dh.pem
disable_plaintext_auth = yes
mail_location = maildir:${directory}/mail/%u
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${directory}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${directory}/mail/%u
}
login_greeting = ${host.name} ready
`;
};

const dovecot = (server: MailServer): Service => {
  const name = dovecotName(server.suffix);
  const directory = daemonDirectory(name);
  const users = Object.entries(server.mailboxes).map(([user, password]) => `${user}:{PLAIN}${password}\n`);
  return {
    name,
    node: server.host.node,
    command: ['dovecot', '-F', '-c', dovecotConfigPath(server.suffix)],
    files: {
      [dovecotConfigPath(server.suffix)]: dovecotConfig(server),
      [dovecotUsersPath(server.suffix)]: users.join(''),
    },
    directories: [`${directory}/run`, `${directory}/state`, `${directory}/mail`],
    listens: tcpAt([server.host.v4, server.host.v6], 110, 143, 993, 995),
  };
};

export const mailServices: readonly Service[] = mailServers.flatMap((server) => [
  exim(server),
  dovecot(server),
]);
