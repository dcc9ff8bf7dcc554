/** What a bundle may be. A real one has about ten entries and under 5 MB; whatever is far beyond that is an attack or not ours. */
export const limits = {
  /** Bytes of the file itself. */
  file: 64 * 1024 * 1024,
  entries: 200,
  entry: 64 * 1024 * 1024,
  total: 128 * 1024 * 1024,
  /** Unpacked size by packed size of one entry; JSON of measurements stays under 40. Small entries are not judged by it. */
  ratio: 250,
  ratioFrom: 1024 * 1024,
} as const;
