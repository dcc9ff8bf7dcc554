/**
 * What secrets look like inside text, whatever field they stand in. Each pattern is linear: none nests quantifiers.
 * A replacement never matches a pattern again, so that redacting twice changes nothing.
 */

export interface SecretPattern {
  readonly redactor: string;
  readonly pattern: RegExp;
  /** Keeps what helps a reader (the word before the secret) and drops the secret; the whole match when nothing is secret. */
  readonly replace: (match: string, ...groups: readonly string[]) => string;
}

export const REMOVED = '[removed]';
const afterFirstGroup = (_match: string, before = ''): string => `${before}${REMOVED}`;
const whole = (): string => REMOVED;

/** Words that say "secret" inside any longer name (`ftpPassword`, `db_passwd`, `x-auth-token`)… */
const longWords =
  'passwd|passwort|password|passphrase|mot[_ ]?de[_ ]?passe|wachtwoord|secret|token|(?:api|private|secret|access|signing|encryption)[-_]?key|credentials?';
/** …and words that say so only when they stand alone or behind a separator. */
const shortWords =
  'pass|pwd|pin|sid|session(?:[-_]?id)?|phpsessid|jsessionid|csrf|xsrf|signature|x-amz-signature|puk';

/** Names of fields and headers whose whole value is secret. */
export const secretKey = new RegExp(
  `(?:${longWords}|authorization|cookie2?)$|^(?:[a-z0-9]+[-_.])*(?:${shortWords})$`,
  'iu',
);

/** A value that says something about a secret and is none, or that was removed before. */
const harmless = String.raw`(?!\[removed\]|\*{3}|%5Bremoved|(?:required|requis|vereist|yes|no|none|null|true|false|invalid|incorrect|wrong|expired|missing|not)(?=[\s.,;:!]|$))`;
/** `=`, `:`, `=>` or an encoded `=`, with quotes of JSON and HTML around it. */
const separator = String.raw`["']?\s{0,4}(?:=>|[=:]|%3D)\s{0,4}`;
const quotedOrBare = String.raw`(?:"[^"\r\n]*"?|'[^'\r\n]*'?|[^\s"'&<>]{2,})`;

