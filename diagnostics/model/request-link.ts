/** A request as a link: `faultline://check?target=example.org&…`, each part readable. A link says what a file says, and nothing more. */
import { canonicalServices, type CheckRequest } from './check-request.ts';

const MAX_LINK = 2_000;

/** The parts of a `faultline:check` link; null for anything else, and where a part stands twice. */
export function linkParts(text: string): ReadonlyMap<string, string> | null {
  if (text.length > MAX_LINK) return null;
  const [, query] = /^faultline:(?:\/\/)?check\/?\?([^#]*)$/iu.exec(text.trim()) ?? [];
  if (query === undefined) return null;
  const values = new Map<string, string>();
  for (const part of query.split('&')) {
    const [name = '', value = ''] = part.split('=', 2).map(decoded);
    if (values.has(name)) return null;
    values.set(name, value);
  }
  return values;
}

/** A broken percent form stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A link without a nonce only fills the form of the app. */
export const isRequestLink = (text: string): boolean => linkParts(text)?.has('nonce') === true;

/** Name of the part in a link, by field; services stand in one part. */
const names = {
  v: 'schemaVersion',
  target: 'domain',
  provider: 'provider',
  product: 'product',
  service: 'services',
  symptom: 'symptom',
  reference: 'reference',
  from: 'from',
  lang: 'language',
  made: 'made',
  expires: 'expires',
  nonce: 'nonce',
} as const satisfies Readonly<Record<string, keyof CheckRequest>>;

/** Without these a request is whole. */
const optional: ReadonlySet<keyof CheckRequest> = new Set(['provider', 'product']);

/** What a link lacks of a request, the first of it as a field; undefined where all parts are there. */
export const missingInLink = (parts: ReadonlyMap<string, string>): keyof CheckRequest | undefined =>
  Object.entries(names).find(([name, field]) => !optional.has(field) && !parts.has(name))?.[1];

export function requestLink(request: CheckRequest): string {
  const parts = Object.entries(names).flatMap(([name, field]) => {
    const value = field === 'services' ? canonicalServices(request).join(',') : request[field];
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return `faultline://check?${parts.join('&')}`;
}

/** What a link says, as a file would hold it, not yet looked at: unknown parts stay, so that they are refused there. */
export function requestInLink(parts: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const fields = [...parts].map(([name, value]) => [
    Object.hasOwn(names, name) ? names[name as keyof typeof names] : `?${name}`,
    value,
  ]);
  const read = Object.fromEntries(fields) as Readonly<Record<string, string>>;
  return {
    format: 'faultline-request',
    provider: null,
    product: null,
    ...read,
    schemaVersion: /^\d{1,6}$/u.test(read['schemaVersion'] ?? '')
      ? Number(read['schemaVersion'])
      : read['schemaVersion'],
    services: (read['services'] ?? '').split(','),
  };
}
