// One SNTP answer (RFC 4330): pure, so that it can be read and tested apart from the socket.

/** Seconds from the NTP epoch (1900) to the Unix epoch (1970). */
const epochOffset = 2_208_988_800;
const packetLength = 48;
const clientMode = 3;
const serverMode = 4;

function writeTimestamp(packet: Buffer, offset: number, milliseconds: number): void {
  const seconds = Math.floor(milliseconds / 1000);
  packet.writeUInt32BE((seconds + epochOffset) >>> 0, offset);
  packet.writeUInt32BE(Math.floor(((milliseconds - seconds * 1000) / 1000) * 2 ** 32) >>> 0, offset + 4);
}

/** The reply to a client's request; nothing for anything else. */
export function answerTime(request: Buffer, now: number): Buffer | undefined {
  if (request.length < packetLength) return undefined;
  const first = request.readUInt8(0);
  if ((first & 7) !== clientMode) return undefined;
  const reply = Buffer.alloc(packetLength);
  reply.writeUInt8((first & 0b0011_1000) | serverMode, 0); // no leap warning, the client's version
  reply.writeUInt8(2, 1); // stratum: one step from a reference clock
  reply.writeInt8(6, 2); // poll interval 2^6 s
  reply.writeInt8(-20, 3); // precision about 1 µs
  reply.writeUInt32BE(0x10, 4); // root delay and dispersion: small
  reply.writeUInt32BE(0x10, 8);
  reply.write('LAB\0', 12, 'latin1');
  writeTimestamp(reply, 16, now - 1000);
  request.copy(reply, 24, 40, 48); // the client's transmit time comes back as originate time
  writeTimestamp(reply, 32, now);
  writeTimestamp(reply, 40, now);
  return reply;
}
