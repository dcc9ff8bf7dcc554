/** What an HTTPS record says, read from its bytes (RFC 9460 section 2.2). */
import { isIPv6 } from 'node:net';
import { ByteReader } from './byte-reader.ts';

type Fields = Record<string, string | number>;

const readAddresses = (value: Buffer, bytes: 4 | 16): string => {
  const reader = new ByteReader(value);
  const found: string[] = [];
  while (reader.remaining > 0 && found.length < 16) found.push(address(reader.take(bytes)));
  return found.join(',');
};

function address(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = Array.from({ length: 8 }, (_none, index) => bytes.readUInt16BE(index * 2).toString(16));
  const text = groups.join(':');
  // the shortest form, as the addresses of AAAA records are written (RFC 5952)
  return isIPv6(text) ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text;
}

function readProtocols(value: Buffer): string {
  const reader = new ByteReader(value);
  const found: string[] = [];
  while (reader.remaining > 0 && found.length < 16) found.push(reader.vector(1).toString('latin1'));
  return found.map((each) => each.replace(/[^\x21-\x7e]|,/g, '?')).join(',');
}

/** Section 14.3.2; the others say nothing that is judged here. */
const parameters: Readonly<Record<number, readonly [string, (value: Buffer) => string | number]>> = {
  1: ['alpn', readProtocols],
  3: ['port', (value) => new ByteReader(value).unsigned(2)],
  4: ['ipv4hint', (value) => readAddresses(value, 4)],
  6: ['ipv6hint', (value) => readAddresses(value, 16)],
};

function readName(reader: ByteReader): string {
  const labels: string[] = [];
  for (let length = reader.unsigned(1); length > 0; length = reader.unsigned(1))
    labels.push(reader.take(length).toString('latin1').toLowerCase());
  return labels.length === 0 ? '.' : labels.join('.');
}

/** Null when the bytes are cut or malformed. */
export function serviceBinding(data: Uint8Array): Fields | null {
  try {
    const reader = new ByteReader(Buffer.from(data));
    const fields: Fields = { priority: reader.unsigned(2), target: readName(reader) };
    while (reader.remaining > 0) {
      const parameter = parameters[reader.unsigned(2)];
      const value = reader.vector(2);
      if (parameter) fields[parameter[0]] = parameter[1](value);
    }
    return fields;
  } catch {
    return null;
  }
}
