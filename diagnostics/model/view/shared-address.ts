/** Whether this seat shares its public IPv4 address with strangers (R13): then a server may have banned it for what one of them did. */
import type { Evidence } from '../message.ts';
import { isBogon, rangeOf } from './addresses.ts';
import type { Facts } from './facts.ts';
import { systemLookup } from './host-addresses.ts';
import { pointAt } from './pointing.ts';
import { environmentOf } from './vantage.ts';

/** The name that has IPv4 addresses only; an IPv6 address for it is a translator's (RFC 7050). */
export const TRANSLATION_NAME = 'ipv4only.arpa';

/** `carrier`: the access provider shares addresses (RFC 6598). `translated`: IPv4 is reached through a translator (NAT64). `nested`: another router stands behind the own one. */
export type Sharing = 'carrier' | 'translated' | 'nested' | 'none' | 'unknown';

export interface AddressSharing {
  readonly kind: Sharing;
  readonly address: string;
  readonly evidence: readonly Evidence[];
}

/** RFC 6598: on the interface that holds the IPv4 default route. Some VPNs use this range too, on tunnels. */
function ownSharing(facts: Facts): AddressSharing | undefined {
  const environment = environmentOf(facts);
  const line = environment?.data.defaultRoutes?.find((each) => each.family === 4)?.interface;
  const index =
    environment?.data.interfaces.findIndex(
      (each) => each.name === line && each.family === 4 && each.scope === 'shared' && !each.isTunnel,
    ) ?? -1;
  if (!environment || index < 0) return undefined;
  return {
    kind: 'carrier',
    address: environment.data.interfaces[index]!.address,
    evidence: [pointAt(environment, `/data/interfaces/${index}/address`)],
  };
}

function translation(facts: Facts): AddressSharing | undefined {
  const lookup = systemLookup(facts, TRANSLATION_NAME)?.best;
  const six = lookup?.data.addresses.find((each) => each.includes(':'));
  return lookup && six !== undefined
    ? { kind: 'translated', address: six, evidence: [pointAt(lookup, '/data/addresses')] }
    : undefined;
}

function routerSharing(facts: Facts): AddressSharing | undefined {
  const job = facts.jobs('router-address')[0];
  const address = job?.best.data.externalAddress;
  if (!job || address === undefined) return undefined;
  const kind = rangeOf(address) === 'carrierGradeNat' ? 'carrier' : isBogon(address) ? 'nested' : 'none';
  return { kind, address, evidence: [pointAt(job.best, '/data/externalAddress')] };
}

export const addressSharing = (facts: Facts): AddressSharing =>
  ownSharing(facts) ??
  translation(facts) ??
  routerSharing(facts) ?? { kind: 'unknown', address: '', evidence: [] };

/** Strangers use the same public address for certain. Behind two routers of one's own nobody else need be. */
export const isShared = ({ kind }: AddressSharing): boolean => kind === 'carrier' || kind === 'translated';