export const secretPatterns: readonly SecretPattern[] = [
  {
    redactor: 'private_key',
    // Up to its end line, or to the end of the text where that was cut off; older forms have headers with dashes inside (RFC 1421).
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/gu,
    replace: whole,
  },
  {
    // A line of a key as a dialogue stores it, each line apart: nothing but base64, in the widths that PEM writers use (RFC 7468).
    redactor: 'private_key',
    pattern: /^(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+/]{60,76}={0,2}\r?$/gmu,
    replace: whole,
  },
  {
    // RFC 3986 section 3.2.1: everything before the last @ of the authority.
    redactor: 'url_credentials',
    pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/)([^\s/?#"'<>]{1,500})@/giu,
    replace: (match, scheme = '', userInfo = '') => (userInfo === REMOVED ? match : `${scheme}${REMOVED}@`),
  },
  {
    redactor: 'authorization',
    pattern:
      /\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4})(?!\s*["']?\[removed\])(?:"[^"\r\n]*"?|'[^'\r\n]*'?|[^\r\n]+)/giu,
    replace: afterFirstGroup,
  },
  {
    redactor: 'authorization',
    pattern: /\b(bearer\s+)(?!\[removed\])[A-Za-z0-9._~+/-]{12,}=*/giu,
    replace: afterFirstGroup,
  },
  {
    redactor: 'cookie',
    pattern:
      /\b((?:set-)?cookie2?["']?\s{0,4}:\s{0,4})(?!\s*["']?\[removed\])(?:"[^"\r\n]*"?|'[^'\r\n]*'?|[^\r\n]+)/giu,
    replace: afterFirstGroup,
  },
  {
    // JSON Web Token (RFC 7519): header and payload start with {" in base64url.
    redactor: 'token',
    pattern: /\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/gu,
    replace: whole,
  },
  {
    // Tokens that their issuers made recognisable by a prefix.
    redactor: 'token',
    pattern:
      /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|A(?:KI|SI)A[A-Z0-9]{16}|AIza[\w-]{30,}|[sr]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|dop_v1_[a-f0-9]{32,})/gu,
    replace: whole,
  },
  {
    // SMTP AUTH (RFC 4954), POP3 AUTH (RFC 5034), IMAP AUTHENTICATE (RFC 9051) with an initial response. Lists of mechanisms
    // look alike: a response is base64 and has lower case, a digit or padding; mechanism names are upper case.
    redactor: 'password',
    pattern: /\b(AUTH(?:ENTICATE)?\s+[A-Z][A-Z0-9-]{2,20}\s+)([A-Za-z0-9+/]{6,}={0,2})(?=[\s"']|$)/gu,
    replace: (match, before = '', response = '') =>
      /[a-z=+/]/u.test(response) ? `${before}${REMOVED}` : match,
  },
  {
    redactor: 'password',
    pattern: /^(\W{0,6}(?:\w{1,10}\s+)?(?:PASS|ACCT)\s+)(?!\[removed\]|\*+$)\S.*$/gmu,
    replace: afterFirstGroup,
  },
  {
    // The same inside a sentence, as servers quote a command that they do not know.
    redactor: 'password',
    pattern: /(["'`(](?:PASS|ACCT)\s{1,4})(?!\[removed\]|\*)[^"'`)\r\n]+/gu,
    replace: afterFirstGroup,
  },
  {
    redactor: 'password',
    pattern:
      /((?:^|[\s"'`(:])[A-Za-z]{1,2}\d{1,8}\s{1,4}LOGIN\s{1,4}(?:"[^"]{1,200}"|[^\s"]\S{0,200})\s{1,4})(?!\[removed\])\S[^\r\n]*/gu,
    replace: afterFirstGroup,
  },
  {
    // Fields of a query that let their bearer in: OAuth codes, signed links, one-time passwords.
    redactor: 'token',
    pattern:
      /([?&](?:amp;)?(?:code(?==[^\s"'&<>#]{6})|sig|key|auth|jwt|otp|pw)=)(?!\[removed\]|%5Bremoved)[^\s"'&<>#]{2,}/giu,
    replace: afterFirstGroup,
  },
  {
    // PHP: define('DB_PASSWORD', '…').
    redactor: 'password',
    pattern: new RegExp(
      String.raw`((?:${longWords})["']\s{0,4},\s{0,4})(?!["']\[removed\])(?:"[^"\r\n]*"?|'[^'\r\n]*'?)`,
      'giu',
    ),
    replace: (_match, before = '') => `${before}'${REMOVED}'`,
  },
  {
    // XML: <password>…</password>.
    redactor: 'password',
    pattern: /(<[\w:-]{0,40}(?:password|passwd|secret|token|api[-_]?key)>)(?!\[removed\])[^<>]{2,}/giu,
    replace: afterFirstGroup,
  },
  {
    // IMAP LOGIN user password (RFC 9051 section 6.2.3).
    redactor: 'password',
    pattern: /^(\W{0,6}\w{1,10}\s+LOGIN\s+(?:"[^"]{1,200}"|[^\s"]\S{0,200})\s+)(?!\[removed\])\S.*$/gmu,
    replace: afterFirstGroup,
  },
  {
    redactor: 'password',
    pattern: new RegExp(
      `((?:${longWords})${separator})(?!["']\\[removed\\])${harmless}${quotedOrBare}`,
      'giu',
    ),
    replace: afterFirstGroup,
  },
  {
    redactor: 'password',
    pattern: new RegExp(
      `((?<![a-z0-9])(?:[a-z0-9]{1,30}[-_.]){0,3}(?:${shortWords})${separator})(?!["']\\[removed\\])${harmless}${quotedOrBare}`,
      'giu',
    ),
    replace: afterFirstGroup,
  },
  {
    // As people write it: "my password is …", « mon mot de passe est … », "mijn wachtwoord is …".
    redactor: 'password',
    pattern: new RegExp(
      String.raw`\b((?:password|passphrase|mot de passe|wachtwoord)\s{1,4}(?:is|est)\s{1,4}:?\s{0,4})${harmless}\S{2,}`,
      'giu',
    ),
    replace: afterFirstGroup,
  },
  {
    // HTML form fields that carry a value of their own.
    redactor: 'token',
    pattern:
      /(<(?:input|meta)\b[^<>]{0,300}(?:password|passwd|token|csrf|nonce|secret)[^<>]{0,300}\b(?:value|content)\s{0,4}=\s{0,4}["'])(?!\[removed\])[^"'>]{3,}/giu,
    replace: afterFirstGroup,
  },
  {
    // The same with the value in front of the name.
    redactor: 'token',
    pattern:
      /(<(?:input|meta)\b[^<>]{0,300}\b(?:value|content)\s{0,4}=\s{0,4}["'])(?!\[removed\])[^"'<>]{3,}(?=["'][^<>]{0,300}(?:password|passwd|token|csrf|nonce|secret))/giu,
    replace: afterFirstGroup,
  },
];
