/** Reads a file that may be anything: a device without end, a pipe, a file that grows while it is read. */
import { open } from 'node:fs/promises';

const PART = 256 * 1024;

/** The content, or null when there is more of it than `limit` bytes. Throws what the file system says. */
export async function readBounded(path: string, limit: number): Promise<Buffer | null> {
  const file = await open(path, 'r');
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PART), 0, PART, null);
      if (bytesRead === 0) return Buffer.concat(parts, length);
      length += bytesRead;
      if (length > limit) return null;
      parts.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
