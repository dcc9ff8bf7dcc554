/** The same text without the wrappings in which programs pass text on, so that what is wrapped is seen too. */

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
const isWrapped = /%[0-9a-f]{2}|&(?:#\d{1,5}|#x[0-9a-f]{1,4}|quot|apos|lt|gt|amp);|\\["'/nrt]/iu;

/** Percent signs (RFC 3986 section 2.1), entities of HTML, backslashes of JSON. The text itself when nothing of that is in it. */
export function unwrapped(text: string): string {
  if (!isWrapped.test(text)) return text;
  return text
    .replace(
      /&(?:#(\d{1,5})|#x([0-9a-f]{1,4})|(quot|apos|lt|gt|amp));/giu,
      (match, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return entities[name.toLowerCase()] ?? match;
        return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
      },
    )
    .replace(/(?:%[0-9a-f]{2})+/giu, decoded)
    .replace(/\\(["'/])/gu, '$1')
    .replace(/\\[nrt]/gu, '\n')
    .replace(/(?<=[?&=][^\s]{0,300})\+(?=[^\s+])/gu, ' ');
}

/** Bytes that are no UTF-8 stay as they are. */
function decoded(sequence: string): string {
  try {
    return decodeURIComponent(sequence);
  } catch {
    return sequence;
  }
}
