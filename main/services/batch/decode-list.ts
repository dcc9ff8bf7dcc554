/** Bytes of a list to text. Lists are put together from several programs: one line in an older encoding must not garble the others. */

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252' | 'UTF-8, Windows-1252';

export interface DecodedList {
  readonly encoding: Encoding;
  readonly text: string;
}

const western = new TextDecoder('windows-1252');
const utf8 = new TextDecoder('utf-8');

/**
 * Byte order marks and telling zeros; what is no UTF-8 was written by an older program of the West (all bytes mean something there).
 * @param linesAtMost a list of more lines is refused anyway, and is not worth the time
 */
export function decodeList(bytes: Uint8Array, linesAtMost: number): DecodedList {
  const wide = wideEncoding(bytes);
  if (wide !== null) return { encoding: 'UTF-16', text: new TextDecoder(wide).decode(bytes) };
  try {
    return { encoding: 'UTF-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return decodeByLine(bytes, linesAtMost);
  }
}

/** Of UTF-16 without its mark, every second byte of Latin text is zero. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 400);
  const zeros = (parity: number): number =>
    sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (Math.max(even, odd) <= sample.length / 4) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const [LINE_FEED, CARRIAGE_RETURN, FIRST_BEYOND_ASCII] = [0x0a, 0x0d, 0x80];

/**
 * Line breaks are the same single bytes in both encodings and never part of another character, so lines can be told apart before anything is
 * decoded; a quoted cell that goes over several lines comes together again as text.
 */
function decodeByLine(bytes: Uint8Array, linesAtMost: number): DecodedList {
  const parts: string[] = [];
  const found = new Set<Encoding>();
  let [plainFrom, lineFrom, lines, isPlain] = [0, 0, 0, true];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte >= FIRST_BEYOND_ASCII) isPlain = false;
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN && at < bytes.length - 1) continue;
    if (!isPlain) {
      const { encoding, text } = decodeLine(bytes.subarray(lineFrom, at + 1));
      parts.push(western.decode(bytes.subarray(plainFrom, lineFrom)), text);
      found.add(encoding);
      plainFrom = at + 1;
    }
    [lineFrom, isPlain] = [at + 1, true];
    if ((lines += 1) > 2 * linesAtMost) break;
  }
  parts.push(western.decode(bytes.subarray(plainFrom)));
  const [only] = found;
  return { encoding: found.size === 1 ? only! : 'UTF-8, Windows-1252', text: parts.join('') };
}

/**
 * Where both encodings stand in one line, nothing tells what its other bytes meant: they stay marks that no domain has (U+FFFD). Decoded
 * without `fatal`: half a million exceptions take many seconds.
 */
function decodeLine(line: Uint8Array): DecodedList {
  const text = utf8.decode(line);
  if (!text.includes('\uFFFD')) return { encoding: 'UTF-8', text };
  return /[^\0-\x7F\uFFFD]/u.test(text)
    ? { encoding: 'UTF-8, Windows-1252', text }
    : { encoding: 'Windows-1252', text: western.decode(line) };
}
