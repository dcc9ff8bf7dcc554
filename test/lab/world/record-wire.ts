// Records of a zone file as bytes in canonical form (RFC 4034 section 6): what signatures and digests are made over.

import { isV6 } from './topology.ts';

const typeNumbers: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DS: 43,
  SSHFP: 44,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  NSEC3PARAM: 51,
  TLSA: 52,
  CDS: 59,
  CDNSKEY: 60,
  CAA: 257,
};

export function typeNumber(type: string): number {
  const number = typeNumbers[type];
  if (number === undefined)
    throw new Error(`records of type ${type} cannot be signed: add it to record-wire.ts`);
  return number;
}

export const labelsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split('.')
    .filter((label) => label !== '');

export const nameWire = (name: string): Buffer =>
  Buffer.concat([
    ...labelsOf(name).map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

export const uint16 = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function addressWire(address: string): Buffer {
  if (!isV6(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const middle = Array<string>(tail === undefined ? 0 : 8 - first.length - last.length).fill('0');
  return Buffer.concat([...first, ...middle, ...last].map((group) => uint16(Number.parseInt(group, 16))));
}

/** Character strings as a zone file quotes them: `"v=spf1 -all" "second"`. */
function textWire(value: string): Buffer {
  const strings = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    Buffer.from(text.replace(/\\(.)/g, '$1')),
  );
  return Buffer.concat(strings.map((text) => Buffer.concat([Buffer.from([text.length]), text])));
}

const numberedName = (words: readonly string[]): Buffer =>
  Buffer.concat([...words.slice(0, -1).map((word) => uint16(Number(word))), nameWire(words.at(-1) ?? '')]);

const soaWire = ([mname = '', rname = '', ...timers]: readonly string[]): Buffer =>
  Buffer.concat([nameWire(mname), nameWire(rname), ...timers.map((word) => uint32(Number(word)))]);

/** One 16-bit number, single bytes, then the rest in one coding: DS, DNSKEY. */
const numberedBlob = ([first, second, third, ...rest]: readonly string[], coding: 'hex' | 'base64'): Buffer =>
  Buffer.concat([
    uint16(Number(first)),
    Buffer.from([Number(second), Number(third)]),
    Buffer.from(rest.join(''), coding),
  ]);

function caaWire(value: string): Buffer {
  const [, flags = '0', tag = '', text = ''] = /^(\d+) (\w+) "(.*)"$/.exec(value) ?? [];
  return Buffer.concat([Buffer.from([Number(flags), tag.length]), Buffer.from(tag), Buffer.from(text)]);
}

/** RFC 4034 section 4.1.2: the types of one owner as windows of bits. */
function bitmapWire(types: readonly string[]): Buffer {
  const numbers = types.map(typeNumber);
  const windows = [...new Set(numbers.map((number) => number >> 8))].toSorted((a, b) => a - b);
  return Buffer.concat(
    windows.map((window) => {
      const low = numbers.filter((number) => number >> 8 === window).map((number) => number & 0xff);
      const bits = Buffer.alloc((Math.max(...low) >> 3) + 1);
      for (const bit of low) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
      return Buffer.concat([Buffer.from([window, bits.length]), bits]);
    }),
  );
}

/** 20261122010203 as seconds since 1970. */
function timeSeconds(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) / 1000;
}

/** Type covered, algorithm, labels, TTL, end, begin, key tag, signer, signature (RFC 4034 section 3.2). */
function signatureWire(words: readonly string[]): Buffer {
  const [type = '', algorithm, labels, ttl, end = '', begin = '', tag, signer = '', ...rest] = words;
  return Buffer.concat([
    uint16(typeNumber(type)),
    Buffer.from([Number(algorithm), Number(labels)]),
    uint32(Number(ttl)),
    uint32(timeSeconds(end)),
    uint32(timeSeconds(begin)),
    uint16(Number(tag)),
    nameWire(signer),
    Buffer.from(rest.join(''), 'base64'),
  ]);
}

const base32 = '0123456789abcdefghijklmnopqrstuv';

/** Algorithm, flags, iterations and salt (`-` for none); NSEC3 has the next hash and the types behind them (RFC 5155 section 3). */
function hashedDenialWire([
  algorithm,
  flags,
  iterations,
  salt = '-',
  next,
  ...types
]: readonly string[]): Buffer {
  const salted = Buffer.from(salt === '-' ? '' : salt, 'hex');
  const head = [Buffer.from([Number(algorithm), Number(flags)]), uint16(Number(iterations))];
  const parameters = Buffer.concat([...head, Buffer.from([salted.length]), salted]);
  if (next === undefined) return parameters;
  const bits = next
    .toLowerCase()
    .split('')
    .map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const hash = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return Buffer.concat([parameters, Buffer.from([hash.length]), hash, bitmapWire(types)]);
}

/** The data of a record from its zone-file text, names in lower case and without compression. */
export function rdataWire(type: string, value: string): Buffer {
  const words = value.split(/\s+/);
  switch (type) {
    case 'A':
    case 'AAAA':
      return addressWire(value);
    case 'NS':
    case 'CNAME':
    case 'PTR':
    case 'MX':
    case 'SRV':
      return numberedName(words);
    case 'SOA':
      return soaWire(words);
    case 'TXT':
      return textWire(value);
    case 'CAA':
      return caaWire(value);
    case 'DS':
    case 'CDS':
      return numberedBlob(words, 'hex');
    case 'DNSKEY':
    case 'CDNSKEY':
      return numberedBlob(words, 'base64');
    case 'TLSA':
      return Buffer.concat([
        Buffer.from(words.slice(0, 3).map(Number)),
        Buffer.from(words.slice(3).join(''), 'hex'),
      ]);
    case 'SSHFP':
      return Buffer.concat([
        Buffer.from(words.slice(0, 2).map(Number)),
        Buffer.from(words.slice(2).join(''), 'hex'),
      ]);
    case 'RRSIG':
      return signatureWire(words);
    case 'NSEC':
      return Buffer.concat([nameWire(words[0] ?? ''), bitmapWire(words.slice(1))]);
    case 'NSEC3':
    case 'NSEC3PARAM':
      return hashedDenialWire(words);
    default:
      throw new Error(`records of type ${type} cannot be signed: add it to record-wire.ts`);
  }
}
