/** The start of an HTTP body as text, within a bound, whatever coding the server chose. */
import type { Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** 16 KiB tell an error page, a placeholder and a CMS apart. */
export const MAX_BODY_BYTES = 16 * 1024;

/** Undoes gzip, deflate and br, as far as whole blocks came; other or broken codings leave the bytes as they are. */
export async function decodeContent(
  bytes: Buffer,
  coding: string | undefined,
  limit = MAX_BODY_BYTES,
): Promise<Buffer> {
  const decoder = decoderFor(coding?.trim().toLowerCase());
  if (decoder === null || bytes.length === 0) return bytes;
  const chunks: Buffer[] = [];
  let size = 0;
  decoder.end(bytes);
  try {
    // A bomb is left inside: reading stops at the bound.
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= limit) break;
    }
  } catch {
    if (chunks.length === 0) return bytes;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

function decoderFor(coding: string | undefined): (Readable & NodeJS.WritableStream) | null {
  // We cut bodies ourselves, so an early end is no error.
  const finishFlush = constants.Z_SYNC_FLUSH;
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip({ finishFlush });
  if (coding === 'deflate') return createInflate({ finishFlush });
  if (coding === 'br') return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  return null;
}

/** Text by the charset of the Content-Type, UTF-8 without a known one; a character cut at the end is dropped. */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const charset = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  return decoderOf(charset).decode(bytes, { stream: true });
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder('utf-8');
  }
}
