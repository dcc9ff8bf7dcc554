/** FTP replies: framing, codes, features, and the two answers that announce a data port. */
import type { Framing, Reply } from '../net/dialogue.ts';

/** Splits off the first reply of the lines (RFC 959 section 4.2); null while it is not complete. */
function firstReply(
  lines: readonly string[],
): { readonly code: string; readonly rest: readonly string[] } | null {
  const first = lines[0] ?? '';
  const code = first.slice(0, 3);
  // Lines between "211-" and "211 " may look like anything: only the same code with a space ends the reply.
  const last =
    first[3] === '-' ? lines.findIndex((line, index) => index > 0 && line.startsWith(`${code} `)) : 0;
  return last === -1 ? null : { code, rest: lines.slice(last + 1) };
}

export const ftpFraming: Framing = (lines) => {
  if (!/^[1-5]\d\d(?:[ -]|$)/.test(lines[0] ?? '')) return 'garbage';
  const reply = firstReply(lines);
  if (reply === null) return 'more';
  // 1yz is preliminary ("120 ready in 3 minutes"): the real reply follows.
  if (reply.code.startsWith('1')) return reply.rest.length === 0 ? 'more' : ftpFraming(reply.rest);
  if (reply.code === '421') return 'closing';
  return /^[23]/.test(reply.code) ? 'accepted' : 'refused';
};

export function codeOf({ lines }: Reply): number {
  return Number((lines.at(-1) ?? '').slice(0, 3));
}

/** RFC 2389 section 3.2: each feature stands on a line of its own after one space. */
export function featuresOf({ lines }: Reply): readonly string[] {
  return lines
    .slice(1, -1)
    .map((line) => line.trim().slice(0, 500))
    .filter(Boolean);
}

export interface Announced {
  readonly port: number;
  /** Only PASV names an address. */
  readonly address?: string;
}

/** RFC 1123 section 4.1.2.6: look for six numbers, wherever they stand. Null when they are no address and port. */
export function parsePasv(text: string): Announced | null {
  const numbers =
    /(\d{1,3}(?:\s*,\s*\d{1,3}){5})(?!\d)/.exec(text.slice(4))?.[1]?.split(',').map(Number) ?? [];
  const [high, low] = numbers.slice(4);
  if (high === undefined || low === undefined || numbers.some((number) => number > 255)) return null;
  const port = high * 256 + low;
  return port === 0 ? null : { address: numbers.slice(0, 4).join('.'), port };
}

/** RFC 2428 section 3: (|||port|), with any printable character as the bar. */
export function parseEpsv(text: string): Announced | null {
  const digits = /\(([!-/:-~])\1\1(\d{1,5})\1\)/.exec(text.slice(4))?.[2];
  const port = Number(digits ?? 0);
  return port >= 1 && port <= 65_535 ? { port } : null;
}
