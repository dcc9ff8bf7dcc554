/**
 * A DKIM key record: a public key that mail servers everywhere read, and without which nobody could judge the record again. Its random
 * letters look like a secret at times. Only what is such a key to the last letter is one; a note in free text or an unknown tag is not.
 */
import { createPublicKey } from 'node:crypto';
import { stringsOf } from '../../model/view/text-records.ts';
import { tagsOf } from '../../model/view/tag-list.ts';

/** RFC 6376 section 3.6.2.1. */
const keyName = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,10}\._domainkey\.[a-z0-9_.-]{1,255}$/u;

/** RFC 6376 section 3.6.1 with the key types of RFC 8463, but for `n=`, which is free text, and `p=`, which is looked at apart. */
const grammar: Readonly<Record<string, RegExp>> = {
  v: /^DKIM1$/u,
  h: /^sha(?:1|256)(?:[ \t]*:[ \t]*sha(?:1|256))*$/u,
  k: /^(?:rsa|ed25519)$/u,
  p: /^/u,
  s: /^(?:\*|email)(?:[ \t]*:[ \t]*(?:\*|email))*$/u,
  t: /^[ys](?:[ \t]*:[ \t]*[ys])*$/u,
};

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
/** Characters: an RSA key of 16 384 bits takes fewer than 3 000. */
const LONGEST_KEY = 4000;
const ED25519_BYTES = 32;

/** The encoding of a public RSA key and nothing behind it (RFC 8017 appendix A.1.1 in RFC 5280 section 4.1.2.7). */
function isRsaKey(der: Buffer): boolean {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' && key.export({ format: 'der', type: 'spki' }).equals(der);
  } catch {
    return false;
  }
}

function isKeyText(text: string): boolean {
  const tags = tagsOf(text);
  const key = tags?.get('p')?.replaceAll(/[ \t]/gu, '') ?? '';
  if (!tags || key === '' || key.length > LONGEST_KEY || !base64.test(key)) return false;
  if (![...tags].every(([name, value]) => Object.hasOwn(grammar, name) && grammar[name]!.test(value)))
    return false;
  const bytes = Buffer.from(key, 'base64');
  return tags.get('k') === 'ed25519' ? bytes.length === ED25519_BYTES : isRsaKey(bytes);
}

/** `value` in presentation form and `fields.text` say the same, and nothing more. */
export function isDkimKeyRecord({ name, type, value, fields }: Record<string, unknown>): boolean {
  if (type !== 'TXT' || typeof name !== 'string' || typeof value !== 'string' || !keyName.test(name))
    return false;
  const strings = stringsOf({ name, type, ttl: 0, value });
  const text = strings.join('');
  const isWhole = value === text || value === strings.map((each) => `"${each}"`).join(' ');
  const isAlike = fields === undefined || JSON.stringify(fields) === JSON.stringify({ text });
  return isWhole && isAlike && isKeyText(text);
}
