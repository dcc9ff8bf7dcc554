/** Recognises the hosting provider by what DNS says of a domain. */
import { message, type Message } from '../model/message.ts';
import { isInRange } from './address-range.ts';
import type { ProviderPack } from './pack-schema.ts';

export interface ProviderTraces {
  readonly nameServers: readonly string[];
  readonly addresses: readonly string[];
  /** Names of servers: targets of aliases, reverse names, names in certificates. */
  readonly hostNames: readonly string[];
  readonly mailHosts: readonly string[];
}

export interface ProviderMatch {
  readonly pack: ProviderPack;
  readonly recognisedBy: Message;
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/u, '');

/** `*.example.net` covers every name below it, not `example.net` itself. */
export function matchesHost(pattern: string, name: string): boolean {
  return pattern.startsWith('*.') ? plain(name).endsWith(pattern.slice(1)) : plain(name) === pattern;
}

/** Strongest first: an address says who runs the machine, a name server only who answers for the name. */
const traits = [
  {
    list: 'addresses',
    identity: 'addressRanges',
    key: 'scope.recognised.address',
    fits: (pattern: string, value: string) => isInRange(value, pattern),
  },
  { list: 'hostNames', identity: 'hostNames', key: 'scope.recognised.hostName', fits: matchesHost },
  { list: 'nameServers', identity: 'nameServers', key: 'scope.recognised.nameServer', fits: matchesHost },
  { list: 'mailHosts', identity: 'mailHosts', key: 'scope.recognised.mailHost', fits: matchesHost },
] as const;

/** Null when nothing fits, and when two packs fit equally well: a guess would quote the wrong policy. */
export function matchProvider(traces: ProviderTraces, packs: readonly ProviderPack[]): ProviderMatch | null {
  for (const { list, identity, key, fits } of traits) {
    const matches = packs.flatMap((pack) => {
      const value = traces[list].find((one) => pack.identity[identity].some((pattern) => fits(pattern, one)));
      return value === undefined ? [] : [{ pack, recognisedBy: message(key, { value: plain(value) }) }];
    });
    const [first] = matches;
    if (first !== undefined) return matches.length === 1 ? first : null;
  }
  return null;
}
