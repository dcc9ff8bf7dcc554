/** Host names as provider packs write them. */

/** `*.example.net` covers every name below; anything else is taken as it stands. */
const matchesPattern = (pattern: string, name: string): boolean => {
  const wanted = pattern.toLowerCase().replace(/\.$/, '');
  return wanted.startsWith('*.')
    ? name.toLowerCase().endsWith(wanted.slice(1))
    : wanted === name.toLowerCase();
};

export const matchesAny = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, name));
