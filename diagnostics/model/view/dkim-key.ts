/** DKIM key records (RFC 6376 section 3.6.1, RFC 8301, RFC 8463): usable, taken back, or not readable. */
import type { DnsRecord } from '../observations/dns.ts';
import { tagsOf } from './tag-list.ts';
import { textOf } from './text-records.ts';

export type DkimKeyState =
  /** A key that signatures can be checked with. */
  | 'usable'
  /** `p=` is there and empty: the owner took the key back. */
  | 'revoked'
  /** Meant as a key and not readable as one. */
  | 'malformed'
  /** An RSA key under 1024 bits, which verifiers refuse (RFC 8301 section 3.2). */
  | 'weak'
  /** Something else: a wildcard's answer, or a text of another service. */
  | 'foreign';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const ED25519_BYTES = 32;
/** A SubjectPublicKeyInfo with a modulus of 1024 bits has 162 bytes, one of 768 bits 126. */
const RSA_BYTES_AT_LEAST = 140;

const looksLikeKey = (text: string): boolean => /(?:^|[;\s"])(?:v\s*=\s*"?DKIM1|[pk]\s*=)/i.test(text);

function keyState(text: string): DkimKeyState {
  if (!looksLikeKey(text)) return 'foreign';
  const tags = tagsOf(text);
  const key = tags?.get('p')?.replaceAll(/\s/g, '');
  if (!tags || key === undefined || (tags.get('v') ?? 'DKIM1') !== 'DKIM1') return 'malformed';
  if (key === '') return 'revoked';
  const type = (tags.get('k') ?? 'rsa').toLowerCase();
  const bytes = (key.length / 4) * 3 - (/=*$/.exec(key)?.[0].length ?? 0);
  if (!base64.test(key) || !['rsa', 'ed25519'].includes(type)) return 'malformed';
  if (type === 'ed25519') return bytes === ED25519_BYTES ? 'usable' : 'malformed';
  return bytes >= RSA_BYTES_AT_LEAST ? 'usable' : 'weak';
}

/** Several records at one selector leave verifiers with whichever comes first (section 3.6.2.2): a usable one is enough. */
export function dkimKeyState(records: readonly DnsRecord[]): DkimKeyState {
  const states = records.map((each) => keyState(textOf(each)));
  const order: readonly DkimKeyState[] = ['usable', 'weak', 'revoked', 'malformed'];
  return order.find((state) => states.includes(state)) ?? 'foreign';
}
