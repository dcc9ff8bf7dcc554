/** Recorded answers of operating systems, and a machine made of them. */
import { readFileSync } from 'node:fs';
import type { NetworkInterfaceInfo } from 'node:os';
import type { MachineSource } from '../../../../diagnostics/net/machine/source.ts';

export const recorded = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/machine/${name}`, import.meta.url), 'utf8');

export const ipv4 = (address: string, cidr: string): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal: false,
  cidr,
});
export const ipv6 = (address: string, cidr: string, scopeid = 0): NetworkInterfaceInfo => ({
  address,
  netmask: 'ffff:ffff:ffff:ffff::',
  family: 'IPv6',
  mac: '00:00:00:00:00:00',
  internal: false,
  cidr,
  scopeid,
});

/** `commands` and `files` hold what is answered; everything else fails as it would where a program is missing. */
export interface Recording extends Partial<MachineSource> {
  readonly commands?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

export function machine({ commands = {}, files = {}, ...rest }: Recording = {}): MachineSource {
  const answer = (table: Readonly<Record<string, string>>, key: string): Promise<string> => {
    const text = table[key];
    return text === undefined ? Promise.reject(new Error(`ENOENT ${key}`)) : Promise.resolve(text);
  };
  return {
    platform: 'linux',
    release: '6.1.0',
    arch: 'x64',
    env: {},
    versions: { node: '24.21.0', openssl: '3.5.8' },
    isBoringSsl: false,
    interfaces: () => ({}),
    resolvers: () => [],
    runCommand: (file, args) => answer(commands, [file, ...args].join(' ')),
    readText: (path) => answer(files, path),
    ...rest,
  };
}
