// The server software that the lab runs, with the ways in which each is set up wrongly: the scenarios that show them. A scenario of the
// mail server may stand under Exim and under Dovecot, where the fault lies in what both use.

const inScore = (...names: readonly string[]): readonly string[] => names.map((name) => `scenarios/${name}`);
const inFiles = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `scenarios-files/${name}`);
const inMail = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `scenarios-mail/${name}`);

/** Files below `test/lab`, without their ending. */
export const serverSetUps = {
  vsftpd: [
    ...inScore(
      'ftp-certificate-expired',
      'ftp-certificate-mismatch',
      'ftp-plain-refused',
      'ftp-passive-closed',
      'ftp-passive-private',
      'ftp-data-tls-reset',
      'ftp-session-reuse-required',
      'ftp-limit-address',
      'ftp-limit-server',
      'ftp-hosts-deny',
      'ftp-service-stopped',
    ),
    ...inFiles('vsftpd-read-only', 'vsftpd-disk-full', 'vsftpd-upload'),
  ],
  ProFTPD: inFiles(
    'proftpd-certificate-expired',
    'proftpd-certificate-other-name',
    'proftpd-needs-tls',
    'proftpd-passive-closed',
    'proftpd-private-address',
    'proftpd-data-tls-reset',
    'proftpd-reuse-required',
    'proftpd-read-only',
    'proftpd-disk-full',
    'proftpd-no-tls',
    'proftpd-sound',
  ),
  'Pure-FTPd': inFiles(
    'pure-ftpd-certificate-expired',
    'pure-ftpd-certificate-other-name',
    'pure-ftpd-needs-tls',
    'pure-ftpd-passive-closed',
    'pure-ftpd-private-address',
    'pure-ftpd-data-tls-reset',
    'pure-ftpd-full',
    'pure-ftpd-quota',
    'pure-ftpd-read-only',
    'pure-ftpd-disk-full',
    'pure-ftpd-no-tls',
    'pure-ftpd-sound',
  ),
  OpenSSH: [
    ...inScore(
      'ssh-methods-old',
      'ssh-methods-recent',
      'ssh-host-key-changed',
      'ssh-sshfp-differs',
      'ssh-refused-for-now',
      'ssh-max-startups',
      'ssh-hosts-deny',
      'ssh-other-port',
    ),
    ...inFiles(
      'ssh-hung',
      'openssh-wrong-password',
      'openssh-expired',
      'openssh-keys-only',
      'openssh-no-sftp',
      'openssh-nologin',
      'openssh-files-only',
      'openssh-login',
      'openssh-key',
      'openssh-agent',
      'openssh-agent-unknown',
    ),
  ],
  Dropbear: inFiles(
    'dropbear-banned',
    'dropbear-hung',
    'dropbear-key-changed',
    'dropbear-refused-silently',
    'dropbear-refused-told',
    'dropbear-sshfp-differs',
    'dropbear-sound',
    'dropbear-login',
    'dropbear-wrong-password',
    'dropbear-agent',
  ),
  Exim: [
    ...inScore(
      'smtp-service-stopped',
      'smtp-rejects-here',
      'smtp-busy',
      'starttls-missing',
      'mail-certificate-expired',
    ),
    ...inMail(
      'exim-submission-off',
      'exim-certificate-gone',
      'exim-no-authentication',
      'exim-old-tls',
      'exim-greets-with-554',
      'exim-chain-incomplete',
      'exim-hung',
      'exim-login-in-clear',
    ),
    ...inScore('healthy-greylisting', 'healthy-tarpit'),
  ],
  Dovecot: [
    ...inScore('imap-service-stopped', 'imap-hung', 'mail-certificate-own-name-lost'),
    ...inMail(
      'dovecot-pop3-off',
      'dovecot-imaps-off',
      'dovecot-no-tls',
      'dovecot-authentication-down',
      'dovecot-old-tls',
      'dovecot-self-signed',
    ),
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ServerSoftware = keyof typeof serverSetUps;
export const serverSoftware = Object.keys(serverSetUps) as readonly ServerSoftware[];
