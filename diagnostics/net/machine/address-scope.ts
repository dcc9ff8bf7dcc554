/** What kind of address an interface holds. */
import ipaddr from 'ipaddr.js';
import type { EnvironmentData } from '../../model/observations/machine.ts';

export type AddressScope = EnvironmentData['interfaces'][number]['scope'];

const scopes: Readonly<Record<string, AddressScope>> = {
  unicast: 'global',
  private: 'private', // RFC 1918
  linkLocal: 'link_local', // RFC 3927, RFC 4291 section 2.5.6
  uniqueLocal: 'unique_local', // RFC 4193
  carrierGradeNat: 'shared', // RFC 6598: the provider shares one public address among customers
  loopback: 'loopback',
};

/** An address without its zone (`fe80::1%eth0` is `fe80::1` on a link). */
const withoutZone = (address: string): string => address.split('%', 1)[0] ?? '';

export const isIpLiteral = (text: string): boolean => {
  const bare = withoutZone(text);
  return bare.includes(':') ? ipaddr.IPv6.isValid(bare) : ipaddr.IPv4.isValidFourPartDecimal(bare);
};

export function addressScope(address: string): AddressScope {
  const bare = withoutZone(address);
  if (!isIpLiteral(bare)) return 'other';
  return scopes[ipaddr.process(bare).range()] ?? 'other';
}
