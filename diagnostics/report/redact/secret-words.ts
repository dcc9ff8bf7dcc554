/** Words that say "what follows is secret", in the languages of our readers and in those of programs, and what is no secret after them. */

export const REMOVED = '[removed]';

export interface SecretPattern {
  readonly redactor: string;
  readonly pattern: RegExp;
  /** Keeps what helps a reader (the word before the secret) and drops the secret; the whole match when nothing is secret. */
  readonly replace: (match: string, ...groups: readonly string[]) => string;
}
export const afterFirstGroup = (_match: string, before = ''): string => `${before}${REMOVED}`;
export const whole = (): string => REMOVED;

/** In any longer name too (`ftpPassword`, `db_passwd`, `x-auth-token`)… */
export const longWords = [
  'passwd|passwort|kennwort|password|passphrase|passcode|mot[_ ]?de[_ ]?passe|wachtwoord|paswoord|contrase(?:ñ|n)a|senha',
  'secret|token|credentials?|pincode',
  '(?:api|app|private|secret|access|signing|encryption|account|shared-?access|subscription)[-_]?key',
  'secret[-_]?key[-_]?base|(?:secure_)?(?:auth|logged_in|nonce)_(?:key|salt)',
  // Codes that let a domain or an account be taken over.
  '(?:auth|epp|transfer|verification|authori[sz]ation|one-time|security)[-_ ]?code|verhuiscode|autorisatiecode',
].join('|');

/** …and those that say so only when they stand alone or behind a separator. */
export const shortWords =
  'pass|pwd|pw|mdp|pin|otp|sid|session(?:[-_]?id)?|phpsessid|jsessionid|csrf|xsrf|signature|x-amz-signature|puk';

/** Names of fields and headers whose whole value is secret. */
export const secretKey = new RegExp(
  `(?:${longWords}|authorization|cookie2?)$|^(?:[a-z0-9]+[-_.])*(?:${shortWords})$`,
  'iu',
);

const saidOfSecrets = [
  'required|requis|vereist|yes|no|none|null|true|false|invalid|incorrect|wrong|expired|missing|not|too|weak|correct|ok|okay',
  'empty|blank|unknown|changed|rejected|refused|accepted|disabled|needed|mandatory|set|sent|being|stored|used|the|your|my|for|in|an?',
  'reset|lost|known|shown|hidden|written|forgotten|asked|given|saved|hashed|encrypted|case-sensitive|longer|shorter|different|enough|found|good|fine|right',
  'genoeg|gewijzigd|opnieuw|vergeten|bekend|nodig|réinitialisé|réinitialisée|perdu|oublié|modifié|changé|connu|demandé|toujours|bon|suffisant',
  'onjuist|ongeldig|verplicht|fout|verkeerd|verlopen|niet|invalide|erroné|incorrecte|expiré|obligatoire|manquant|pas|falsch',
].join('|');

/** A value that says something about a secret and is none, or that was removed before. */
export const harmless = String.raw`(?!["'«“]?\s?\[removed\]|\*{3}|%5Bremoved|(?:${saidOfSecrets})(?=[\s.,;:!)]|$))`;
/** `=`, `:`, `=>` or an encoded `=`, with quotes and brackets of JSON, HTML and PHP around it. */
export const separator = String.raw`["']?\]?\s{0,4}(?:=>|[=:]|%3D)\s{0,4}`;
export const quotedOrBare = String.raw`(?:"[^"\r\n]*"?|'[^'\r\n]*'?|«[^»\r\n]*»?|“[^”\r\n]*”?|[^\s"'&<>]{2,})`;
/** Four characters or more with a digit or a sign among them: no word of a sentence. */
export const unlikeAWord = String.raw`(?=[^\s"'<>]{0,100}[\d!#$%^&*+=?])[^\s"'<>,;]{4,200}`;
