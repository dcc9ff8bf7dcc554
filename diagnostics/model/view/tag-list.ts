/** Tag lists: the form of DKIM keys (RFC 6376 section 3.2), which DMARC, MTA-STS, TLS reporting and BIMI share. */

/** Tags with their values by name; null when a part is no tag or one stands twice. */
export function tagsOf(text: string): ReadonlyMap<string, string> | null {
  const tags = new Map<string, string>();
  for (const part of text.split(';').filter((each) => each.trim() !== '')) {
    const [, name, value = ''] = /^\s*([A-Za-z][A-Za-z0-9_]*)\s*=([\s\S]*)$/.exec(part) ?? [];
    if (name === undefined || tags.has(name)) return null;
    tags.set(name, value.trim());
  }
  return tags;
}
