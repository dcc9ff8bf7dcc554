/** Writes files so that a reader never sees half of one and nobody's other file is lost. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';

/** Replaces the file in one step: a temporary file beside it, then a rename on the same file system. */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await writeFile(temporary, content, { flag: 'wx', mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Writes under the first free name (`a.txt`, `a-2.txt`, …) and says which: an existing file stays as it is. */
export async function writeBesideOthers(
  folder: string,
  name: string,
  content: Uint8Array | string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; number < 10_000; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${extension}`);
    if (await writeNew(path, content)) return path;
  }
  throw new Error(`no free name for ${name}`);
}

/**
 * False when the name is taken. The file appears with its content: linking fails when the name is taken, unlike renaming. File systems
 * without links get an exclusive write.
 */
export async function writeNew(path: string, content: Uint8Array | string): Promise<boolean> {
  const temporary = temporaryBeside(path);
  await writeFile(temporary, content, { flag: 'wx', mode: 0o600 });
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    return await writeExclusively(path, content);
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

async function writeExclusively(path: string, content: Uint8Array | string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const temporaryBeside = (path: string): string => join(dirname(path), `.faultline-${randomUUID()}.tmp`);
