/** Makes zip files by hand, honest and lying ones (APPNOTE 4.3). */

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  /** Deflated bytes; stored as they are when absent. */
  readonly deflated?: Buffer;
  /** What the headers claim instead of the true size. */
  readonly statedSize?: number;
  readonly flags?: number;
}

export function makeZip(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = entry.deflated ?? entry.content;
    const name = Buffer.from(entry.name);
    const common = commonHeader(entry, data, name);
    const local = Buffer.concat([bytes(0x04034b50, 4), common, bytes(0, 2), name, data]);
    directory.push(
      Buffer.concat([
        bytes(0x02014b50, 4),
        bytes(20, 2),
        common,
        bytes(0, 2),
        bytes(0, 2),
        bytes(0, 2),
        bytes(0, 2),
        bytes(0, 4),
        bytes(offset, 4),
        name,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.concat([
    bytes(0x06054b50, 4),
    bytes(0, 4),
    bytes(entries.length, 2),
    bytes(entries.length, 2),
    bytes(central.length, 4),
    bytes(offset, 4),
    bytes(0, 2),
  ]);
  return Buffer.concat([...locals, central, end]);
}

/** Version, flags, method, time, date, CRC, sizes, length of the name: the same in both headers. */
function commonHeader(entry: ZipEntry, data: Buffer, name: Buffer): Buffer {
  return Buffer.concat([
    bytes(20, 2),
    bytes(entry.flags ?? 0, 2),
    bytes(entry.deflated ? 8 : 0, 2),
    bytes(0, 2),
    bytes(0x5a21, 2),
    bytes(crc32(entry.content), 4),
    bytes(data.length, 4),
    bytes(entry.statedSize ?? entry.content.length, 4),
    bytes(name.length, 2),
  ]);
}

function bytes(value: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntLE(value, 0, length);
  return buffer;
}

const table = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(data: Buffer): number {
  let value = 0xffffffff;
  for (const byte of data) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
