/** When a domain's registration ends, asked of its registry alone (RDAP) and beside any run: for a calendar, not for a verdict. */
import type { NetworkData } from '../model/network-data.ts';
import { familyOf, isBogon } from '../model/view/addresses.ts';
import { expiryOf, rdapServerOf } from '../model/view/registration.ts';
import { bundledRoots } from '../net/bundled-roots.ts';
import type { Clock, Network } from '../net/network.ts';
import { runProbe, type ProbeDependencies } from '../probes/run-probe.ts';
import { rdapJob, systemLookupJob } from './plan/job-kit.ts';

export interface RegistryOptions {
  readonly network: Network;
  readonly clock: Clock;
  readonly networkData: NetworkData;
  readonly signal: AbortSignal;
}

export type RegistrationAnswer =
  /** `expiresAt`: RFC 3339; null where the registry does not say, and for a domain that it does not know. */
  | { readonly outcome: 'answered'; readonly expiresAt: string | null }
  /** No answer, or a refusal: the registry is to be left alone for a while. */
  | { readonly outcome: 'unreachable' };

/** The registry's host, for whoever spaces questions; null where no RDAP server is known. */
export function registryHost(networkData: NetworkData, domain: string): string | null {
  const server = rdapServerOf({ networkData }, domain);
  return server === undefined ? null : new URL(server).hostname;
}

/** @param domain registrable domain. One lookup, one connection, one question; no second try. */
export async function askRegistration(domain: string, options: RegistryOptions): Promise<RegistrationAnswer> {
  const { network, clock, networkData, signal } = options;
  const server = rdapServerOf(options, domain);
  if (server === undefined) return { outcome: 'unreachable' };
  const name = new URL(server).hostname;
  const means: ProbeDependencies = {
    network,
    clock,
    signal,
    bundledRoots: bundledRoots(networkData.trustAnchors),
    credentials: new Map(),
  };
  const lookup = await runProbe(systemLookupJob(name), means);
  const address = lookup.kind === 'system-lookup' ? usableOf(lookup.data.addresses) : undefined;
  if (address === undefined) return { outcome: 'unreachable' };
  const seen = await runProbe(rdapJob({ name, address, port: 443 }, server, domain), means);
  if (seen.kind !== 'rdap' || seen.failure !== undefined) return { outcome: 'unreachable' };
  const expiresAt = expiryOf(seen);
  return {
    outcome: 'answered',
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
  };
}

/** IPv4 first, as everything else dials. */
const usableOf = (addresses: readonly string[]): string | undefined =>
  addresses.filter((address) => !isBogon(address)).sort((a, b) => familyOf(a) - familyOf(b))[0];
