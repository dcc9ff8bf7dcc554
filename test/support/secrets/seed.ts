/**
 * Secrets as they stand in what people type, servers send, zones hold and programs log. `marks` are the parts that must be in no output:
 * the secret itself, and what it becomes when a program encodes it. None of them is a real credential.
 */
export interface SecretSeed {
  readonly name: string;
  readonly text: string;
  readonly marks: readonly string[];
}

const alphabets = {
  hex: '0123456789abcdef',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  word: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  digits: '0123456789',
} as const;
export type Alphabet = keyof typeof alphabets;

/** The same characters for the same name in every run (FNV-1a, then xorshift). */
export function characters(name: string, alphabet: Alphabet, length: number): string {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(name)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  const letters = alphabets[alphabet];
  let text = '';
  while (text.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    text += letters[state % letters.length] ?? '';
  }
  return text;
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** One secret inside its surroundings: `¤` is where it stands. */
export function seed(name: string, pattern: string, secret: string): SecretSeed {
  return { name, text: pattern.replaceAll('¤', secret), marks: [secret] };
}

/** A password that looks like one people choose, unlike any other word. */
export const password = (name: string): string =>
  `${characters(name, 'word', 6)}!${characters(`${name}2`, 'lower', 5)}9x`;
export const plain = (name: string): string => characters(name, 'word', 14);
