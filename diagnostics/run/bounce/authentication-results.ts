/** Authentication-Results (RFC 8601): what the receiving server found when it checked the sender. */
import type { AuthenticationResult } from '../../model/observations/delivery.ts';
import { hostIn, type HeaderField } from './header-fields.ts';

const methods = ['spf', 'dkim', 'dmarc', 'arc'] as const;
const results = new Set(['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror']);
const aliases: Readonly<Record<string, string>> = {
  hardfail: 'fail',
  bestguesspass: 'none',
  error: 'temperror',
};

/** Property that names the domain for each method (RFC 8601 section 2.7). */
const domainProperty = {
  spf: /\bsmtp\.(?:mailfrom|helo)\s*=\s*"?(?:[^\s;"@]{0,64}@)?([^\s;"]{1,255})/iu,
  dkim: /\bheader\.(?:d|i)\s*=\s*"?(?:[^\s;"@]{0,64}@)?([^\s;"]{1,255})/iu,
  dmarc: /\bheader\.from\s*=\s*"?(?:[^\s;"@]{0,64}@)?([^\s;"]{1,255})/iu,
  arc: /(?!)/u,
} as const;

/** Comments may stand anywhere and hold semicolons. */
const withoutComments = (text: string): string =>
  text.replace(/\([^()]{0,500}\)/gu, ' ').replace(/\([^()]{0,500}\)/gu, ' ');

function readResult(part: string): AuthenticationResult | undefined {
  const [, name = '', word = ''] = /^\s*(\w+)(?:\/\d)?\s*=\s*(\w+)/u.exec(part) ?? [];
  const method = methods.find((each) => each === name.toLowerCase());
  const result = aliases[word.toLowerCase()] ?? word.toLowerCase();
  if (method === undefined || !results.has(result)) return undefined;
  const domain = hostIn(domainProperty[method].exec(part)?.[1]);
  return {
    method,
    result: result as AuthenticationResult['result'],
    ...(domain === undefined ? {} : { domain }),
  };
}

/** Only the topmost field counts: it is the receiver's own, those below may have come with the message (RFC 8601 section 5). */
export function readAuthentication(fields: readonly HeaderField[]): readonly AuthenticationResult[] {
  const own = fields.find(({ name }) => name === 'authentication-results')?.value;
  if (own === undefined) return [];
  return withoutComments(own)
    .split(';')
    .slice(0, 40)
    .flatMap((part) => readResult(part) ?? [])
    .slice(0, 20);
}
