/** The reseller's logo: a small picture of points. What is bigger, or can hold a program (SVG), is refused. */
import { readBounded } from '../read-bounded.ts';
import { fileError } from '../file-error.ts';
import { refusal, SaidError } from '../said-error.ts';

export const LOGO_BYTES = 256 * 1024;
const LOGO_PIXELS = 2_000;

interface Picture {
  readonly type: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
}

/** As a `data:` address that needs no file beside it. */
export async function readLogo(path: string): Promise<string> {
  const bytes = await readBounded(path, LOGO_BYTES).catch((error: unknown) => {
    throw new SaidError(fileError(path, error));
  });
  if (bytes === null) throw refusal('export.logo.too_large', { kilobytes: LOGO_BYTES / 1024 });
  const picture = pictureOf(bytes);
  if (picture === null) throw refusal('export.logo.no_picture');
  if (Math.max(picture.width, picture.height) > LOGO_PIXELS || picture.width * picture.height === 0)
    throw refusal('export.logo.too_wide', { pixels: LOGO_PIXELS });
  return `data:image/${picture.type};base64,${bytes.toString('base64')}`;
}

const pictureOf = (bytes: Buffer): Picture | null => pngOf(bytes) ?? jpegOf(bytes);

/** Width and height stand in the first chunk (PNG, section 11.2.1). */
function pngOf(bytes: Buffer): Picture | null {
  const isPng =
    bytes.length > 33 &&
    bytes.subarray(0, 8).toString('latin1') === '\u0089PNG\r\n\u001a\n' &&
    bytes.subarray(12, 16).toString('latin1') === 'IHDR';
  return isPng ? { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}

/** Width and height stand in the segment that begins the frame (ITU-T T.81, section B.2.2). */
function jpegOf(bytes: Buffer): Picture | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { type: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
