/** Questions to a DNS server of our own on loopback, and its answers. */
import * as dnsPacket from 'dns-packet';
import type { DnsQueryInput } from '../../diagnostics/model/observations/dns.ts';
import { askDns } from '../../diagnostics/net/dns-client.ts';
import { testContext } from './loopback.ts';

export const ask = (port: number, input: Partial<DnsQueryInput> = {}, context = testContext()) =>
  askDns({
    address: '127.0.0.1',
    port,
    input: { name: 'example.test', type: 'A', recursion: true, transport: 'udp', ...input },
    ...context,
  });

interface Reply {
  readonly rcode?: number;
  readonly truncated?: boolean;
  readonly id?: (id: number) => number;
  readonly name?: (name: string) => string;
}

/** What the server says to a query. */
export function answer(
  query: Buffer,
  { rcode = 0, truncated = false, id = (x) => x, name = (x) => x }: Reply = {},
): Buffer {
  const { id: asked = 0, questions: [question] = [] } = dnsPacket.decode(query);
  const bytes = dnsPacket.encode({
    type: 'response',
    id: id(asked),
    flags: truncated ? dnsPacket.TRUNCATED_RESPONSE : 0,
    questions: [{ name: name(question?.name ?? ''), type: question?.type ?? 'A' }],
    answers:
      truncated || rcode !== 0 ? [] : [{ name: question?.name ?? '', type: 'A', ttl: 30, data: '192.0.2.1' }],
  });
  bytes[3] = (bytes[3] ?? 0) | rcode;
  return bytes;
}
