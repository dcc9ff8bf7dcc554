/** DNS messages: queries out, responses in (RFC 1035, EDNS RFC 6891, Extended DNS Errors RFC 8914). */
import { randomBytes, randomInt } from 'node:crypto';
import * as dnsPacket from 'dns-packet';
import type { DnsQueryInput, DnsResponse, RecordType } from '../model/observations/dns.ts';
import { modelType, normalizeDnsName, packetType, toDnsRecord, type RawRecord } from './dns-records.ts';
import { assertWholeMessage } from './dns-structure.ts';
import { scrubText } from './scrub.ts';
import { WireError } from './wire-error.ts';

/** Payload that passes without fragments on nearly every path (DNS Flag Day 2020; RFC 9715 section 3). */
const EDNS_PAYLOAD_BYTES = 1232;
export const MAX_MESSAGE_BYTES = 65_535;
const HEADER_BYTES = 12;
const NSID_OPTION = 3;
const EDE_OPTION = 15;
/** An empty option asks for it. dns-packet writes options that it does not know; only its types name four alone. */
const nsidRequest = { code: NSID_OPTION, data: Buffer.alloc(0) } as unknown as dnsPacket.PacketOpt;
/** Authentic Data in a query asks the resolver to tell whether it validated (RFC 6840 section 5.7). */
const AUTHENTIC_DATA = 0x20;

const rcodeNames: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  11: 'DSOTYPENI',
  16: 'BADVERS',
  17: 'BADKEY',
  18: 'BADTIME',
  22: 'BADTRUNC',
  23: 'BADCOOKIE',
};

/** A query as it went out: what an answer must echo. */
export interface DnsQuery {
  readonly id: number;
  /** The name with its letter case drawn at random (0x20), without the final dot. */
  readonly name: string;
  readonly type: RecordType;
  readonly bytes: Buffer;
}

/**
 * Encodes one question with a random id, random letter case and EDNS.
 *
 * @throws WireError `unclassified` when the name cannot stand in a DNS message (label over 63 bytes, name over 255).
 */
export function encodeQuery(
  input: Pick<
    DnsQueryInput,
    'name' | 'type' | 'recursion' | 'checkingDisabled' | 'dnssecOk' | 'identify' | 'withoutEdns'
  >,
  options: { readonly id?: number } = {},
): DnsQuery {
  const id = options.id ?? randomInt(0x10000);
  const name = randomizeCase(normalizeDnsName(input.name));
  assertEncodable(name);
  const flags =
    (input.recursion ? dnsPacket.RECURSION_DESIRED | AUTHENTIC_DATA : 0) |
    (input.checkingDisabled === true ? dnsPacket.CHECKING_DISABLED : 0);
  const bytes = dnsPacket.encode({
    type: 'query',
    id,
    flags,
    questions: [{ name, type: packetType(input.type), class: 'IN' }],
    additionals: input.withoutEdns === true ? [] : [extensionOf(input)],
  });
  return { id, name, type: input.type, bytes };
}

const extensionOf = ({
  dnssecOk = false,
  identify = false,
}: Pick<DnsQueryInput, 'dnssecOk' | 'identify'>): dnsPacket.OptAnswer => ({
  type: 'OPT',
  name: '.',
  udpPayloadSize: EDNS_PAYLOAD_BYTES,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: dnssecOk ? dnsPacket.DNSSEC_OK : 0,
  flag_do: dnssecOk,
  options: identify ? [nsidRequest] : [],
});

/** dns-packet writes an overlong label as a compression pointer and an empty one as the end of the name. */
function assertEncodable(name: string): void {
  if (name === '.') return;
  const isBad =
    Buffer.byteLength(name) > 253 ||
    name.split('.').some((label) => label === '' || Buffer.byteLength(label) > 63);
  if (isBad) throw new WireError('unclassified', { detail: `not a DNS name: ${name.slice(0, 300)}` });
}

/** Letter case at random makes blind forgery harder and shows who rewrites questions (draft-vixie-dnsext-dns0x20). */
function randomizeCase(name: string): string {
  const bits = randomBytes(name.length);
  const draw = (letter: string, index: number): string =>
    (bits[index] ?? 0) & 1 ? letter.toUpperCase() : letter;
  return name.replace(/[a-z]/g, draw);
}

/** How a message relates to a query: `case` means the right question in other letter case. */
export type AnswerMatch = 'exact' | 'case' | 'other';

