/** Lines, widths and columns for a terminal. */

/** East Asian wide and emoji take two columns (UAX #11, roughly), combining marks none. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const noWidth = /\p{Mn}|\p{Me}|\p{Cf}/u;
// oxlint-disable-next-line no-control-regex -- our own colour sequences take no room
const colour = /\u001b\[[0-9;]*m/gu;

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(colour, '')) {
    width += noWidth.test(character) ? 0 : wide.test(character) ? 2 : 1;
  }
  return width;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Breaks at spaces; a word longer than a line is cut, so that no table falls apart. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, room))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(word: string, room: number): readonly string[] {
  if (displayWidth(word) <= room) return [word];
  const points = Array.from(word);
  const cut: string[] = [];
  for (let index = 0; index < points.length; index += room)
    cut.push(points.slice(index, index + room).join(''));
  return cut;
}

/** Wraps with a first-line prefix and an indent of the same width below it. */
export function hanging(prefix: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(displayWidth(prefix));
  return wrap(text, width - indent.length).map((line, index) => `${index === 0 ? prefix : indent}${line}`);
}
