// What the lab must know of a daemon to run it: its seat, its command, its files and where it listens.

import type { NodeName } from '../world/topology.ts';

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** Literal address as bound; `0.0.0.0` or `::` for all. */
  readonly address: string;
  readonly port: number;
}

export interface Service {
  readonly name: string;
  readonly node: NodeName;
  /** Stays in the foreground. */
  readonly command: readonly string[];
  /** Absolute path to content; written before every start. */
  readonly files: Readonly<Record<string, string>>;
  /** Directories that it needs and does not make itself; writable for all, as daemons drop to users of their own. */
  readonly directories?: readonly string[];
  /** All must be open before the service counts as started. */
  readonly listens: readonly Listener[];
}

export const tcp = (address: string, ...ports: readonly number[]): readonly Listener[] =>
  ports.map((port) => ({ protocol: 'tcp', address, port }));
export const udp = (address: string, ...ports: readonly number[]): readonly Listener[] =>
  ports.map((port) => ({ protocol: 'udp', address, port }));

/** Both families of several addresses at the same ports. */
export const tcpAt = (addresses: readonly string[], ...ports: readonly number[]): readonly Listener[] =>
  addresses.flatMap((address) => tcp(address, ...ports));
