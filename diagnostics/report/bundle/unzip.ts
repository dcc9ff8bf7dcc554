/** Unpacks a zip from a stranger in memory: every bound is checked before a byte is inflated, and again while it is. */
import yauzl from 'yauzl';
import { message, type Message } from '../../model/message.ts';
import { limits } from './limits.ts';
import { plainFileName } from './manifest.ts';

export type Unzipped =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly error: Message };

const plainFolder = /^[a-z0-9][a-z0-9_-]{0,60}\/$/u;

class Refused extends Error {
  readonly reason: Message;
  constructor(reason: Message) {
    super(reason.key);
    this.reason = reason;
  }
}
const refuse = (key: string, values: Message['values'] = {}): never => {
  throw new Refused(message(`report.bundle.${key}`, values));
};

export async function unzip(bytes: Uint8Array): Promise<Unzipped> {
  try {
    checkShape(bytes);
    const zip = await opened(bytes);
    return { ok: true, files: await readAll(zip) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.reason };
    return { ok: false, error: message('report.bundle.damaged') };
  }
}

/** A zip starts with a local file header; an end record without its start is a file that was cut or glued. */
function checkShape(bytes: Uint8Array): void {
  if (bytes.byteLength > limits.file) refuse('too_large', { megabytes: limits.file / 1024 / 1024 });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  if (!isZip) refuse('not_a_zip');
}

async function opened(bytes: Uint8Array): Promise<yauzl.ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await yauzl.fromBufferPromise(buffer, {
      lazyEntries: true,
      validateEntrySizes: true,
      strictFileNames: true,
    });
  } catch {
    // The central directory stands at the end of the file: without it, the end is missing.
    return refuse('truncated');
  }
}

async function readAll(zip: yauzl.ZipFile): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let total = 0;
  if (zip.entryCount > limits.entries)
    refuse('too_many_entries', { count: zip.entryCount, max: limits.entries });
  for await (const entry of entriesOf(zip)) {
    // Archivers add entries for folders when somebody packs a bundle again.
    if (plainFolder.test(entry.fileName)) continue;
    checkEntry(entry, files);
    total += entry.uncompressedSize;
    if (total > limits.total) refuse('bomb');
    files.set(entry.fileName, await inflated(zip, entry));
  }
  return files;
}

/** yauzl itself refuses absolute paths, backslashes and `..`, with an error of its own. */
async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  try {
    yield* zip.eachEntry();
  } catch (error) {
    if (error instanceof Refused) throw error;
    const text = error instanceof Error ? error.message : '';
    refuse(/invalid (?:relative|characters|absolute)|absolute path/iu.test(text) ? 'unsafe_name' : 'damaged');
  }
}

function checkEntry(entry: yauzl.Entry, files: ReadonlyMap<string, Buffer>): void {
  if (!plainFileName.test(entry.fileName)) refuse('unsafe_name');
  if (files.has(entry.fileName)) refuse('damaged');
  if (entry.isEncrypted() || !entry.canDecodeFileData()) refuse('damaged');
  const isOutOfProportion =
    entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio;
  if (entry.uncompressedSize > limits.entry || isOutOfProportion) refuse('bomb');
}

async function inflated(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      chunks.push(chunk);
    }
  } catch (error) {
    // The header may lie about the size; yauzl stops at the first byte too many.
    refuse(error instanceof Error && /too many bytes/iu.test(error.message) ? 'bomb' : 'damaged');
  }
  if (size !== entry.uncompressedSize) refuse('damaged');
  return Buffer.concat(chunks, size);
}
