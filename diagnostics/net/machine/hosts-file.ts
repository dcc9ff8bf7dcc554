/** The hosts file, for the asked names only: other entries are private and never leave this function. */
import type { EnvironmentData } from '../../model/observations/machine.ts';
import { isIpLiteral } from './address-scope.ts';
import type { MachineSource } from './source.ts';
import { systemFile } from './windows-paths.ts';

type HostsEntries = EnvironmentData['hostsEntries'];

/** Ad-block lists put hundreds of thousands of lines here; what lies beyond is not seen. */
const HOSTS_BYTES = 8 * 1024 * 1024;
const MAX_ENTRIES = 100;

const normalise = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** hosts(5): address, canonical name, aliases; `#` starts a comment; names compare without case. */
export function parseHostsFile(text: string, hostNames: readonly string[], file: string): HostsEntries {
  const wanted = new Map(hostNames.map((name) => [normalise(name), name]));
  const entries: HostsEntries[number][] = [];
  for (const line of text.split(/\r?\n|\r/)) {
    const [address = '', ...names] = line
      .replace(/^\uFEFF/, '')
      .replace(/#.*$/, '')
      .trim()
      .split(/\s+/);
    const asked = new Set(names.flatMap((name) => wanted.get(normalise(name)) ?? []));
    if (asked.size === 0 || !isIpLiteral(address)) continue;
    for (const name of asked) {
      if (entries.length >= MAX_ENTRIES) return entries;
      entries.push({ name: name.slice(0, 260), address: address.slice(0, 60), file: file.slice(0, 300) });
    }
  }
  return entries;
}

export const hostsFilePath = (source: Pick<MachineSource, 'env' | 'platform'>): string =>
  source.platform === 'win32' ? systemFile(source, 'drivers', 'etc', 'hosts') : '/etc/hosts';

export async function readHostsEntries(
  source: MachineSource,
  hostNames: readonly string[],
  signal: AbortSignal,
): Promise<HostsEntries> {
  if (hostNames.length === 0) return [];
  const file = hostsFilePath(source);
  return parseHostsFile(await source.readText(file, HOSTS_BYTES, signal), hostNames, file);
}
