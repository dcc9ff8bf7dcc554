/** Keys become ids of observations, which are bounded; hostile names and URLs are not. */

const LONGEST = 360;

/** FNV-1a with 32 bits, twice with different starts: to tell keys apart, not to resist anyone. */
export function fingerprint(text: string, start = 0x811c9dc5): string {
  let hash = start;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The key itself when it is short enough, else its beginning and a fingerprint of the whole. Never ends like a further try (`#2`). */
export function boundedKey(key: string): string {
  if (key.length <= LONGEST && !/#[23]$/.test(key)) return key;
  return `${key.slice(0, LONGEST - 40)}…${fingerprint(key)}${fingerprint(key, 0x5bd1e995)}`;
}
