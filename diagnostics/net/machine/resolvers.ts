/** Configured DNS resolvers and search domains. */
import type { EnvironmentData } from '../../model/observations/machine.ts';
import type { MachineSource } from './source.ts';
import { systemFile } from './windows-paths.ts';

export type Resolution = Pick<EnvironmentData, 'resolvers' | 'searchDomains'>;

const RESOLV_CONF_BYTES = 64 * 1024;
const MAX_RESOLVERS = 12;
const MAX_SEARCH_DOMAINS = 32;

/** systemd-resolved listens here and forwards; the real resolvers stand in its own file. */
const SYSTEMD_STUBS = new Set(['127.0.0.53', '127.0.0.54']);
const SYSTEMD_UPSTREAM_FILE = '/run/systemd/resolve/resolv.conf';

/** Placeholder that Windows puts on every interface without DNS servers; nobody answers there. */
const isDeprecatedSiteLocal = (address: string): boolean => /^fec0:/i.test(address);

/** resolv.conf(5): the last `search` or `domain` line wins. */
export function parseResolvConf(text: string): Resolution {
  const resolvers: string[] = [];
  let searchDomains: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [keyword, ...values] = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'nameserver' && values[0] !== undefined) resolvers.push(values[0]);
    if (keyword === 'search') searchDomains = values;
    if (keyword === 'domain') searchDomains = values.slice(0, 1);
  }
  return { resolvers, searchDomains };
}

/** `reg query … /v SearchList`: one value, comma separated. */
export function parseSearchList(output: string): readonly string[] {
  const value = /^\s*SearchList\s+REG_SZ\s+(\S.*?)\s*$/m.exec(output)?.[1] ?? '';
  return value.split(/[,\s]+/).filter((domain) => domain !== '');
}

async function windowsSearchDomains(source: MachineSource, signal: AbortSignal): Promise<readonly string[]> {
  const key = String.raw`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`;
  return parseSearchList(
    await source.runCommand(systemFile(source, 'reg.exe'), ['query', key, '/v', 'SearchList'], signal),
  );
}

async function configuredByFile(
  source: MachineSource,
  path: string,
  signal: AbortSignal,
): Promise<Resolution> {
  const text = await source.readText(path, RESOLV_CONF_BYTES, signal).catch(() => '');
  return parseResolvConf(text);
}

export async function readResolution(source: MachineSource, signal: AbortSignal): Promise<Resolution> {
  const known = source.resolvers().filter((address) => !isDeprecatedSiteLocal(address));
  if (source.platform === 'win32') {
    const searchDomains = await windowsSearchDomains(source, signal).catch(() => []);
    return bounded({ resolvers: known, searchDomains });
  }
  const { searchDomains } = await configuredByFile(source, '/etc/resolv.conf', signal);
  // The stub first, as programs use it; then what it forwards to, so that a fault of either can be told apart.
  const upstream = known.some((address) => SYSTEMD_STUBS.has(address))
    ? (await configuredByFile(source, SYSTEMD_UPSTREAM_FILE, signal)).resolvers
    : [];
  return bounded({ resolvers: [...known, ...upstream], searchDomains });
}

const bounded = ({ resolvers, searchDomains }: Resolution): Resolution => ({
  resolvers: [...new Set(resolvers.map((address) => address.slice(0, 60)))].slice(0, MAX_RESOLVERS),
  searchDomains: searchDomains.map((domain) => domain.slice(0, 260)).slice(0, MAX_SEARCH_DOMAINS),
});
