/** DNS over TCP: messages behind a two-octet length (RFC 1035 section 4.2.2). */
import type { Socket } from 'node:net';
import type { DnsServer } from '../dns/resolver.ts';
import { answerMessage } from '../dns/wire.ts';

export function serveDnsStream(server: DnsServer, socket: Socket): void {
  let pending = Buffer.alloc(0);
  socket.on('end', () => socket.end());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const answer = answerMessage(server, pending.subarray(2, end), 'stream');
      pending = pending.subarray(end);
      if (answer === null) return void socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([length, answer]));
    }
  });
}
