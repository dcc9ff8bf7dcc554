/**
 * Facts about this machine, from per-system readers. A part that cannot be read stays empty;
 * answers of operating systems are hints and kept as told.
 */
import type { EnvironmentData } from '../../model/observations/machine.ts';
import { readHostsEntries } from './hosts-file.ts';
import { readInterfaces } from './interfaces.ts';
import { environmentProxies, readProxies, scrubbed } from './proxies.ts';
import { readResolution, type Resolution } from './resolvers.ts';
import { readDefaultRoutes } from './routes.ts';
import { systemSource, type MachineSource } from './source.ts';

export interface EnvironmentOptions {
  /** Names for which hosts-file entries are looked up. */
  readonly hostNames: readonly string[];
  readonly signal: AbortSignal;
}

/** Bound for everything together. It takes some 40 ms; a machine under load needs its time, and only questions to its resolvers wait. */
const TIME_LIMIT_MS = 4_000;

export function runtimeName(source: Pick<MachineSource, 'versions'>): string {
  const { node = 'unknown', electron } = source.versions;
  return electron === undefined ? `node v${node}` : `electron v${electron} (node v${node})`;
}

export const tlsLibraryName = (source: Pick<MachineSource, 'versions' | 'isBoringSsl'>): string =>
  source.isBoringSsl ? 'BoringSSL' : `OpenSSL ${source.versions['openssl'] ?? 'unknown'}`;

/** What is left when nothing can be read; also the data of a cancelled reading. */
export function emptyEnvironment(source: MachineSource = systemSource): EnvironmentData {
  return {
    platform: `${source.platform} ${source.release} ${source.arch}`.slice(0, 60),
    runtime: runtimeName(source).slice(0, 60),
    tlsLibrary: tlsLibraryName(source).slice(0, 60),
    interfaces: [],
    defaultRoutes: null,
    resolvers: [],
    searchDomains: [],
    hostsEntries: [],
    proxies: [],
  };
}

/** The part's value, or the fallback when it fails or the time is over. */
function partOr<T>(read: () => T | Promise<T>, fallback: T, bound: AbortSignal): Promise<T> {
  return new Promise((resolve) => {
    const giveUp = (): void => resolve(fallback);
    bound.addEventListener('abort', giveUp, { once: true });
    Promise.resolve()
      .then(read)
      .then(resolve, giveUp)
      .finally(() => bound.removeEventListener('abort', giveUp));
  });
}

export async function readEnvironmentFrom(
  source: MachineSource,
  options: EnvironmentOptions,
): Promise<EnvironmentData> {
  const { hostNames, signal } = options;
  signal.throwIfAborted();
  const bound = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
  const fallback = emptyEnvironment(source);
  const resolution: Resolution = fallback;
  const knownProxies = scrubbed(environmentProxies(source.env));
  const [interfaces, defaultRoutes, names, hostsEntries, proxies] = await Promise.all([
    partOr(() => readInterfaces(source), fallback.interfaces, bound),
    partOr(() => readDefaultRoutes(source, bound), fallback.defaultRoutes, bound),
    partOr(() => readResolution(source, bound), resolution, bound),
    partOr(() => readHostsEntries(source, hostNames, bound), fallback.hostsEntries, bound),
    partOr(() => readProxies(source, bound), knownProxies, bound),
  ]);
  // A cancelled run must not look like a machine without anything.
  signal.throwIfAborted();
  const { resolvers, searchDomains } = names;
  return { ...fallback, interfaces, defaultRoutes, resolvers, searchDomains, hostsEntries, proxies };
}

/** Names of the hosts file alone; empty when it cannot be read. */
export const readHosts = ({
  hostNames,
  signal,
}: EnvironmentOptions): Promise<EnvironmentData['hostsEntries']> =>
  readHostsEntries(systemSource, hostNames, signal).catch(() => []);

export const readEnvironment = (options: EnvironmentOptions): Promise<EnvironmentData> =>
  readEnvironmentFrom(systemSource, options);
