// A router that tells its address towards the internet (NAT-PMP, RFC 6886) and does nothing else.
// Usage: node nat-pmp.ts SETTINGS.json (see services/middleboxes.ts)

import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import type { NatPmpSettings } from '../services/middleboxes.ts';

const { port, external } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as NatPmpSettings;
const isAddressRequest = (message: Buffer): boolean => message.length === 2 && message.readUInt16BE(0) === 0;

const socket = createSocket('udp4');
socket.on('message', (message, client) => {
  if (!isAddressRequest(message)) return;
  const answer = Buffer.alloc(12);
  answer.writeUInt8(128, 1);
  answer.writeUInt32BE(Math.floor(process.uptime()), 4);
  answer.set(external.split('.').map(Number), 8);
  socket.send(answer, client.port, client.address);
});
socket.bind(port, '0.0.0.0');
