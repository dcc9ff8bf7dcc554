/** Header fields as mail writes them (RFC 5322 section 2.2), unfolded and bounded: the text comes from anybody. */

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

const MAX_VALUE = 4_000;
const fieldLine = /^([!-9;-~]{1,80}):[ \t]*(.*)$/u;

/** Fields of consecutive lines; lines that are neither fields nor their continuation are passed over. */
export function readFields(lines: readonly string[]): readonly HeaderField[] {
  const fields: { name: string; value: string }[] = [];
  let current: { name: string; value: string } | undefined;
  for (const line of lines) {
    const [, name, value] = fieldLine.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      current = { name: name.toLowerCase(), value: value.slice(0, MAX_VALUE) };
      fields.push(current);
    } else if (/^[ \t]/u.test(line) && current !== undefined) {
      current.value = `${current.value} ${line.trim()}`.slice(0, MAX_VALUE);
    } else {
      current = undefined;
    }
  }
  return fields;
}

/** Lines up to the first empty one. */
export function headerLines(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line.trim() === '');
  return end === -1 ? lines : lines.slice(0, end);
}

export const fieldOf = (fields: readonly HeaderField[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value;

/** `dns; mx.example.org (192.0.2.1)`: the type that stands before the value in report fields is dropped (RFC 3464 section 2.1.2). */
export const withoutType = (value: string): string => value.replace(/^[a-z0-9-]{1,30}\s*;\s*/iu, '').trim();

/** First host name in a text, lower case. */
export function hostIn(text: string | undefined): string | undefined {
  const found = /(?<![\w.@-])((?:[a-z0-9_](?:[\w-]{0,62})\.){1,8}[a-z][a-z0-9-]{1,62})\b/iu.exec(
    (text ?? '').slice(0, 600),
  )?.[1];
  return found?.toLowerCase().slice(0, 255);
}

const mailbox = /(?:"[^"\r\n]{1,64}"|[^\s<>()[\]:;,"@]{1,64})@((?:[\w-]{1,63}\.){1,8}[a-z][\w-]{1,62})/iu;

/** First mailbox in a text with its domain in lower case; quoted local parts may hold anything and are not kept. */
export function mailboxIn(
  text: string | undefined,
): { readonly address: string; readonly domain: string } | undefined {
  const [whole, domain] = mailbox.exec((text ?? '').slice(0, 2_000)) ?? [];
  if (whole === undefined || domain === undefined) return undefined;
  const local = whole.slice(0, whole.lastIndexOf('@'));
  const isPlain = /^[\x21-\x7e]+$/u.test(local) && !local.startsWith('"');
  return {
    address: `${isPlain ? local : 'mailbox'}@${domain.toLowerCase()}`,
    domain: domain.toLowerCase(),
  };
}
