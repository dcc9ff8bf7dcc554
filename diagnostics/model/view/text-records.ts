/** Texts of TXT records, and the mail policies among them. */
import type { DnsRecord } from '../observations/dns.ts';

const quotedString = /"((?:[^"\\]|\\.)*)"/gs;

const unescaped = (text: string): string =>
  text.replace(/\\(\d{3}|.)/gs, (_, code: string) =>
    /^\d{3}$/.test(code) ? String.fromCharCode(Number(code)) : code,
  );

/** The strings of one record joined without spaces (RFC 7208 section 3.3), from their presentation form. */
export function textOf(record: DnsRecord): string {
  const field = record.fields?.['text'];
  if (typeof field === 'string') return field;
  const parts = [...record.value.matchAll(quotedString)].map((match) => unescaped(match[1] ?? ''));
  return record.value.startsWith('"') ? parts.join('') : record.value;
}

/** RFC 7208 section 4.5: the version is `v=spf1` and ends there. */
export const isSpf = (record: DnsRecord): boolean => /^v=spf1( |$)/i.test(textOf(record));

/** RFC 9989: `v=DMARC1` comes first. */
export const isDmarc = (record: DnsRecord): boolean => /^v\s*=\s*DMARC1\s*(;|$)/.test(textOf(record));
