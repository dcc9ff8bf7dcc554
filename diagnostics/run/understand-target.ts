/** Reads what a person typed as the thing to check: understood with notes of what was taken, or refused with what to type. */
import type { Message } from '../model/message.ts';
import type { Target } from '../model/target.ts';
import { cleanText, MAX_INPUT, type CleanText } from './target/clean-text.ts';
import { cut, withoutQuotedSecrets } from './target/echo.ts';
import { pagePath } from './target/page-path.ts';
import { splitInput, type InputParts } from './target/split-input.ts';
import { note, refused } from './target/step.ts';
import { understandHost, type Host } from './target/understand-host.ts';

export type Understanding =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly error: Message };

const MAX_TYPED = 300;
const MAX_USER = 200;

/** Schemes of services where a user name without password is useful (SSH asks for the methods of that user). */
const loginSchemes = new Set(['ssh', 'sftp', 'scp', 'ftp', 'ftps', 'ftpes']);
const webSchemes = new Set(['http', 'https']);

/** What parts a user name from a password; some programs write it in percent form. */
const colon = /:|%3a/i;

const isWeb = (parts: InputParts): boolean =>
  parts.userInfo === null
    ? parts.scheme === null || webSchemes.has(parts.scheme)
    : webSchemes.has(parts.scheme ?? '');

function userOf({ scheme, userInfo, isCopyPath }: InputParts): string | null {
  if (userInfo === null || !(isCopyPath || loginSchemes.has(scheme ?? ''))) return null;
  const [name = ''] = userInfo.split(colon, 1);
  const decoded = decodeOrKeep(name)
    .replace(/[\p{Cc}\p{Cf}]|\p{Surrogate}/gu, '')
    .trim();
  return decoded === '' ? null : decoded.slice(0, MAX_USER).replace(/[\uD800-\uDBFF]$/, '');
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What was typed, without passwords and fragments, and without a query that held a secret or that is of no use. */
function typedForReport(text: string, parts: InputParts, user: string | null, keepsQuery: boolean): string {
  const { userInfo, scheme } = parts;
  const isMailAddress =
    userInfo !== null && !colon.test(userInfo) && (scheme === null || scheme === 'mailto');
  const shown =
    userInfo === null || isMailAddress
      ? text
      : text.replace(`${userInfo}@`, () => (user === null ? '' : `${user}@`));
  return cut(shown.replace(keepsQuery ? /#.*$/ : /[?#].*$/, ''), MAX_TYPED);
}

function userNotes(parts: InputParts, user: string | null, host: Host): readonly Message[] {
  const { userInfo, scheme } = parts;
  if (userInfo === null) return [];
  if (user !== null || colon.test(userInfo) || webSchemes.has(scheme ?? '')) {
    return [
      ...(user === null ? [] : [note('user_taken', { user: cut(user, 100) })]),
      ...(colon.test(userInfo) ? [note('password_removed')] : []),
      ...(user === null ? [note('login_dropped')] : []),
    ];
  }
  return [note('from_mail_address', { name: cut(host.displayName, 150) })];
}

function pathNotes(path: string, hadSecret: boolean): readonly Message[] {
  return [
    ...(path === '/' ? [] : [note('page', { path: cut(path, 100) })]),
    ...(hadSecret ? [note('secret_removed')] : []),
  ];
}

function assemble(asTyped: string, { text, hadInvisible }: CleanText, parts: InputParts, host: Host): Target {
  const user = userOf(parts);
  const isNetwork = host.isAddress && /^\/\d{1,3}$/.test(parts.rest);
  const hasPage = isWeb(parts) && !isNetwork;
  const { path, hadSecret } = hasPage ? pagePath(parts.rest) : { path: '/', hadSecret: false };
  return {
    typed: typedForReport(text, parts, user, hasPage && !hadSecret),
    domain: host.domain,
    displayName: host.displayName,
    registrableDomain: host.registrableDomain,
    isAddress: host.isAddress,
    path,
    user,
    notes: [
      ...(asTyped === host.domain ? [] : [note('taken', { name: cut(host.displayName, 150) })]),
      ...(hadInvisible ? [note('invisible_removed')] : []),
      ...(parts.hadComma ? [note('comma')] : []),
      ...userNotes(parts, user, host),
      ...(parts.port === null ? [] : [note('port_dropped', { port: String(parts.port) })]),
      ...(isNetwork ? [note('network_dropped')] : pathNotes(path, hadSecret)),
      ...host.notes,
    ],
  };
}

/** Never throws, whatever the text. */
export function understandTarget(typed: string): Understanding {
  const read = readTarget(typed);
  return read.ok ? read : { ...read, error: withoutQuotedSecrets(read.error, typed) };
}

function readTarget(typed: string): Understanding {
  if (typed.length > MAX_INPUT) return refused('input_too_long');
  const clean = cleanText(typed);
  if (clean.text === '') return refused('empty');
  const parts = splitInput(clean.text);
  if (!parts.ok) return parts;
  const host = understandHost(parts.value.host);
  if (!host.ok) return host;
  return { ok: true, target: assemble(typed.trim(), clean, parts.value, host.value) };
}
