/** The file that tells researchers whom to write to (RFC 9116). */
import type { WebAnswer } from '../observations/http2.ts';

export interface SecurityText {
  readonly contacts: readonly string[];
  /** Epoch milliseconds of each line of that name; exactly one is right (section 2.5.5). */
  readonly expires: readonly number[];
}

/** A file, or a page that stands there for everything. Undefined where the answer is neither the file nor a plain "not here". */
export function securityTextIn({
  status,
  headers,
  bodyStart = '',
}: WebAnswer): SecurityText | 'missing' | undefined {
  if (status === undefined || status >= 500 || (status >= 300 && status < 400)) return undefined;
  if (status === 401 || status === 403 || status === 429) return undefined; // somebody stands before it
  const type = headers?.find(({ name }) => name === 'content-type')?.value ?? '';
  const isPage = /html/i.test(type) || /^\s*<(?:!doctype|html)/i.test(bodyStart);
  if (status >= 400 || isPage) return 'missing';
  // trimmed afterwards: a pattern that trims as well takes seconds for a line of blanks
  const valuesOf = (field: string): readonly string[] =>
    [...bodyStart.matchAll(new RegExp(`^${field}:(.*)$`, 'gim'))]
      .map(([, value = '']) => value.trim())
      .filter((value) => value !== '');
  return { contacts: valuesOf('Contact'), expires: valuesOf('Expires').map((each) => Date.parse(each)) };
}
