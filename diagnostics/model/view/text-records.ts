/** Texts of TXT records, and the mail policies among them. */
import type { DnsRecord } from '../observations/dns.ts';

const quotedString = /"((?:[^"\\]|\\.)*)"/gs;

const unescaped = (text: string): string =>
  text.replace(/\\(\d{3}|.)/gs, (_, code: string) =>
    /^\d{3}$/.test(code) ? String.fromCharCode(Number(code)) : code,
  );

/** The strings of one record, from their presentation form. */
export const stringsOf = ({ value }: DnsRecord): readonly string[] =>
  value.startsWith('"')
    ? [...value.matchAll(quotedString)].map((match) => unescaped(match[1] ?? ''))
    : [value];

/** The same joined without spaces, as they are read (RFC 7208 section 3.3). */
export function textOf(record: DnsRecord): string {
  const field = record.fields?.['text'];
  return typeof field === 'string' ? field : stringsOf(record).join('');
}

/** RFC 7208 section 4.5: the version is `v=spf1` and ends there. */
export const isSpf = (record: DnsRecord): boolean => /^v=spf1( |$)/i.test(textOf(record));

/** RFC 9989: `v=DMARC1` comes first. */
export const isDmarc = (record: DnsRecord): boolean => /^v\s*=\s*DMARC1\s*(;|$)/.test(textOf(record));