/** Compares id, QR bit and question. Never throws; a message whose header fits but that does not decode counts as exact. */
export function matchAnswer(
  query: DnsQuery,
  message: Uint8Array,
  options: { readonly ignoreId?: boolean } = {},
): AnswerMatch {
  if (message.length < HEADER_BYTES) return 'other';
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.length);
  const isResponse = ((bytes[2] ?? 0) & 0x80) !== 0;
  if (!isResponse || (bytes.readUInt16BE(0) !== query.id && options.ignoreId !== true)) return 'other';
  // FORMERR and NOTIMP may come without the question (RFC 1035 section 4.1.1 leaves it open).
  if (bytes.readUInt16BE(4) === 0) return ((bytes[3] ?? 0) & 0x0f) === 0 ? 'other' : 'exact';
  const asked = firstQuestion(bytes);
  if (asked === null) return 'exact';
  if (asked.type !== query.type || normalizeDnsName(asked.name) !== normalizeDnsName(query.name))
    return 'other';
  return asked.name === query.name ? 'exact' : 'case';
}

function firstQuestion(bytes: Buffer): { readonly name: string; readonly type: string } | null {
  try {
    // Only the question: a truncated or broken record after it must not hide whose answer this is.
    const headerOfOne = Buffer.concat([
      bytes.subarray(0, 4),
      Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]),
      bytes.subarray(HEADER_BYTES),
    ]);
    const asked = dnsPacket.decode(headerOfOne).questions?.[0];
    return asked === undefined ? null : { name: asked.name, type: modelType(asked.type) };
  } catch {
    return null;
  }
}

/** The TC bit, readable even where the cut message does not decode (RFC 2181 section 9). */
export const isTruncated = (message: Uint8Array): boolean => ((message[2] ?? 0) & 0x02) !== 0;

/**
 * Decodes a response.
 *
 * @throws WireError `dns_malformed` whatever is wrong with the bytes.
 */
export function decodeResponse(message: Uint8Array): DnsResponse {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.length);
  const packet = decodePacket(bytes);
  const additionals = (packet.additionals ?? []) as readonly (RawRecord & OptParts)[];
  const opt = additionals.find(({ type }) => type === 'OPT');
  // The upper eight bits of the response code travel in OPT (RFC 6891 section 6.1.3); dns-packet leaves them apart.
  const rcode = ((opt?.extendedRcode ?? 0) << 4) | ((bytes[3] ?? 0) & 0x0f);
  return {
    rcode: rcodeNames[rcode] ?? `RCODE${rcode}`,
    flags: {
      aa: packet.flag_aa,
      tc: packet.flag_tc,
      rd: packet.flag_rd,
      ra: packet.flag_ra,
      ad: packet.flag_ad,
      cd: packet.flag_cd,
    },
    answers: ((packet.answers ?? []) as readonly RawRecord[]).map(toDnsRecord),
    authorities: ((packet.authorities ?? []) as readonly RawRecord[]).map(toDnsRecord),
    additionals: additionals.filter(({ type }) => type !== 'OPT').map(toDnsRecord),
    edns: opt !== undefined,
    extendedErrors: (opt?.options ?? []).flatMap(toExtendedError),
    ...identityIn(opt?.options ?? []),
    size: bytes.length,
  };
}

interface OptParts {
  readonly extendedRcode?: number;
  readonly options?: readonly { readonly code: number; readonly data?: unknown }[];
}

function decodePacket(bytes: Buffer): dnsPacket.DecodedPacket {
  try {
    assertWholeMessage(bytes);
    return dnsPacket.decode(bytes);
  } catch (cause) {
    throw new WireError('dns_malformed', {
      detail: cause instanceof Error ? cause.message : 'undecodable',
      cause,
    });
  }
}

/** RFC 5001 section 2.3: any bytes; most operators write a name in ASCII. */
function identityIn(options: NonNullable<OptParts['options']>): { serverIdentity?: string } {
  const data = options.find(({ code }) => code === NSID_OPTION)?.data;
  if (!(data instanceof Uint8Array) || data.length === 0) return {};
  const bytes = Buffer.from(data);
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return { serverIdentity: scrubText(bytes.toString(isText ? 'latin1' : 'hex')).slice(0, 300) };
}

/** RFC 8914 section 2: a 16-bit code, then text in UTF-8. */
function toExtendedError({
  code,
  data,
}: {
  readonly code: number;
  readonly data?: unknown;
}): { code: number; text: string }[] {
  if (code !== EDE_OPTION || !(data instanceof Uint8Array) || data.length < 2) return [];
  const bytes = Buffer.from(data);
  return [{ code: bytes.readUInt16BE(0), text: scrubText(bytes.subarray(2).toString('utf8')) }];
}
