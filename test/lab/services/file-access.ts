// vsftpd (21 with explicit TLS, 990 with implicit TLS) and OpenSSH on the shop's web server, with one user (world/accounts.ts).

import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import { hosts, isV6 } from '../world/topology.ts';
import { tcp, tcpAt } from './service.ts';
import type { Service } from './service.ts';

/** Wide enough that two data connections of one session hardly ever get the same port. */
export const passivePorts = { first: 50_000, last: 50_999 } as const;
/**
 * One process for each port and family: on a dual-stack socket vsftpd forgets `pasv_address`.
 * 21 starts in clear text, 990 with TLS.
 */
const listenersTable = {
  'vsftpd-21-v4': { port: 21, address: hosts.web1.v4 },
  'vsftpd-21-v6': { port: 21, address: hosts.web1.v6 },
  'vsftpd-990-v4': { port: 990, address: hosts.web1.v4 },
  'vsftpd-990-v6': { port: 990, address: hosts.web1.v6 },
} as const;
type FtpName = keyof typeof listenersTable;
export const ftpNames = Object.keys(listenersTable) as readonly FtpName[];

export const vsftpdConfigPath = (name: FtpName): string => `${daemonDirectory(name)}/vsftpd.conf`;

const listenLines = (address: string): string =>
  isV6(address)
    ? `listen=NO\nlisten_ipv6=YES\nlisten_address6=${address}`
    : `listen=YES\nlisten_ipv6=NO\nlisten_address=${address}`;

const vsftpdConfig = (name: FtpName): string => `background=NO
${listenLines(listenersTable[name].address)}
listen_port=${listenersTable[name].port}
implicit_ssl=${listenersTable[name].port === 990 ? 'YES' : 'NO'}
ftpd_banner=Welcome to web1.hoster.example
# Anonymous reading, as on a download server: the passive ports can then be seen without anybody's password.
anonymous_enable=YES
anon_root=${daemonDirectory(name)}/empty
no_anon_password=NO
allow_anon_ssl=YES
local_enable=YES
write_enable=YES
chroot_local_user=NO
pam_service_name=vsftpd
secure_chroot_dir=${daemonDirectory(name)}/empty
ssl_enable=YES
force_local_logins_ssl=NO
force_local_data_ssl=NO
require_ssl_reuse=NO
ssl_ciphers=HIGH
rsa_cert_file=${certificatePath('ftp')}
rsa_private_key_file=${keyPath('ftp')}
pasv_min_port=${passivePorts.first}
pasv_max_port=${passivePorts.last}
# Sandboxing inside the sandbox fails for want of privileges, and isolates nothing more.
seccomp_sandbox=NO
isolate_network=NO
# Every command that a client sends, the words of passwords left out.
xferlog_enable=YES
log_ftp_protocol=YES
vsftpd_log_file=${daemonDirectory(name)}/sessions.log
`;

const vsftpd = (name: FtpName): Service => ({
  name,
  node: 'web1',
  command: ['vsftpd', vsftpdConfigPath(name)],
  // The file makes the empty directory; vsftpd refuses one that others can write to.
  files: { [vsftpdConfigPath(name)]: vsftpdConfig(name), [`${daemonDirectory(name)}/empty/.keep`]: '' },
  listens: tcp(listenersTable[name].address, listenersTable[name].port),
});

export const sshdDirectory = daemonDirectory('sshd-web1');
export const hostKeyPath = `${sshdDirectory}/host_ed25519`;

const sshd: Service = {
  name: 'sshd-web1',
  node: 'web1',
  command: ['/usr/sbin/sshd', '-D', '-e', '-f', `${sshdDirectory}/sshd_config`],
  files: {
    [`${sshdDirectory}/sshd_config`]: `Port 22
HostKey ${hostKeyPath}
PidFile none
UsePAM no
UseDNS no
StrictModes no
PasswordAuthentication yes
PermitRootLogin no
Subsystem sftp internal-sftp
LogLevel VERBOSE
`,
  },
  listens: tcpAt(['0.0.0.0', '::'], 22),
};

export const fileServices: readonly Service[] = [...ftpNames.map(vsftpd), sshd];
