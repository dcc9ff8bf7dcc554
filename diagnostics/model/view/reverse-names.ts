/** Names under in-addr.arpa and ip6.arpa (RFC 1035 section 3.5, RFC 3596 section 2.5). */
import ipaddr from 'ipaddr.js';

export function reverseName(address: string): string {
  const bytes = ipaddr.process(address).toByteArray();
  if (bytes.length === 4) return `${bytes.reverse().join('.')}.in-addr.arpa`;
  const nibbles = bytes.flatMap((byte) => [byte >> 4, byte & 15]);
  return `${nibbles
    .reverse()
    .map((each) => each.toString(16))
    .join('.')}.ip6.arpa`;
}
