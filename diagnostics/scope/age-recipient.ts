/** The form of an age recipient: whom a report can be encrypted for (age-encryption.org/v1, X25519; Bech32 of BIP-173). */

const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
export const recipientForm = /^age1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}$/u;

const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

const step = (sum: number, value: number): number => {
  const top = sum >>> 25;
  return generators.reduce(
    (next, generator, bit) => ((top >>> bit) & 1 ? next ^ generator : next),
    ((sum & 0x1ffffff) << 5) ^ value,
  );
};

/** BIP-173: the check letters fit, so that no letter was mistyped. */
export function isRecipient(text: string): boolean {
  if (!recipientForm.test(text)) return false;
  const codes = text
    .slice(0, 3)
    .split('')
    .map((letter) => letter.charCodeAt(0));
  const data = text
    .slice(4)
    .split('')
    .map((letter) => letters.indexOf(letter));
  const values = [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31), ...data];
  return values.reduce(step, 1) === 1;
}
