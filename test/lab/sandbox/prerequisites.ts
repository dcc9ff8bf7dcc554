// Says in plain words what this machine lacks for the lab, before anything is started.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { userInfo } from 'node:os';
import { LabError } from '../world/process.ts';

/** Command to Debian package; `install-packages` installs them all. */
const neededCommands: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  nft: 'nftables',
  conntrack: 'conntrack',
  nsd: 'nsd',
  unbound: 'unbound',
  'unbound-control': 'unbound',
  nginx: 'nginx-light',
  exim4: 'exim4-daemon-light',
  dovecot: 'dovecot-imapd dovecot-pop3d',
  vsftpd: 'vsftpd',
  sshd: 'openssh-server',
  'ssh-keyscan': 'openssh-client',
  openssl: 'openssl',
  faketime: 'faketime',
  dig: 'bind9-dnsutils',
  curl: 'curl',
  nc: 'netcat-openbsd',
  ping: 'iputils-ping',
  perl: 'perl-base',
};

/** Daemons live in sbin, which is not on every user's path. */
export const searchPath = (): string =>
  [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);

export const isInstalled = (command: string): boolean =>
  searchPath()
    .split(delimiter)
    .some((directory) => {
      try {
        accessSync(join(directory, command), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Root needs nothing; anybody else a user namespace with a range of subordinate ids, as daemons change users. */
export const userNamespace = (): readonly string[] =>
  isRoot() ? [] : ['--user', '--map-root-user', '--map-auto'];

function missingRights(): readonly string[] {
  if (isRoot()) return [];
  const { username, uid } = userInfo();
  const ranges = existsSync('/etc/subuid') ? readFileSync('/etc/subuid', 'utf8').split('\n') : [];
  const hasRange = ranges.some((line) => line.startsWith(`${username}:`) || line.startsWith(`${uid}:`));
  return [
    ...(isInstalled('newuidmap')
      ? []
      : ['not root, and newuidmap is missing: apt-get install uidmap (or run as root)']),
    ...(hasRange ? [] : [`not root, and /etc/subuid has no line for ${username} (or run as root)`]),
  ];
}

function missingNamespaces(): readonly string[] {
  const [program, ...args] = [
    'unshare',
    ...userNamespace(),
    '--mount',
    '--net',
    '--pid',
    '--fork',
    'true',
  ] as const;
  const probe = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: searchPath() },
  });
  if (probe.status === 0) return [];
  const said = (probe.stderr || String(probe.error ?? '')).trim();
  return [
    `this machine allows no new namespaces (a container wants CAP_SYS_ADMIN and CAP_NET_ADMIN): ${said}`,
  ];
}

function missingCommands(): readonly string[] {
  const packages = Object.entries(neededCommands).flatMap(([command, name]) =>
    isInstalled(command) ? [] : [name],
  );
  if (packages.length === 0) return [];
  const names = [...new Set(packages)].join(' ');
  return [`Debian packages are missing: ${names}\n    run test/lab/install-packages as root`];
}

/** Throws with the whole list, so that one run tells everything. */
export function requireEverything(): void {
  if (process.platform !== 'linux')
    throw new LabError('the lab needs Linux: network namespaces and nftables');
  const missing = [...missingCommands(), ...missingRights()];
  const all = missing.length > 0 ? missing : missingNamespaces();
  if (all.length > 0) throw new LabError(`the lab cannot start here:\n  - ${all.join('\n  - ')}`);
}
