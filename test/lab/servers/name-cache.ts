// The computer's own cache of names: speaks the protocol of glibc's nscd (nscd/nscd-client.h, version 2) on its socket.
// Kept names get the kept addresses; all others are looked up afresh. Usage: node name-cache.ts SETTINGS.json

import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { NameCacheSettings } from '../services/name-cache.ts';

const {
  socket: path,
  names,
  v4,
  v6,
  resolver,
} = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as NameCacheSettings;

const version = 2;
const addressLookup = 14; // GETAI
const headerLength = 12;
const families = { v4: 2, v6: 10 } as const;
const notFound = 1; // HOST_NOT_FOUND

const dns = new Resolver({ timeout: 2000, tries: 2 });
dns.setServers([resolver]);

interface Found {
  readonly v4: readonly string[];
  readonly v6: readonly string[];
}

async function lookUp(name: string): Promise<Found> {
  if (names.includes(name)) return { v4: [v4], v6: [v6] };
  const [four, six] = await Promise.all([
    dns.resolve4(name).catch(() => []),
    dns.resolve6(name).catch(() => []),
  ]);
  return { v4: four, v6: six };
}

function bytesOf(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** ai_response_header, then the addresses, then a byte with the family of each, then the name. */
function answerOf(name: string, found: Found): Buffer {
  const all = [...found.v6, ...found.v4];
  const addresses = Buffer.concat(all.map(bytesOf));
  const canonical = Buffer.from(`${name}\0`);
  const header = Buffer.alloc(24);
  const values =
    all.length === 0
      ? [version, 0, 0, 0, 0, notFound]
      : [version, 1, all.length, addresses.length, canonical.length, 0];
  for (const [index, value] of values.entries()) header.writeInt32LE(value, index * 4);
  const kinds = Buffer.from(all.map((address) => (address.includes(':') ? families.v6 : families.v4)));
  return all.length === 0 ? header : Buffer.concat([header, addresses, kinds, canonical]);
}

createServer((client) => {
  client.on('error', () => client.destroy());
  let pending = Buffer.alloc(0);
  client.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length < headerLength) return;
    const length = pending.readInt32LE(8);
    if (pending.length < headerLength + length) return;
    // anything but a lookup is hung up on, as by a cache that shares no memory
    if (pending.readInt32LE(4) !== addressLookup) {
      client.destroy();
      return;
    }
    const name = pending.toString('latin1', headerLength, headerLength + length - 1).toLowerCase();
    void lookUp(name).then((found) => client.end(answerOf(name, found)));
  });
}).listen(path);
