/** A cursor over bytes in network order. Reading past the end throws RangeError: hostile lengths end there. */
export class ByteReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** An unsigned integer of 1 to 4 bytes. */
  unsigned(length: 1 | 2 | 3 | 4): number {
    const value = this.#bytes.readUIntBE(this.#offset, length);
    this.#offset += length;
    return value;
  }

  /** The next bytes, not copied. */
  take(length: number): Buffer {
    if (length > this.remaining) throw new RangeError('past the end');
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  /** A vector with its length in front (RFC 8446 section 3.4). */
  vector(lengthBytes: 1 | 2 | 3): Buffer {
    return this.take(this.unsigned(lengthBytes));
  }
}
