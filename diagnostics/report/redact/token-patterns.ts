/** Keys and tokens that are recognised by their own form, wherever they stand. */
import { afterFirstGroup, REMOVED, whole, type SecretPattern } from './secret-words.ts';

/** Prefixes that issuers chose so that their tokens are found, with the form of the rest. */
const issued: readonly string[] = [
  String.raw`gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|gl(?:pat|rt|dt|ft|ptt|soat|cbt|imt|agent)-[\w-]{16,}`,
  String.raw`xox[abeoprs]-[\w-]{10,}|xapp-\d-[\w-]{10,}`,
  String.raw`A(?:KI|SI|RO|ID)A[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|1\/\/0[\w-]{20,}|GOCSPX-[\w-]{20,}`,
  String.raw`[srp]k_(?:live|test)_\w{10,}|whsec_\w{20,}|sk-[\w-]{20,}|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{20,}`,
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}|xkeysib-[\w-]{20,}|(?:SK|AC)[0-9a-f]{32}`,
  String.raw`do[opr]_v1_[a-f0-9]{32,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|EAA[\w-]{30,}|sl\.[\w-]{40,}|sq0(?:atp|csp)-[\w-]{20,}`,
  String.raw`hv[sbr]\.[\w-]{20,}|\w{1,20}\.atlasv1\.[\w-]{20,}|dapi[0-9a-f]{32}|dp\.(?:pt|st|ct|sa|scim|audit)\.\w{40,}`,
  String.raw`dckr_(?:pat|oat)_[\w-]{20,}|ATATT3[\w=-]{20,}|lin_(?:api|oauth)_\w{30,}|secret_[A-Za-z0-9]{40,}|ntn_\w{40,}`,
  String.raw`NRAK-[A-Z0-9]{20,}|PMAK-[0-9a-f]{24,}[0-9a-f-]*|pscale_(?:tkn|pw|oauth)_[\w-]{20,}|sntry[su]_[\w+/=]{20,}`,
  String.raw`gls?a_[\w-]{20,}|glc_[\w+/=-]{20,}|AGE-SECRET-KEY-1[A-Z0-9]{50,}|mfa\.[\w-]{40,}|v1\.0-[0-9a-f]{24}-[0-9a-f]{8,}`,
  String.raw`pat[A-Za-z0-9]{14}\.[0-9a-f]{40,}|\w{3}[78]Q~[\w.~-]{30,}|HRKU-[\w-]{20,}|\d{8,10}:AA[\w-]{30,}`,
];

/** What `base64` hides: `user:password` (RFC 7617), a SASL response (RFC 4616), or one with a bearer token (RFC 7628). */
function hidesLogin(encoded: string): boolean {
  const text = Buffer.from(encoded, 'base64').toString('latin1');
  // oxlint-disable-next-line no-control-regex -- PLAIN separates its parts by NUL, OAUTHBEARER by U+0001
  return /^[^\u0000]{0,200}\u0000[^\u0000]{1,200}\u0000[^\u0000]{1,200}$|^user=[^\u0001]+\u0001auth=|\u0001auth=Bearer /u.test(
    text,
  );
}

const hidesUserAndPassword = (encoded: string): boolean =>
  /^[\x20-\x7e\xa0-\xff]{1,100}:[\x20-\x7e\xa0-\xff]{1,200}$/u.test(
    Buffer.from(encoded, 'base64').toString('latin1'),
  );

export const tokenPatterns: readonly SecretPattern[] = [
  {
    redactor: 'private_key',
    // Up to its end line, or to the end of the text where that was cut off; older forms have headers with dashes inside (RFC 1421).
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/gu,
    replace: whole,
  },
  {
    redactor: 'private_key',
    pattern: /---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[\s\S]*?(?:---- END [A-Z0-9 ]{0,40} ----|$)/gu,
    replace: whole,
  },
  {
    redactor: 'private_key',
    pattern: /(\bPrivate-Lines: \d{1,3}\s{1,4})(?!\[removed\])[A-Za-z0-9+/=\s]{20,}?(?=\s*Private-MAC|$)/gu,
    replace: afterFirstGroup,
  },
  {
    // A line of a key as a dialogue stores it, each line apart: nothing but base64, in the widths that PEM writers use (RFC 7468).
    redactor: 'private_key',
    pattern: /^[A-Za-z0-9+/]{60,76}={0,2}\r?$/gmu,
    replace: (line) => (/[A-Z]/u.test(line) && /[a-z]/u.test(line) ? REMOVED : line),
  },
  {
    // The start of a private key as DER in base64 (RFC 5208, 8017, 5915): a sequence whose first member is version 0 or 1.
    redactor: 'private_key',
    pattern: /(?<![\w+/])M[A-Z][A-Za-z0-9+/]{0,4}(?:IBAD|IBAA|CAQE)[A-Za-z0-9+/=]{30,}/gu,
    replace: whole,
  },
  {
    // JSON Web Token (RFC 7519): header and payload start with {" in base64url.
    redactor: 'token',
    pattern: /\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/gu,
    replace: whole,
  },
  {
    redactor: 'token',
    pattern: new RegExp(String.raw`(?<![\w-])(?:${issued.join('|')})`, 'gu'),
    replace: whole,
  },
  {
    // Addresses that let everybody post who knows them.
    redactor: 'token',
    pattern:
      /(\/(?:services|workflows|triggers)\/T[A-Z0-9]{6,}\/[AB][A-Z0-9]{6,}\/|\/api\/webhooks\/\d{15,}\/|\.webhook\.office\.com\/webhookb2\/|\/(?:reset|activate|verify|invite|magic|confirm|password)[\w-]{0,20}\/(?=[\w.~-]{0,60}\d))(?!\[removed\])[\w.~/@-]{12,}/giu,
    replace: afterFirstGroup,
  },
  {
    redactor: 'password',
    pattern: /(\bbasic\s+)([A-Za-z0-9+/]{8,}={0,2})/giu,
    replace: (match, before = '', encoded = '') =>
      hidesUserAndPassword(encoded) ? `${before}${REMOVED}` : match,
  },
  {
    redactor: 'password',
    pattern: /(?<![\w+/=])[A-Za-z0-9+/]{12,2000}={0,2}(?![\w+/=])/gu,
    replace: (match) => (match.length % 4 === 0 && hidesLogin(match) ? REMOVED : match),
  },
];
