/** The name under in-addr.arpa or ip6.arpa at which an address's PTR record stands (RFC 1035 section 3.5, RFC 3596 section 2.5). */
import ipaddr from 'ipaddr.js';

export function reverseName(address: string): string {
  const bytes = ipaddr.parse(address).toByteArray();
  if (bytes.length === 4) return `${[...bytes].reverse().join('.')}.in-addr.arpa`;
  const nibbles = bytes.flatMap((byte) => [byte >> 4, byte & 15]);
  return `${nibbles
    .reverse()
    .map((nibble) => nibble.toString(16))
    .join('.')}.ip6.arpa`;
}
