/** DANE: whether the certificates that a mail server shows are those that its TLSA records announce (RFC 6698 section 2.1, RFC 7672). */
import { createHash, X509Certificate } from 'node:crypto';
import type { DnsRecord } from '../model/observations/dns.ts';
import type { Certificate } from '../model/observations/tls.ts';

/** Section 3.1 of RFC 7672: only trust anchors (2) and the server's own certificate (3) are used for mail. */
const TRUST_ANCHOR = 2;
const END_ENTITY = 3;

const numberOf = ({ fields }: DnsRecord, name: string): number => Number(fields?.[name] ?? -1);

export const isUsableForMail = (record: DnsRecord): boolean =>
  [TRUST_ANCHOR, END_ENTITY].includes(numberOf(record, 'usage'));

function bytesOf({ pem }: Certificate, selector: number): Buffer | null {
  try {
    const certificate = new X509Certificate(pem);
    return selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' });
  } catch {
    return null;
  }
}

/** Matching types 0 (as it is), 1 (SHA-256) and 2 (SHA-512). */
function announces(record: DnsRecord, certificate: Certificate): boolean {
  const bytes = bytesOf(certificate, numberOf(record, 'selector'));
  const hash = { 1: 'sha256', 2: 'sha512' }[numberOf(record, 'matchingType')];
  if (!bytes) return false;
  const found = hash === undefined ? bytes.toString('hex') : createHash(hash).update(bytes).digest('hex');
  return found === String(record.fields?.['certificate'] ?? '').toLowerCase();
}

/** One matching record is enough (RFC 7671 section 5). */
export const matchesTlsa = (records: readonly DnsRecord[], chain: readonly Certificate[]): boolean =>
  records
    .filter(isUsableForMail)
    .some((record) =>
      (numberOf(record, 'usage') === END_ENTITY ? chain.slice(0, 1) : chain).some((each) =>
        announces(record, each),
      ),
    );
