/** DNS names and records: presentation form, as the world's data has it, into what dns-packet encodes. */
import type { Answer, CaaData, RecordType } from 'dns-packet';
import ipaddr from 'ipaddr.js';

/** Absolute lower-case name without the final dot; the root is ".". */
export function absoluteName(owner: string, origin: string): string {
  const prefix = owner === '@' ? '' : owner.toLowerCase();
  if (origin === '.') return prefix === '' ? '.' : prefix;
  return prefix === '' ? origin : `${prefix}.${origin}`;
}

export function isWithin(name: string, origin: string): boolean {
  return origin === '.' || name === origin || name.endsWith(`.${origin}`);
}

/** The name itself, then its parents up to the root. */
export function ancestry(name: string): readonly string[] {
  const labels = name === '.' ? [] : name.split('.');
  return [...labels.map((_, index) => labels.slice(index).join('.')), '.'];
}

export function parseRecord(name: string, type: RecordType, ttl: number, value: string): Answer {
  const base = { name, ttl, class: 'IN' as const };
  switch (type) {
    case 'A':
    case 'AAAA':
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return { ...base, type, data: value };
    case 'MX': {
      const [preference = '10', exchange = '.'] = value.split(' ');
      return { ...base, type, data: { preference: Number(preference), exchange } };
    }
    case 'TXT':
      // A character string holds 255 octets (RFC 1035 section 3.3.14); longer texts are split.
      return { ...base, type, data: value.match(/.{1,255}/gs) ?? [''] };
    case 'CAA': {
      const [flags = '0', tag = 'issue', ...rest] = value.split(' ');
      return {
        ...base,
        type,
        data: { flags: Number(flags), tag: tag as CaaData['tag'], value: rest.join(' ') },
      };
    }
    default:
      throw new Error(`the demo world's zones have no ${type} records`);
  }
}

export function soaRecord(origin: string, server: string, serial: number, ttl: number): Answer {
  const rname = absoluteName('hostmaster', origin);
  const data = { mname: server, rname, serial, refresh: 7200, retry: 1800, expire: 1209600, minimum: 300 };
  return { name: origin, type: 'SOA', ttl, class: 'IN', data };
}

/** The name under which the reverse tree keeps an address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
export function reverseName(address: string): string {
  const bytes = ipaddr.parse(address).toByteArray();
  if (bytes.length === 4) return `${bytes.toReversed().join('.')}.in-addr.arpa`;
  const nibbles = bytes.flatMap((byte) => [byte >> 4, byte & 15]).map((nibble) => nibble.toString(16));
  return `${nibbles.toReversed().join('.')}.ip6.arpa`;
}
