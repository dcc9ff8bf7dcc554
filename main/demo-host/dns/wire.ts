/** DNS messages in and out: one query's bytes to one response's bytes, over any transport. */
import dnsPacket, { type Answer, type DecodedPacket, type OptAnswer, type PacketOpt } from 'dns-packet';
import type { DnsReply, Rcode } from './authority.ts';
import { servfail } from './authority.ts';
import type { DnsServer } from './resolver.ts';

const rcodes: Readonly<Record<Rcode, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};

/** Largest UDP response without EDNS (RFC 1035 section 4.2.1). */
const plainUdpSize = 512;
const ourUdpSize = 1232;
const headerLength = 12;

/** Null for what is too short to be answered at all. */
export function answerMessage(
  server: DnsServer,
  message: Buffer,
  transport: 'udp' | 'stream',
): Buffer | null {
  const query = decodeQuery(message);
  if (query === null) return message.length < headerLength ? null : formatError(message);
  const [question] = query.questions ?? [];
  if (question === undefined) return formatError(message);
  const reply = safeAnswer(server, { name: question.name.toLowerCase() || '.', type: question.type });
  const opt = query.additionals?.find((record): record is OptAnswer => record.type === 'OPT');
  const response = encodeReply(query, server, reply, opt);
  const limit = Math.max(opt?.udpPayloadSize ?? plainUdpSize, plainUdpSize);
  if (transport === 'stream' || response.length <= limit) return response;
  return encodeReply(
    query,
    server,
    { ...reply, answers: [], authorities: [], additionals: [] },
    opt,
    dnsPacket.TRUNCATED_RESPONSE,
  );
}

function decodeQuery(message: Buffer): DecodedPacket | null {
  try {
    const packet = dnsPacket.decode(message);
    return packet.flag_qr ? null : packet;
  } catch {
    return null;
  }
}

/** An unexpected record type must not end the process that serves everything else. */
function safeAnswer(server: DnsServer, question: Parameters<DnsServer['answer']>[0]): DnsReply {
  try {
    return server.answer(question);
  } catch {
    return servfail;
  }
}

function encodeReply(
  query: DecodedPacket,
  server: DnsServer,
  reply: DnsReply,
  opt: OptAnswer | undefined,
  extraFlags = 0,
): Buffer {
  const flags =
    extraFlags |
    rcodes[reply.rcode] |
    (reply.isAuthoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0) |
    (server.isResolver ? dnsPacket.RECURSION_AVAILABLE : 0) |
    ((query.flags ?? 0) & (dnsPacket.RECURSION_DESIRED | dnsPacket.CHECKING_DISABLED));
  return dnsPacket.encode({
    type: 'response',
    id: query.id ?? 0,
    flags,
    // Echoed letter for letter: clients that mix the case of names look for it.
    questions: query.questions ?? [],
    answers: [...reply.answers],
    authorities: [...reply.authorities],
    additionals: [...reply.additionals, ...(opt === undefined ? [] : [ednsOf(server, reply)])],
  });
}

function ednsOf(server: DnsServer, reply: DnsReply): Answer {
  // 22 "No Reachable Authority" (RFC 8914 section 4.23), as public resolvers say it.
  const explains = server.isResolver && reply.rcode === 'SERVFAIL';
  const option = { code: 15, data: Buffer.from([0, 22]) } as unknown as PacketOpt;
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: ourUdpSize,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: explains ? [option] : [],
  };
}

function formatError(message: Buffer): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt16BE(message.readUInt16BE(0), 0);
  header.writeUInt16BE(0x8000 | rcodes.FORMERR, 2);
  return header;
}
