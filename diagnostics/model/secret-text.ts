/** Recognises a known secret inside any text. */

/** Short secrets are found only as whole words: a user called "ftp" must not eat half of every reply. */
export function secretPattern(secret: string): RegExp {
  const literal = secret.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return secret.length >= 5
    ? new RegExp(literal, 'g')
    : new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, 'g');
}
