/** Resource records as dns-packet decodes them, turned into the model's: presentation text plus the parts that judgements need. */
import type { RecordType as PacketType } from 'dns-packet';
import type { DnsRecord, RecordType } from '../model/observations/dns.ts';
import { serviceBinding } from './service-binding.ts';

/** A record as dns-packet decodes it; `data` is checked here, because a hostile message decides its content. */
export interface RawRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number | undefined;
  readonly data?: unknown;
}

type Fields = Readonly<Record<string, string | number | boolean>>;
type Parts = Readonly<Record<string, unknown>>;
interface Presented {
  readonly value: string;
  readonly fields?: Fields;
}

const MAX_VALUE = 70_000;

/** dns-packet knows no HTTPS records (RFC 9460, type 65) and carries them through by their number. */
const HTTPS_IN_PACKETS = 'UNKNOWN_65';
export const packetType = (type: RecordType): PacketType =>
  (type === 'HTTPS' ? HTTPS_IN_PACKETS : type) as PacketType;
export const modelType = (type: string): string => (type === HTTPS_IN_PACKETS ? 'HTTPS' : type);

/** Lower case without the final dot; the root is "." (RFC 4343: letter case carries no meaning). */
export function normalizeDnsName(name: string): string {
  const lower = name.toLowerCase();
  return lower === '.' || lower === '' ? '.' : lower.replace(/\.$/, '');
}

/** Turns one decoded record into the model's form. Never throws: data of an unexpected shape becomes text. */
export function toDnsRecord({ name, type: rawType, ttl, data }: RawRecord): DnsRecord {
  const type = modelType(rawType);
  const { value, fields } = present(type, data);
  return {
    name: normalizeDnsName(name),
    type: type.replace(/^UNKNOWN_/, 'TYPE').slice(0, 20), // RFC 3597 section 5
    ttl: ttl ?? 0,
    value: value.slice(0, MAX_VALUE),
    ...(fields === undefined ? {} : { fields }),
  };
}

function present(type: string, data: unknown): Presented {
  if (type === 'TXT') return presentText(data);
  if (typeof data === 'string')
    return { value: isNameType(type) ? normalizeDnsName(data) : data.toLowerCase() };
  if (data instanceof Uint8Array && rawLayouts[type] !== undefined && data.length >= 5) {
    const fields = rawLayouts[type](Buffer.from(data));
    return { value: Object.values(fields).join(' '), fields };
  }
  if (type === 'HTTPS' && data instanceof Uint8Array) return presentBinding(data);
  if (data instanceof Uint8Array) return generic(data);
  if (typeof data !== 'object' || data === null) return { value: '' };
  const fields = fieldsOf(type, data as Parts);
  if (type === 'CAA')
    return { value: `${fields['flags']} ${fields['tag']} ${quoted(String(fields['value']))}`, fields };
  return { value: Object.values(fields).join(' '), fields };
}

/** RFC 3597 section 5. */
const generic = (data: Uint8Array): Presented => ({ value: `\\# ${data.length} ${hex(data)}`.trim() });

function presentBinding(data: Uint8Array): Presented {
  const fields = serviceBinding(data);
  if (fields === null) return generic(data);
  const { priority, target, ...parameters } = fields;
  const words = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return { value: [priority, target, ...words].join(' '), fields };
}

const isNameType = (type: string): boolean =>
  type === 'NS' || type === 'CNAME' || type === 'PTR' || type === 'DNAME';

/** Fields in the order in which the presentation form writes them; what is missing here falls to `plainFields`. */
const layouts: Readonly<Record<string, (parts: Parts) => Fields>> = {
  MX: (p) => ({ preference: number(p['preference']), exchange: host(p['exchange']) }),
  SOA: (p) => ({
    mname: host(p['mname']),
    rname: host(p['rname']),
    serial: number(p['serial']),
    refresh: number(p['refresh']),
    retry: number(p['retry']),
    expire: number(p['expire']),
    minimum: number(p['minimum']),
  }),
  SRV: (p) => ({
    priority: number(p['priority']),
    weight: number(p['weight']),
    port: number(p['port']),
    target: host(p['target']),
  }),
  CAA: (p) => ({ flags: number(p['flags']), tag: text(p['tag']).toLowerCase(), value: text(p['value']) }),
  DS: (p) => ({
    keyTag: number(p['keyTag']),
    algorithm: number(p['algorithm']),
    digestType: number(p['digestType']),
    digest: hex(p['digest']),
  }),
  // dns-packet refuses any protocol but 3 (RFC 4034 section 2.1.2) and does not hand it on.
  DNSKEY: (p) => ({
    flags: number(p['flags']),
    protocol: 3,
    algorithm: number(p['algorithm']),
    key: base64(p['key']),
  }),
  TLSA: (p) => ({
    usage: number(p['usage']),
    selector: number(p['selector']),
    matchingType: number(p['matchingType']),
    certificate: hex(p['certificate']),
  }),
  SSHFP: (p) => ({
    algorithm: number(p['algorithm']),
    hash: number(p['hash']),
    fingerprint: text(p['fingerprint']).toLowerCase(),
  }),
};

/** Types that dns-packet leaves as bytes: written as DS and DNSKEY are (RFC 7344 section 3). */
const rawLayouts: Readonly<Record<string, (data: Buffer) => Fields>> = {
  CDS: (data) => ({
    keyTag: data.readUInt16BE(0),
    algorithm: data.readUInt8(2),
    digestType: data.readUInt8(3),
    digest: hex(data.subarray(4)),
  }),
  CDNSKEY: (data) => ({
    flags: data.readUInt16BE(0),
    protocol: data.readUInt8(2),
    algorithm: data.readUInt8(3),
    key: base64(data.subarray(4)),
  }),
};

function fieldsOf(type: string, parts: Parts): Fields {
  return layouts[type]?.(parts) ?? plainFields(parts);
}

function plainFields(parts: Parts): Fields {
  const entries = Object.entries(parts).map(([key, value]): [string, string | number | boolean] => {
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
      return [key, value];
    if (value instanceof Uint8Array) return [key, hex(value)];
    return [key, Array.isArray(value) ? value.map(String).join(' ') : ''];
  });
  return Object.fromEntries(entries);
}

/** `value` keeps the character strings apart; `fields.text` is them joined, as SPF, DKIM and DMARC read them (RFC 7208 3.3). */
function presentText(data: unknown): Presented {
  const list: readonly unknown[] = Array.isArray(data) ? data : [data];
  const strings = list.map((item) =>
    item instanceof Uint8Array ? Buffer.from(item) : Buffer.from(text(item)),
  );
  return {
    value: strings.map((bytes) => quoted(bytes.toString('latin1'))).join(' '),
    fields: { text: Buffer.concat(strings).toString('utf8') },
  };
}

/** RFC 1035 section 5.1: quotes and backslashes escaped, everything unprintable as \DDD. */
function quoted(latin1: string): string {
  const escape = (character: string): string =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\${String(character.charCodeAt(0)).padStart(3, '0')}`;
  return `"${latin1.replace(/["\\]|[^\x20-\x7e]/g, escape)}"`;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const host = (value: unknown): string => normalizeDnsName(text(value));
const hex = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : '';
const base64 = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : '';
