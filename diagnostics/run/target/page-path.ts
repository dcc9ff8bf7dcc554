/** Path and query of a typed web address. */

const MAX_PATH = 2000;

/** Names of query fields that carry secrets; asking for the page without them is what a stranger would do anyway. */
const secretField =
  /^(?:.*[_.-])?(?:pass(?:word|wd|phrase)?|pwd|pw|mot_?de_?passe|wachtwoord|token|secret|key|apikey|auth|authorization|sig|signature|session|sessionid|sid|phpsessid|jwt|code|otp|pin)$/i;

export interface PagePath {
  readonly path: string;
  readonly hadSecret: boolean;
}

function fieldName(field: string): string {
  const [name = ''] = field.split('=', 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function pagePath(rest: string): PagePath {
  const withSlash = rest.startsWith('/') ? rest : `/${rest}`;
  const url = parseUrl(withSlash);
  if (url === null) return { path: '/', hadSecret: false };
  const fields = url.search
    .slice(1)
    .split('&')
    .filter((field) => field !== '');
  const kept = fields.filter((field) => !secretField.test(fieldName(field)));
  const full = kept.length === 0 ? url.pathname : `${url.pathname}?${kept.join('&')}`;
  const path = [full, url.pathname].find((candidate) => candidate.length <= MAX_PATH) ?? '/';
  return { path, hadSecret: kept.length < fields.length };
}

function parseUrl(withSlash: string): URL | null {
  try {
    return new URL(`http://page.invalid${withSlash}`);
  } catch {
    return null;
  }
}
