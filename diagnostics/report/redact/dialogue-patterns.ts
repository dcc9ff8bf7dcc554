/** Secrets in commands: of mail and file transfer, of a shell, of a database. */
import { afterFirstGroup, REMOVED, unlikeAWord, type SecretPattern } from './secret-words.ts';

const password = (pattern: RegExp): SecretPattern => ({
  redactor: 'password',
  pattern,
  replace: afterFirstGroup,
});

const mechanisms =
  'PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|XOAUTH2|OAUTHBEARER|SCRAM-SHA-\\d{1,3}(?:-PLUS)?|EXTERNAL';

export const dialoguePatterns: readonly SecretPattern[] = [
  {
    // SMTP AUTH (RFC 4954), POP3 AUTH (RFC 5034), IMAP AUTHENTICATE (RFC 9051) with an initial response. Lists of mechanisms
    // look alike: a response is base64 and has lower case, a digit or padding; mechanism names are upper case.
    redactor: 'password',
    pattern: /\b(AUTH(?:ENTICATE)?\s+[A-Z][A-Z0-9-]{2,20}\s+)([A-Za-z0-9+/]{6,}={0,2})(?=[\s"']|$)/gu,
    replace: (match, before = '', response = '') =>
      /[a-z=+/]/u.test(response) ? `${before}${REMOVED}` : match,
  },
  // The same in lower case, where a list of mechanisms has short names only.
  password(
    new RegExp(String.raw`\b(auth(?:enticate)?\s+(?:${mechanisms})\s+)[A-Za-z0-9+/]{16,}={0,2}`, 'giu'),
  ),
  // AUTH LOGIN asks twice; the answers stand on lines of their own.
  password(
    /(334 (?:UGFzc3dvcmQ6?|VXNlcm5hbWU6?)=?\s{1,4}[^\w\s]{0,6}\s{0,2})(?!\[removed\])[A-Za-z0-9+/=]{2,}/gu,
  ),
  password(/^(\W{0,6}(?:\w{1,10}\s+)?(?:PASS|ACCT)\s+)(?!\[removed\]|\*+$)\S.*$/gmu),
  // Inside a sentence, as servers quote a command that they do not know.
  password(/(["'`(](?:PASS|ACCT)\s{1,4})(?!\[removed\]|\*)[^"'`)\r\n]+/gu),
  password(new RegExp(String.raw`(\b(?:PASS|ACCT)\s{1,4})(?!\[removed\])${unlikeAWord}`, 'gu')),
  password(/(\b(?:XAUTH|requirepass|masterauth)\s{1,4})(?!\[removed\])\S{6,}/gu),
  password(/(\bSITE\s+PSWD\s+)(?!\[removed\])\S[^\r\n"']*/giu),
  password(
    /((?:^|[\s"'`(:>?&=])(?:[A-Za-z]{1,2}\d{1,8}|\.)\s{1,4}LOGIN\s{1,4}(?:"[^"]{1,200}"|[^\s"]\S{0,200})\s{1,4})(?!\[removed\])\S[^\r\n]*/giu,
  ),
  // IMAP LOGIN user password (RFC 9051 section 6.2.3).
  password(/^(\W{0,6}\w{1,10}\s+LOGIN\s+(?:"[^"]{1,200}"|[^\s"]\S{0,200})\s+)(?!\[removed\])\S.*$/gmu),
  // Options of shell programs: curl -u, mysql -p, sshpass -p, lftp -u, and long ones.
  password(
    /((?:^|\s)(?:-u|-U|--user|--proxy-user)[ =]["']?[^\s:,"']{1,100}[:,])(?!\[removed\])[^\s"']{2,}/gu,
  ),
  password(/(\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\r\n]{0,200}?\s-p)(?!\[removed\])[^\s"'-]\S+/gu),
  password(/(\bsshpass\s+-p\s{0,4})(?!\[removed\])\S+/gu),
  password(/(--(?:password|passwd|pass|token|secret|api-key)\s{1,4})(?!\[removed\]|-)\S+/gu),
  password(/(\bnet\s+use\s+(?:\S+\s+)?[\\/]{2}\S+\s+)(?!\[removed\]|\/)\S{4,}/giu),
  password(/(\bidentified\s+by\s+(?:password\s+)?)(?!["']?\[removed\])(?:"[^"\r\n]*"?|'[^'\r\n]*'?|\S+)/giu),
  // `user anna password x`, as people write it and as .netrc has it.
  password(
    /(\b(?:user(?:name)?|login|account|gebruiker|utilisateur)\s{1,4}(?!(?:and|or|et|ou|en|of|und)\s)\S{1,100}\s{1,4}(?:password|passwd|pass|pwd|wachtwoord|mot de passe)\s{1,4})(?!\[removed\]|(?:is|was|ist|est|incorrect|invalid|wrong|required|expired|rejected|refused|failed)\b)\S{2,}/giu,
  ),
  // .pgpass: host:port:database:user:password.
  password(/((?<=\.[\w-]{1,63}):\d{2,5}:[\w*-]{1,63}:[\w*-]{1,63}:)(?!\[removed\])[^\s:]{3,}/gu),
];
