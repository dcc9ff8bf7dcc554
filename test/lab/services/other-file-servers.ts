// ProFTPD, Pure-FTPd and Dropbear in the place of vsftpd and OpenSSH. Debian has the FTP servers exclude one another, so each may also lie
// unpacked in a folder of its own (`dpkg-deb -x`) whose `usr/sbin` is on the path: modules and libraries are taken from beside the program.

import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { searchPath } from '../sandbox/prerequisites.ts';
import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import { hosts, isV6 } from '../world/topology.ts';
import { passivePorts } from './file-access.ts';
import { tcp, tcpAt } from './service.ts';
import type { Service } from './service.ts';

export const ftpStates = [
  'sound',
  'private-address',
  'needs-tls',
  'no-tls',
  'reuse-required',
  'quota',
  'full',
] as const;
export type FtpState = (typeof ftpStates)[number];

const isRunnable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where the program lies, and what stands beside it. */
export function placeOf(program: string): { readonly file: string; readonly libraries: string } {
  const file = searchPath()
    .split(delimiter)
    .map((directory) => join(directory, program))
    .find(isRunnable);
  if (file === undefined) throw new LabError(`${program} is not installed; test/lab/README.md says how`);
  return { file, libraries: join(dirname(dirname(file)), 'lib') };
}

const addresses = [hosts.web1.v4, hosts.web1.v6] as const;
const privateAddress = '10.0.0.5';

const proftpdLines: Readonly<Record<FtpState, string>> = {
  sound: 'TLSOptions NoSessionReuseRequired',
  'private-address': `TLSOptions NoSessionReuseRequired\nMasqueradeAddress ${privateAddress}`,
  'needs-tls': 'TLSOptions NoSessionReuseRequired\nTLSRequired on',
  'no-tls': '',
  // its default
  'reuse-required': '',
  quota: 'TLSOptions NoSessionReuseRequired',
  // it turns nobody away before the login
  full: 'TLSOptions NoSessionReuseRequired',
};

/** It takes the first certificate of a file and wants the others in one of their own. */
export const proftpdChain = `${daemonDirectory('proftpd-web1')}/chain.pem`;

export function proftpd(state: FtpState): Service {
  const name = 'proftpd-web1';
  const { file, libraries } = placeOf('proftpd');
  const directory = daemonDirectory(name);
  const config = `${directory}/proftpd.conf`;
  return {
    name,
    node: 'web1',
    command: [file, '--nodaemon', '--config', config],
    files: {
      [config]: `ModulePath ${libraries}/proftpd
LoadModule mod_tls.c
ServerName web1.hoster.example
ServerType standalone
DefaultServer on
UseIPv6 on
Port 21
User nobody
Group nogroup
AuthOrder mod_auth_unix.c
WtmpLog off
DelayEngine off
UseReverseDNS off
ScoreboardFile none
PidFile ${directory}/pid
SystemLog none
PassivePorts ${passivePorts.first} ${passivePorts.last}
TLSEngine ${state === 'no-tls' ? 'off' : 'on'}
TLSLog none
TLSProtocol TLSv1.2 TLSv1.3
TLSECCertificateFile ${certificatePath('ftp')}
TLSECCertificateKeyFile ${keyPath('ftp')}
TLSCertificateChainFile ${proftpdChain}
${proftpdLines[state]}
`,
    },
    listens: tcpAt(['::'], 21),
  };
}

const common = ['-l', 'unix', '-H', '-E', '-u', '1000'] as const;
const pureOptions: Readonly<Record<FtpState, readonly string[]>> = {
  sound: ['-Y', '1'],
  'private-address': ['-Y', '1', '-P', privateAddress],
  'needs-tls': ['-Y', '2'],
  'no-tls': ['-Y', '0'],
  // it never asks for that
  'reuse-required': ['-Y', '1'],
  quota: ['-Y', '1', '-A', '-n', '5:1'],
  full: ['-Y', '1', '-C', '1'],
};

/** One process for each family: only IPv4 has an address to announce. */
export const pureFtpd = (state: FtpState): readonly Service[] =>
  addresses.map((address) => {
    const name = `pure-ftpd-web1-${isV6(address) ? 'v6' : 'v4'}`;
    const { file } = placeOf('pure-ftpd');
    const certificates = ['-2', `${certificatePath('ftp')},${keyPath('ftp')}`];
    const passive = ['-p', `${passivePorts.first}:${passivePorts.last}`];
    return {
      name,
      node: 'web1',
      command: [file, '-S', `${address},21`, ...common, ...passive, ...certificates, ...pureOptions[state]],
      files: { [`${daemonDirectory(name)}/.keep`]: '' },
      listens: tcp(address, 21),
    };
  });

const dropbearDirectory = daemonDirectory('dropbear-web1');
export const dropbearKey = `${dropbearDirectory}/host_ed25519`;

export function dropbear(): Service {
  const { file, libraries } = placeOf('dropbear');
  return {
    name: 'dropbear-web1',
    node: 'web1',
    command: [
      'env',
      `LD_LIBRARY_PATH=${libraries}/x86_64-linux-gnu`,
      file,
      '-F',
      '-E',
      '-p',
      '22',
      '-r',
      dropbearKey,
      '-P',
      `${dropbearDirectory}/pid`,
    ],
    files: { [`${dropbearDirectory}/.keep`]: '' },
    listens: tcpAt(['0.0.0.0', '::'], 22),
  };
}
