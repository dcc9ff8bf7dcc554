/** Facts of one DNS query to one server address, and of one lookup by the operating system. */
import { z } from 'zod';
import { list } from '../schema-kit.ts';

/** Record types that Faultline asks for. */
const recordTypes = [
  'A',
  'AAAA',
  'NS',
  'SOA',
  'MX',
  'TXT',
  'CAA',
  'DS',
  'DNSKEY',
  'CDS',
  'CDNSKEY',
  'PTR',
  'CNAME',
  'TLSA',
  'SRV',
  'SSHFP',
  /** What a web server speaks and where (RFC 9460). */
  'HTTPS',
  /** The whole zone (RFC 5936): asked only to see whether strangers get it; what comes is dropped but for its first record. */
  'AXFR',
] as const;
export const recordTypeSchema = z.enum(recordTypes);
export type RecordType = z.infer<typeof recordTypeSchema>;

/**
 * One resource record. Names are lower case without the final dot (the root is ".").
 * `value` is the presentation form of RFC 1035; `fields` holds the parts that judgements need,
 * e.g. MX {preference, exchange}, HTTPS {priority, target, alpn, port, ipv4hint, ipv6hint}, SOA {mname, rname, serial, refresh, retry, expire, minimum}, CAA {flags, tag, value}.
 */
export const dnsRecordSchema = z.object({
  name: z.string().max(1100),
  type: z.string().max(20),
  ttl: z.number(),
  value: z.string().max(70_000),
  fields: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .readonly()
    .optional(),
});
export type DnsRecord = Readonly<z.infer<typeof dnsRecordSchema>>;

export const dnsResponseSchema = z.object({
  /** RCODE name with the EDNS extension merged in: NOERROR, NXDOMAIN, SERVFAIL, REFUSED, BADVERS… */
  rcode: z.string().max(30),
  flags: z
    .object({
      aa: z.boolean(),
      tc: z.boolean(),
      rd: z.boolean(),
      ra: z.boolean(),
      ad: z.boolean(),
      cd: z.boolean(),
    })
    .readonly(),
  answers: list(dnsRecordSchema),
  authorities: list(dnsRecordSchema),
  additionals: list(dnsRecordSchema),
  /** True when the response carried an OPT record (RFC 6891). */
  edns: z.boolean(),
  /** Extended DNS Errors (RFC 8914). */
  extendedErrors: list(z.object({ code: z.number(), text: z.string().max(500) }).readonly()),
  /** What the machine calls itself (NSID, RFC 5001); absent where it does not say. */
  serverIdentity: z.string().max(300).optional(),
  /** Length of the message in bytes. */
  size: z.number(),
});
export type DnsResponse = Readonly<z.infer<typeof dnsResponseSchema>>;

export const dnsQueryInput = z.object({
  name: z.string().max(1100),
  type: recordTypeSchema,
  /** RD bit: true towards resolvers, false towards authoritative servers. */
  recursion: z.boolean(),
  /** CD bit (RFC 4035 section 3.2.2): asks a validating resolver not to validate. */
  checkingDisabled: z.boolean().optional(),
  /** DO bit (RFC 3225): asks for signatures and denials along with the answer. */
  dnssecOk: z.boolean().optional(),
  /** Asked as before 1999, without EDNS: what a server that drops the extension still answers (RFC 8906 section 3.2). */
  withoutEdns: z.boolean().optional(),
  /** NSID option (RFC 5001): asks which of the machines behind the address answers. */
  identify: z.boolean().optional(),
  /** `udp` falls back to TCP by itself when the answer is truncated. */
  transport: z.enum(['udp', 'tcp', 'https']),
  /** DoH URL (RFC 8484), dialled at the endpoint's address. */
  url: z.string().max(500).optional(),
});
export type DnsQueryInput = Readonly<z.infer<typeof dnsQueryInput>>;

export const dnsQueryData = z.object({
  response: dnsResponseSchema.optional(),
  /** True when the UDP answer was truncated and TCP was used after it. */
  truncatedOverUdp: z.boolean().optional(),
  /** True when the server echoed the name with the letter case that we sent (0x20). */
  caseEchoed: z.boolean().optional(),
  /** True when the server refused the question with EDNS and was asked again without (RFC 6891 section 6.2.2). */
  ednsRefused: z.boolean().optional(),
  /** Last response message, base64. */
  messageBase64: z.string().max(90_000).optional(),
});
export type DnsQueryData = Readonly<z.infer<typeof dnsQueryData>>;

export const systemLookupInput = z.object({ name: z.string().max(1100) });
export const systemLookupData = z.object({
  addresses: list(z.string()),
  /** EAI code as the OS gave it (ENOTFOUND, EAI_AGAIN…); absent on success. */
  systemCode: z.string().max(60).optional(),
});
