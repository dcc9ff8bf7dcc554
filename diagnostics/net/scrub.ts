/** Makes text from the wire or from the system fit to be stored: one line, bounded, no secrets that we can recognise. */

const replacements: readonly (readonly [RegExp, string])[] = [
  // user:password@ in URLs (RFC 3986 section 3.2.1)
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,300}@/gi, '$1[removed]@'],
  // the account name in home directories, as file errors of the system carry it
  [/((?:\/home\/|\/Users\/|[A-Z]:\\Users\\))[^\s/\\'":]{1,100}/g, '$1[removed]'],
  // A header value goes on to the end of the line: "Bearer" and "Basic" are only its first word.
  [/\b(authorization|cookie)(["']?\s{0,4}[:=]\s{0,4})[^\r\n]+/gi, '$1$2[removed]'],
  [
    /\b(password|token)(["']?\s{0,4}(?:=>|[:=])\s{0,4})(?:"[^"\r\n]*"?|'[^'\r\n]*'?|\S{1,500})/gi,
    '$1$2[removed]',
  ],
];

/**
 * One printable line of at most `limit` UTF-16 units. Control characters become spaces, so that a hostile banner can
 * neither forge lines nor steer a terminal, and so do halves of surrogate pairs; bidirectional overrides go too (they can turn a name around on screen).
 */
export function scrubText(text: string, limit = 500): string {
  // Cut before the expressions run: their cost then has a bound whatever the peer sent.
  let line = text.slice(0, limit * 4);
  for (const [pattern, replacement] of replacements) line = line.replace(pattern, replacement);
  return line
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim()
    .slice(0, limit)
    .replace(/[\uD800-\uDBFF]$/, ''); // the cut may have split a pair
}
