/**
 * Fields of a certificate that node:crypto does not tell: the signature algorithm (RFC 5280 section 4.1.1.2; told from Node 24 on) and
 * the TLS feature extension (RFC 7633).
 */

const algorithmNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsaWithSHA1',
  '2.16.840.1.101.3.4.3.2': 'dsaWithSHA256',
  '1.2.840.10045.4.1': 'ecdsaWithSHA1',
  '1.2.840.10045.4.3.1': 'ecdsaWithSHA224',
  '1.2.840.10045.4.3.2': 'ecdsaWithSHA256',
  '1.2.840.10045.4.3.3': 'ecdsaWithSHA384',
  '1.2.840.10045.4.3.4': 'ecdsaWithSHA512',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};
const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;

export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Name of the algorithm that signed the certificate, its dotted identifier when unknown, '' when unreadable. */
export function signatureAlgorithmOf(der: Buffer): string {
  const certificate = elementAt(der, 0, SEQUENCE);
  const toBeSigned = certificate && elementAt(der, certificate.start, SEQUENCE);
  const algorithm = toBeSigned && elementAt(der, toBeSigned.end, SEQUENCE);
  const identifier = algorithm && elementAt(der, algorithm.start, OBJECT_IDENTIFIER);
  if (!identifier) return '';
  const dotted = dottedIdentifier(der.subarray(identifier.start, identifier.end));
  return algorithmNames[dotted] ?? dotted;
}

const EXTENSIONS = 0xa3;
/** 1.3.6.1.5.5.7.1.24, and the feature number 5 that stands for `status_request` (RFC 7633 sections 4 and 6). */
const TLS_FEATURE = '1.3.6.1.5.5.7.1.24';
const STATUS_REQUEST = 5;

/** Whether the authority bound the server to hand out a revocation status itself ("must staple"). */
export function demandsStaple(der: Buffer): boolean {
  const certificate = elementAt(der, 0, SEQUENCE);
  const toBeSigned = certificate && elementAt(der, certificate.start, SEQUENCE);
  if (!toBeSigned) return false;
  const fields = elementsIn(der, toBeSigned.start, toBeSigned.end);
  const wrapper = fields.find(({ tag }) => tag === EXTENSIONS);
  const list = wrapper && elementAt(der, wrapper.start, SEQUENCE);
  if (!list) return false;
  return elementsIn(der, list.start, list.end).some((extension) => {
    const parts = elementsIn(der, extension.start, extension.end);
    const [identifier] = parts;
    const value = parts.at(-1);
    if (!identifier || !value || identifier.tag !== OBJECT_IDENTIFIER) return false;
    return (
      dottedIdentifier(der.subarray(identifier.start, identifier.end)) === TLS_FEATURE &&
      featuresIn(der, value).includes(STATUS_REQUEST)
    );
  });
}

/** The numbers of the sequence inside the octet string. */
function featuresIn(der: Buffer, { start }: Element): readonly number[] {
  const list = elementAt(der, start, SEQUENCE);
  return list ? elementsIn(der, list.start, list.end).map((each) => der[each.end - 1] ?? 0) : [];
}

/** Elements that stand one after the other between two places, whatever their tags; ends at the first that is not whole. */
export function elementsIn(der: Buffer, from: number, to: number): readonly Element[] {
  const found: Element[] = [];
  for (let offset = from; offset < to && found.length < 100;) {
    const element = elementAt(der, offset, der[offset] ?? 0);
    if (!element || element.end > to) break;
    found.push(element);
    offset = element.end;
  }
  return found;
}

/** One element of DER (X.690 section 8.1) with the expected tag; null when it is not there or not whole. */
function elementAt(der: Buffer, offset: number, tag: number): Element | null {
  const first = der[offset + 1];
  if (der[offset] !== tag || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = offset + 2 + lengthBytes;
  if (lengthBytes > 4 || (first >= 0x80 && lengthBytes === 0) || start > der.length) return null;
  const length = lengthBytes === 0 ? first : der.readUIntBE(offset + 2, lengthBytes);
  return start + length > der.length ? null : { tag, start, end: start + length };
}

/** X.690 section 8.19: base-128 numbers, the first holding two. */
function dottedIdentifier(bytes: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes.subarray(0, 40)) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    if (numbers.length === 0) {
      const top = Math.min(2, Math.floor(value / 40));
      numbers.push(top, value - top * 40);
    } else numbers.push(value);
    value = 0;
  }
  return numbers.join('.');
}
