/**
 * What secrets look like inside text, whatever field they stand in. Each pattern is linear: none nests quantifiers.
 * A replacement never matches a pattern again, so that redacting twice changes nothing.
 */
import { dialoguePatterns } from './dialogue-patterns.ts';
import {
  afterFirstGroup,
  harmless,
  longWords,
  quotedOrBare,
  REMOVED,
  separator,
  shortWords,
  unlikeAWord,
  type SecretPattern,
} from './secret-words.ts';
import { tokenPatterns } from './token-patterns.ts';

const addresses: readonly SecretPattern[] = [
  {
    // RFC 3986 section 3.2.1: everything before the last @ of the authority.
    redactor: 'url_credentials',
    pattern: /(?<=[a-z0-9]):\/\/([^\s/?#"'<>]{1,500})@/giu,
    replace: (match, userInfo = '') => (userInfo === REMOVED ? match : `://${REMOVED}@`),
  },
  {
    // A slash or a question mark in a password breaks the address, and the secret all the same.
    redactor: 'url_credentials',
    pattern: /(:\/\/[^\s/?#@:"'<>]{1,100}:)(?!\[removed\]|\d{1,5}(?:[/?#]|$))[^\s@"'<>]{1,200}@/giu,
    replace: (_match, before = '') => `${before}${REMOVED}@`,
  },
  {
    // The whole address encoded inside another.
    redactor: 'url_credentials',
    pattern: /\b([a-z][a-z0-9+.-]{1,20}%3A%2F%2F[^\s%]{0,100}%3A)(?!\[removed\])[^\s&]{1,300}?(?=%40)/giu,
    replace: afterFirstGroup,
  },
  {
    // Without a scheme: `anna:secret@ftp.example.org`. Words that stand before a mailbox are no user names.
    redactor: 'url_credentials',
    pattern:
      /(?<![\w/.@%-])((?!(?:mailto|sips?|xmpp|acct|from|to|cc|bcc|reply-to|sender|recipient|for|user|e-?mail|mail|address|rfc822|smtp|rua|ruf|v|include|exists|ra|rp|x)[:=])[\w.+-]{1,64}:)(?!\[removed\]|\/\/)[^\s@:/"'<>]{3,100}@(?=[\w-]+\.|\s|$)/giu,
    replace: (_match, before = '') => `${before}${REMOVED}@`,
  },
  {
    redactor: 'url_credentials',
    pattern: /(\bjdbc:oracle:\w{1,10}:[^\s/]{1,60}\/)(?!\[removed\])[^\s@]{1,100}(?=@)/giu,
    replace: afterFirstGroup,
  },
  {
    // Fields of a query that let their bearer in: OAuth codes, signed links, one-time passwords.
    redactor: 'token',
    pattern:
      /([?&](?:amp;)?(?:code(?==[^\s"'&<>#]{6})|sig|key|auth|jwt|otp|pw)=)(?!\[removed\]|%5Bremoved)[^\s"'&<>#]{2,}/giu,
    replace: afterFirstGroup,
  },
];

const headers: readonly SecretPattern[] = [
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
];

const markup: readonly SecretPattern[] = [
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

const named = (pattern: string, flags = 'giu'): SecretPattern => ({
  redactor: 'password',
  pattern: new RegExp(pattern, flags),
  replace: afterFirstGroup,
});

const words: readonly SecretPattern[] = [
  named(`((?:${longWords})${separator})${harmless}${quotedOrBare}`),
  named(`((?<![a-z0-9])(?:[a-z0-9]{1,30}[-_.]){0,3}(?:${shortWords})${separator})${harmless}${quotedOrBare}`),
  // A name with a capital inside: `dbPass=…`; in lower case that would be `bypass`.
  named(String.raw`(\b[a-z][A-Za-z0-9]{1,30}(?:Pass|Pwd|Pin)${separator})${harmless}${quotedOrBare}`, 'gu'),
  // A few words between: “auth-code du domaine : …”.
  named(
    String.raw`((?:auth|epp|transfer|verification)[-_ ]?code\s(?:[\p{L}]{1,12}\s){1,3}[=:]\s{0,4})${harmless}${quotedOrBare}`,
  ),
  // As people write it: "my password is …", « mon mot de passe est … », "mijn wachtwoord was …".
  named(
    String.raw`\b((?:${longWords}|pass|pwd|pin|mot de passe)\s{1,4}(?:is|was|est|était|ist|war)\s{0,4}:?\s{0,4})${harmless}${quotedOrBare}`,
  ),
  named(
    String.raw`\b((?:password|passwd|passphrase|pwd|pass|wachtwoord|mot de passe|passwort|pin(?:code| code)?)\s{1,4})(?!\[removed\])${unlikeAWord}`,
  ),
];

/** What every pattern below needs in some form; most texts have none of it and are done at a glance. */
export const mayHoldSecret =
  /pass|pwd|pswd|pw|mdp|pin|puk|otp|sid|session|[cx]srf|signature|secret|token|key|code|credential|wachtwoord|paswoord|contrase|senha|kennwort|mot[_ ]?de|salt|auth|bearer|basic|cookie|login|acct|user|account|identified|net\s+use|lftp|curl|private|nonce|\b334 |:\/\/|%3A|@|-u\s|-U\s|-p|[?&]|:\d{2,5}:|oracle|webhook|services\/|\/(?:reset|activate|verify|invite|magic|confirm)|[\w+/=~.-]{12}/iu;

export const secretPatterns: readonly SecretPattern[] = [
  ...tokenPatterns.slice(0, 4),
  ...addresses,
  ...headers,
  ...tokenPatterns.slice(4),
  ...dialoguePatterns,
  ...markup,
  ...words,
];
