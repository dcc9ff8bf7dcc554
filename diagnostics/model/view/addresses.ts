/** Addresses as text: families, special ranges (RFC 6890 and its registry), and equality of sets. */
import ipaddr from 'ipaddr.js';
import type { AddressFamily } from '../schema-kit.ts';
import { remembered } from './remembered.ts';

/** The shape is looked at first: for names, ipaddr.js throws and catches an error of its own, which took a fifth of a run. */
export const isAddressLiteral = (text: string): boolean =>
  text.includes(':')
    ? ipaddr.IPv6.isValid(text)
    : /^\d+\.\d+\.\d+\.\d+$/.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text);

export const familyOf = (address: string): AddressFamily => (address.includes(':') ? 6 : 4);

/** `private`, `loopback`, `linkLocal`, `carrierGradeNat`, `reserved`, `unicast`…; `invalid` for anything else. */
export const rangeOf: (address: string) => string = remembered((address) =>
  isAddressLiteral(address) ? ipaddr.process(address).range() : 'invalid',
);

const reachableRanges = new Set(['unicast', 'rfc6052', '6to4', 'teredo', 'as112', 'amt']);

/** The IPv4 address that a translated one leads to: its last four bytes (RFC 6052 section 2.2) or bytes 2 to 5 (RFC 3056 section 2). */
function embeddedFour(address: string): string | undefined {
  const range = rangeOf(address);
  if (range !== 'rfc6052' && range !== '6to4') return undefined;
  const bytes = ipaddr.process(address).toByteArray();
  return (range === '6to4' ? bytes.slice(2, 6) : bytes.slice(12)).join('.');
}

/** True for an address that cannot be reached over the public internet and so has no place in a public zone. */
export function isBogon(address: string): boolean {
  const embedded = embeddedFour(address);
  return (
    !reachableRanges.has(rangeOf(address)) ||
    (embedded !== undefined && !reachableRanges.has(rangeOf(embedded)))
  );
}

/** Four decimal parts without leading zeros are one spelling already, and by far the most common. */
const plainFour = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|$)){4}$/;

/** `2001:DB8::1` and `2001:db8:0::1` are one address. */
export const canonicalAddress: (address: string) => string = remembered((address) => {
  if (plainFour.test(address) || !isAddressLiteral(address)) return address;
  return ipaddr.process(address).toString();
});

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
