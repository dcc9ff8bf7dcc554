/** Addresses as text: families, special ranges (RFC 6890 and its registry), and equality of sets. */
import ipaddr from 'ipaddr.js';
import type { AddressFamily } from '../schema-kit.ts';

export const isAddressLiteral = (text: string): boolean => ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text);

export const familyOf = (address: string): AddressFamily => (address.includes(':') ? 6 : 4);

/** `private`, `loopback`, `linkLocal`, `carrierGradeNat`, `reserved`, `unicast`…; `invalid` for anything else. */
export function rangeOf(address: string): string {
  return isAddressLiteral(address) ? ipaddr.process(address).range() : 'invalid';
}

const reachableRanges = new Set(['unicast', 'rfc6052', '6to4', 'teredo', 'as112', 'amt']);

/** True for an address that cannot be reached over the public internet and so has no place in a public zone. */
export const isBogon = (address: string): boolean => !reachableRanges.has(rangeOf(address));

/** `2001:DB8::1` and `2001:db8:0::1` are one address. */
export const canonicalAddress = (address: string): string => (isAddressLiteral(address) ? ipaddr.process(address).toString() : address);

export function isInRanges(address: string, ranges: readonly string[]): boolean {
  if (!isAddressLiteral(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, prefix] = ipaddr.parseCIDR(range);
    return network.kind() === parsed.kind() && parsed.match(network, prefix);
  });
}

export const sortedUnique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

export const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  sortedUnique(a).join(' ') === sortedUnique(b).join(' ');
