/** Looks over JSON from a stranger before it is built: a small file can hold more values than the memory, or nest without end. */

/** A real report has some ten thousand values and nests about ten deep. */
const MAX_VALUES = 1_000_000;
const MAX_DEPTH = 100;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const isOpening = (code: number): boolean => code === 0x5b || code === 0x7b;
const isClosing = (code: number): boolean => code === 0x5d || code === 0x7d;

/** One pass that keeps nothing. Text that is no JSON may pass: saying so is left to the parser. */
export function isWithinJsonBounds(text: string): boolean {
  let values = 1;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === COMMA) values += 1;
    else if (isOpening(code)) {
      values += 1;
      depth += 1;
    } else if (isClosing(code)) depth -= 1;
    if (values > MAX_VALUES || depth > MAX_DEPTH) return false;
  }
  return true;
}

/** Index of the quote that ends the string. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE)
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}
