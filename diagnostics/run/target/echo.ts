/** What may be shown of the person's own words: short, and never a password. */
import type { Message } from '../../model/message.ts';
import { withoutSecrets } from '../../report/redact/redactor.ts';

const MAX_ECHO = 100;

/** Greedy on purpose: everything from the first colon to the last @ could be a password. */
function withoutPassword(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/|^mailto:/i.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  const colon = rest.indexOf(':');
  const at = rest.lastIndexOf('@');
  return colon >= 0 && colon < at ? `${scheme}${rest.slice(0, colon)}${rest.slice(at)}` : text;
}

/** Cuts between characters, never inside a surrogate pair. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** For error messages; queries and fragments may hold tokens. */
export const echo = (text: string): string => cut(withoutPassword(text).replace(/[?#].*$/s, ''), MAX_ECHO);

/**
 * A refusal quotes a part of what was typed, and a part may have lost the words that made a secret recognisable: where the whole holds a
 * secret, only what is left of it without the secret is quoted.
 */
export function withoutQuotedSecrets(said: Message, typed: string): Message {
  const clean = withoutSecrets(typed);
  if (clean === typed) return said;
  const values = Object.entries(said.values).map(
    ([name, value]) => [name, typeof value === 'string' && !clean.includes(value) ? '…' : value] as const,
  );
  return { ...said, values: Object.fromEntries(values) };
}
