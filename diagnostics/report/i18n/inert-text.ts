/**
 * Text that came from servers, zones, files or people, made harmless for a terminal, a mail and a ticket. It stays readable:
 * what could steer a terminal (ECMA-48 controls) or reorder a line (Unicode bidi controls, UAX #9) is shown instead of obeyed.
 */

const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
// C0, DEL, C1; zero-width and soft hyphen; bidi marks, embeddings, isolates; annotations; BOM; tags; lone surrogates.
const steering =
  // oxlint-disable-next-line no-control-regex -- these characters are what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

const shown = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** One line: breaks and tabs become single spaces, steering characters become `[U+001B]`. */
export function inertLine(text: string): string {
  return text.replace(lineBreaks, ' ').replace(steering, shown);
}

// JSON.stringify escapes C0 and lone surrogates itself. What it leaves: DEL and C1 (U+009B begins a control sequence as ESC [ does),
// line separators, and all that is invisible or reorders text.
const steeringInJson =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** One escape for each UTF-16 unit (RFC 8259 section 7). */
const jsonEscape = (character: string): string =>
  Array.from({ length: character.length }, (_item, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/** JSON of the same value that does nothing to a terminal. */
export const inertJson = (value: unknown, indent = 0): string =>
  JSON.stringify(value, null, indent).replace(steeringInJson, jsonEscape);

/** Cuts after a number of code points, with an ellipsis as the sign of it. */
export function shorten(text: string, max: number): string {
  const points = Array.from(text);
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
}

/** A leading `=`, `+`, `-` or `@` begins a formula in table programs; the apostrophe makes text of it (as they do themselves). */
export const inertCell = (text: string): string => (/^\s*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text);
