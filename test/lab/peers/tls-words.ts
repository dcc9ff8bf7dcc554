// What other tools say of the same server, read out of their output in as few words as possible. Pure.

export const peerTools = ['openssl', 'sslscan', 'testssl'] as const;
export type PeerTool = (typeof peerTools)[number];
/** Null where the tool is not installed. */
export type PeerWords = Readonly<Record<PeerTool, string | null>>;

const first = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.trim();

/** `s_client -verify_return_error` ends with a code, or earlier with an alert or an error of its own. */
function openssl(text: string): string {
  const error = first(text, /^verify error:num=\d+:(.+)$/m);
  if (error !== undefined) return error;
  const verdict = first(text, /Verif(?:y return code|ication): (?:\d+ \()?([^)\n]+)\)?$/m);
  const failure = first(text, /:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/) ?? first(text, /alert ([^:\n]+)/);
  const revoked = /Cert Status: revoked/.test(text) ? ', stapled: revoked' : '';
  if (failure !== undefined && !/^OK$/i.test(verdict ?? '')) return `no session: ${failure}`;
  return `${verdict ?? 'no answer'}${revoked}`;
}

/** It judges no chain: versions, the weakest that it marks, and the dates are what it has. */
function sslscan(text: string): string {
  const versions = [...text.matchAll(/^(SSLv\d|TLSv1\.\d)\s+enabled$/gm)].map((match) => match[1]!);
  if (versions.length === 0) return 'no version enabled';
  const group = first(text, /DHE (\d+) bits/);
  const signature = first(text, /Signature Algorithm:\s*(\S+)/);
  return [versions.join(' '), group === undefined ? '' : `DHE ${group}`, signature ?? '']
    .filter(Boolean)
    .join(', ');
}

/** Lines of the server's defaults that it finds "NOT ok". */
function testssl(text: string): string {
  const lines = text.split('\n').filter((line) => /NOT ok|expired|self.signed|does not match/i.test(line));
  if (lines.length === 0) return /Chain of trust/.test(text) ? 'ok' : 'no answer';
  return lines
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .join('; ')
    .slice(0, 120);
}

const readers: Readonly<Record<PeerTool, (text: string) => string>> = { openssl, sslscan, testssl };

export const peerWord = (tool: PeerTool, text: string): string => readers[tool](text);
