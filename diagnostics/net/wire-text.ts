/** Text from the wire: foreign, hostile and of unknown encoding. Made visible and short before anybody stores or shows it. */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 where it is UTF-8, else one character per byte: old servers speak Latin-1 and nothing says so on the wire. */
export function decodeWireText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** Characters that draw nothing or reorder what stands around them (Unicode Cf, and the two separators). */
function isInvisible(code: number): boolean {
  return (
    (code >= 0x80 && code <= 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff
  );
}

function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code); // Unicode "control pictures"
  if (code === 0x7f) return '\u2421';
  return isInvisible(code) ? `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>` : character;
}

/** Control and reordering characters as signs that can be seen: terminal escapes and bidi tricks do nothing any more. */
export function visibleText(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, visibleCharacter);
}

/** At most `length` UTF-16 units, never half a character; a cut is marked. */
export function clipText(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const last = cut.charCodeAt(cut.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut}…`;
}
