/**
 * All that a probe may ask of the world. The real one dials; the demo and the tests map addresses to loopback.
 * Every wait takes a signal; every method rejects with the original Node error, which `failureOf` classifies.
 */
import type { Socket } from 'node:net';
import type { AddressFamily } from '../model/schema-kit.ts';
import type { EnvironmentData } from '../model/observations/machine.ts';

export interface DialOptions {
  /** An IP literal, never a name: resolving is a measurement of its own. */
  readonly address: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

export interface DatagramOptions extends DialOptions {
  readonly payload: Uint8Array;
  /** Says whether a datagram answers the question; others are dropped and the wait goes on. */
  readonly accepts: (message: Uint8Array) => boolean;
}

export interface Network {
  /** A connected TCP socket with Nagle's algorithm off. The caller destroys it. */
  dial(options: DialOptions): Promise<Socket>;
  /** Sends one datagram and waits for the answer to it. */
  exchangeDatagram(options: DatagramOptions): Promise<Uint8Array>;
  /** The operating system's own lookup (getaddrinfo), order as given. */
  lookup(options: {
    readonly name: string;
    readonly signal: AbortSignal;
  }): Promise<readonly { address: string; family: AddressFamily }[]>;
  /** Facts about this machine. Only hosts entries of the given names are read. */
  environment(options: {
    readonly hostNames: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<EnvironmentData>;
  /** The hosts entries of given names alone; absent: only `environment` tells them. */
  hostsEntries?(options: {
    readonly hostNames: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<EnvironmentData['hostsEntries']>;
  /** Certificates of the operating system's root store, PEM; null where it cannot be read. */
  systemRoots(): readonly string[] | null;
}

export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds, origin arbitrary. */
  monotonic(): number;
  /** Resolves after the time or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
