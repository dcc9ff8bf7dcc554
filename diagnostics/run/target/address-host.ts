/** IP addresses as people type them; the odd forms that some programs accept are refused, not guessed at. */
import ipaddr from 'ipaddr.js';
import type { Message } from '../../model/message.ts';
import { cut } from './echo.ts';
import { note, refused, understood, type Step } from './step.ts';

export interface AddressHost {
  /** Canonical text (RFC 5952 for IPv6). */
  readonly address: string;
  readonly notes: readonly Message[];
}

/** RFC 6761, 6890: nothing on the internet answers there, or only this computer does. */
const refusals: Readonly<Record<string, string>> = {
  loopback: 'loopback',
  unspecified: 'address_unusable',
  broadcast: 'address_unusable',
  multicast: 'address_unusable',
  linkLocal: 'link_local',
  discard: 'address_unusable',
  reserved: 'address_unusable',
  benchmarking: 'address_unusable',
};

const ranges: Readonly<Record<string, string>> = {
  private: 'private_address', // RFC 1918
  uniqueLocal: 'private_address', // RFC 4193
  deprecatedSiteLocal: 'private_address', // RFC 3879
  carrierGradeNat: 'shared_address', // RFC 6598
};

/** RFC 5737, 3849, 9637 and 2544: for books and laboratories, where they do answer. */
const forExamples = [
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '198.18.0.0/15',
  '2001:db8::/32',
  '3fff::/20',
].map((network) => ipaddr.parseCIDR(network));

const isForExamples = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  forExamples.some(
    ([network, length]) => network.kind() === address.kind() && address.match(network, length),
  );

function judge(address: ipaddr.IPv4 | ipaddr.IPv6, notes: readonly Message[]): Step<AddressHost> {
  const text = address.toString();
  if (isForExamples(address))
    return understood({ address: text, notes: [...notes, note('example_address')] });
  const range = address.range();
  const refusal = refusals[range];
  if (refusal !== undefined) return refused(refusal, { address: text });
  const remark = ranges[range];
  return understood({ address: text, notes: remark === undefined ? notes : [...notes, note(remark)] });
}

/** A name whose last label is a number can only be an address (WHATWG URL, "ends in a number"). */
export const looksLikeIpv4 = (host: string): boolean => /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i.test(host);

const isPlainQuad = (host: string): boolean => {
  const parts = host.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
};

export function understandIpv4(host: string): Step<AddressHost> {
  // 010.0.0.1 is 8.0.0.1 to some programs and 10.0.0.1 to others; 1.2.3 and 0x7f.1 are older still (RFC 6943 section 3.1.1).
  if (!isPlainQuad(host)) return refused('odd_address', { text: cut(host, 100) });
  return judge(ipaddr.IPv4.parse(host), []);
}

export function understandIpv6(host: string): Step<AddressHost> {
  const [bare = '', zone] = host.split('%', 2);
  if (!/^[0-9a-f:.]{2,60}$/i.test(bare) || !ipaddr.IPv6.isValid(bare))
    return refused('bad_ipv6', { text: cut(host, 100) });
  const address = ipaddr.IPv6.parse(bare);
  const notes = zone === undefined ? [] : [note('zone_dropped')];
  if (!address.isIPv4MappedAddress()) return judge(address, notes);
  const inner = address.toIPv4Address();
  return judge(inner, [...notes, note('ipv4_mapped', { address: inner.toString() })]);
}
