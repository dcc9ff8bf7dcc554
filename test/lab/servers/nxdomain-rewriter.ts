// A resolver's "search help": passes questions on and turns "no such name" into the address of a page of its own.
// Usage: node nxdomain-rewriter.ts SETTINGS.json (see services/middleboxes.ts)

import { createSocket } from 'node:dgram';
import type { RemoteInfo } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import type { RewriterSettings } from '../services/middleboxes.ts';

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as RewriterSettings;

const headerLength = 12;
const nxdomain = 3;
const typeA = 1;
const typeAaaa = 28;
const ttlSeconds = 60;

/** End of the one question: labels, the root, type and class (RFC 1035 section 4.1.2). */
function questionEnd(message: Buffer): number {
  let at = headerLength;
  while ((message[at] ?? 0) > 0) at += (message[at] ?? 0) + 1;
  return at + 5;
}

const addressBytes = (address: string): Buffer => {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
};

/** The same answer with an invented address where the name was denied; any other as it came. */
function rewritten(answer: Buffer): Buffer {
  if (((answer[3] ?? 0) & 0x0f) !== nxdomain) return answer;
  const end = questionEnd(answer);
  const type = answer.readUInt16BE(end - 4);
  if (type !== typeA && type !== typeAaaa) return answer;
  const data = addressBytes(type === typeA ? settings.v4 : settings.v6);
  const message = Buffer.from(answer.subarray(0, end));
  message.writeUInt8((message[3] ?? 0) & 0xf0, 3);
  message.writeUInt16BE(1, 6); // one answer, and no authority or additional records
  message.writeUInt32BE(0, 8);
  const record = Buffer.alloc(headerLength);
  record.writeUInt16BE(0xc00c, 0); // the name of the question
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(ttlSeconds, 6);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([message, record, data]);
}

for (const [type, resolver] of [
  ['udp4', settings.resolver.v4],
  ['udp6', settings.resolver.v6],
] as const) {
  const front =
    type === 'udp6' ? createSocket({ type, ipv6Only: true }) : createSocket({ type, reuseAddr: true });
  front.on('message', (question: Buffer, client: RemoteInfo) => {
    const back = createSocket(type);
    const timer = setTimeout(() => back.close(), 5_000);
    back.once('message', (answer: Buffer) => {
      clearTimeout(timer);
      back.close();
      front.send(rewritten(answer), client.port, client.address);
    });
    back.send(question, 53, resolver);
  });
  front.bind(settings.port, type === 'udp6' ? '::' : '0.0.0.0');
}
