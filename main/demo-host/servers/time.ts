/** SNTP (RFC 4330): always the true time, so that a wrong demo clock shows. */
const packetLength = 48;
/** Seconds between the NTP era (1900) and the Unix epoch. */
const eraOffset = 2_208_988_800;

export function answerTime(request: Buffer): Uint8Array | null {
  if (request.length < packetLength) return null;
  const reply = Buffer.alloc(packetLength);
  const received = Date.now();
  reply[0] = 0x24; // no leap warning, version 4, server
  reply[1] = 2; // stratum: synchronised to a primary server
  reply[2] = request[2] ?? 6;
  reply.writeInt8(-20, 3); // precision: about a microsecond
  reply.write('DEMO', 12, 'ascii');
  writeTimestamp(reply, 16, received - 1000);
  request.copy(reply, 24, 40, 48); // originate = the client's transmit timestamp
  writeTimestamp(reply, 32, received);
  writeTimestamp(reply, 40, Date.now());
  return reply;
}

function writeTimestamp(reply: Buffer, offset: number, epochMs: number): void {
  reply.writeUInt32BE(Math.floor(epochMs / 1000) + eraOffset, offset);
  reply.writeUInt32BE(Math.floor(((epochMs % 1000) / 1000) * 2 ** 32), offset + 4);
}
