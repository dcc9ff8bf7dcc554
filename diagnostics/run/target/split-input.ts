/** Takes apart what was typed: scheme, user, host, port and the rest, forgiving small slips. */
import { echo } from './echo.ts';
import { refused, understood, type Step } from './step.ts';

export interface InputParts {
  /** Lower case, misspellings of http repaired; null when none was typed. */
  readonly scheme: string | null;
  /** Text before the @, with its password if there was one; null without @. */
  readonly userInfo: string | null;
  readonly host: string;
  readonly port: number | null;
  /** Path, query and fragment as typed. */
  readonly rest: string;
  /** `git@host:folder/file`: a colon that is no port. */
  readonly isCopyPath: boolean;
  /** `example,com` was read as `example.com`. */
  readonly hadComma: boolean;
}

const filePath = /^(?:[a-z]:[\\/]|\\\\|\.{0,2}\/(?!\/)|\.{1,2}\\|~[\\/]|file:)/i;

const knownSchemes =
  'https?|ftps?|ftpes|sftp|ssh|scp|mailto|imaps?|pop3?s?|smtps?|wss?|dns|telnet|git|ldaps?|rsync|davs?|webdavs?|caldavs?|carddavs?';
const prefixes: readonly RegExp[] = [
  // https://  https:/  http;//  https ://
  /^([a-z][a-z0-9+-]{0,30}) ?[:;] ?\/+ ?/i,
  // http//  http.//
  /^(h*t+p+s*|ftps?|sftp|ssh)[.,]?\/\/+ ?/i,
  // mailto:user@example.com  https:example.com, but not ssh:22
  new RegExp(`^(${knownSchemes}):(?!\\d+(?:/|$)) ?`, 'i'),
  // //example.com  ://example.com
  /^():?\/\/+/,
];

/** htp, htttp, hhttps, ttp: all mean http. */
const repairScheme = (scheme: string): string => {
  const lower = scheme.toLowerCase();
  if (/^h*t+p+$/.test(lower)) return 'http';
  return /^h*t+p+s+$/.test(lower) ? 'https' : lower;
};

/** Strips at most three schemes: `http://https://example.com` happens when a field already holds one. */
function takeSchemes(text: string): { readonly scheme: string | null; readonly remainder: string } {
  let scheme: string | null = null;
  let remainder = text;
  for (let round = 0; round < 3; round += 1) {
    const match = prefixes.map((prefix) => prefix.exec(remainder)).find((found) => found !== null);
    if (match === undefined) break;
    if (match[1]) scheme = repairScheme(match[1]);
    remainder = remainder.slice(match[0].length);
  }
  return { scheme, remainder };
}

/**
 * A password may hold / ? # or @, and then nobody can tell where it ends: refuse rather than leak half of it
 * into a host name or a path.
 */
function hidesPassword(authority: string, rest: string, scheme: string | null): boolean {
  if (!rest.includes('@')) return false;
  const [before = '', ...after] = authority.split('@');
  if (after.length > 0) return before.includes(':');
  const isWeb = scheme === null || scheme.startsWith('http');
  return authority.includes(':') && !(isWeb && /:\d*$/.test(authority) && /^[/]/.test(rest));
}

type HostAndPort = Pick<InputParts, 'host' | 'port' | 'isCopyPath'>;

function splitPort(text: string, canBeCopyPath: boolean, whole: string): Step<HostAndPort> {
  // A bare IPv6 address is all colons and has no port.
  if (/^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*(?:%.*)?$/i.test(text))
    return understood({ host: text, port: null, isCopyPath: false });
  const [, bracketed, plain, portText] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) {
    const [name = ''] = text.split(':', 1);
    return canBeCopyPath && name !== '' && !/[[\]]/.test(text)
      ? understood({ host: name, port: null, isCopyPath: true })
      : refused('not_understood', { text: echo(whole) });
  }
  if (bracketed !== undefined && !bracketed.includes(':'))
    return refused('not_understood', { text: echo(whole) });
  const port = portText ? Number(portText) : null;
  if (port !== null && (port < 1 || port > 65_535))
    return refused('port', { port: portText?.slice(0, 20) ?? '' });
  return understood({ host, port, isCopyPath: false });
}

/** `example,com` is a slip; `a.com, b.com` are two names. */
function readCommas(host: string): string | null {
  if (!/[,;]/.test(host)) return host;
  return /^[^.,;]+(?:,[^.,;]+)+$/.test(host) ? host.replaceAll(',', '.') : null;
}

export function splitInput(text: string): Step<InputParts> {
  if (filePath.test(text)) return refused('file_path');
  // Anna Example <anna@example.com>
  const mailbox = /<([^<>\s]+@[^<>\s]+)>$/.exec(text)?.[1];
  const { scheme, remainder } = takeSchemes((mailbox ?? text).replaceAll('\\', '/'));
  if (scheme === 'file') return refused('file_path');
  const end = remainder.search(/[/?#]/);
  const authority = (end < 0 ? remainder : remainder.slice(0, end)).trim();
  const rest = end < 0 ? '' : remainder.slice(end);
  if (hidesPassword(authority, rest, scheme)) return refused('password_unclear');
  const at = authority.lastIndexOf('@');
  const userInfo = at < 0 ? null : authority.slice(0, at);
  const canBeCopyPath =
    (scheme === null || scheme === 'scp' || scheme === 'ssh') && userInfo !== null && !userInfo.includes(':');
  const address = splitPort(authority.slice(at + 1).trim(), canBeCopyPath, text);
  if (!address.ok) return address;
  const typedHost = address.value.host;
  const host = readCommas(typedHost);
  if (host === null) return refused('several', { text: echo(text) });
  if (host.includes(' ')) return refused('space', { text: echo(text) });
  return understood({ ...address.value, scheme, userInfo, rest, host, hadComma: host !== typedHost });
}
