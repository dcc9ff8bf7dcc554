/** From the DER of a certificate to the facts that the model keeps of it. */
import { createHash, X509Certificate, type KeyObject } from 'node:crypto';
import type { Certificate } from '../model/observations/tls.ts';
import { parseAlternativeNames, parseIssuerUrl } from './alternative-names.ts';
import { demandsStaple, signatureAlgorithmOf } from './certificate-der.ts';

/** Bits of the curves that web certificates use; others are told by name only. */
const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp256k1: 256,
};
const MAX_PEM = 30_000;

/** Null for bytes that the library cannot read as a certificate. */
export function readCertificate(der: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

/** Facts of one certificate; bytes that are none still give fingerprint and PEM, so that the evidence stays. Never throws. */
export function certificateFacts(
  der: Buffer,
  certificate: X509Certificate | null = readCertificate(der),
): Certificate {
  return {
    subject: oneLineName(certificate?.subject),
    issuer: oneLineName(certificate?.issuer),
    commonName: commonNameOf(certificate?.subject),
    ...parseAlternativeNames(certificate?.subjectAltName),
    serialNumber: (certificate?.serialNumber ?? '').slice(0, 100),
    notBefore: utcTime(certificate?.validFrom),
    notAfter: utcTime(certificate?.validTo),
    fingerprint256: fingerprintOf(der),
    publicKey: publicKeyFacts(certificate),
    signatureAlgorithm: signatureAlgorithmOf(der).slice(0, 100),
    isAuthority: certificate?.ca ?? false,
    ...(demandsStaple(der) ? { mustStaple: true } : {}),
    issuerUrl: parseIssuerUrl(certificate?.infoAccess),
    pem: toPem(der),
  };
}

/** Node gives one `KEY=value` a line, from the outside in; RFC 4514 section 2.1 writes them the other way round. */
export function oneLineName(name: string | undefined): string {
  return (name ?? '').split('\n').reverse().join(', ').slice(0, 2000);
}

/** The last one, in a name of its own line or as part of a multi-valued one; RFC 2253 escapes of printable signs undone. */
function commonNameOf(subject: string | undefined): string | null {
  const parts = (subject ?? '').split(/\n| \+ /);
  const text = parts.findLast((part) => part.startsWith('CN='))?.slice('CN='.length);
  return text?.replace(/\\([,+"\\<>;=# ])/g, '$1').slice(0, 500) ?? null;
}

/** `Jan  2 03:04:05 2030 GMT` as RFC 3339 in UTC; text that is no time is kept as it is. */
function utcTime(text: string | undefined): string {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? (text ?? '').slice(0, 60) : new Date(time).toISOString();
}

function fingerprintOf(der: Buffer): string {
  return createHash('sha256')
    .update(der)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:');
}

function publicKeyFacts(certificate: X509Certificate | null): Certificate['publicKey'] {
  const key = publicKeyOf(certificate);
  const details = key?.asymmetricKeyDetails;
  const curve = details?.namedCurve ?? null;
  const bits = details?.modulusLength ?? (curve === null ? undefined : curveBits[curve]) ?? null;
  return { type: key?.asymmetricKeyType ?? 'unknown', bits, curve };
}

/** A key of a kind that the library does not know throws on access. */
export function publicKeyOf(certificate: X509Certificate | null): KeyObject | null {
  try {
    return certificate?.publicKey ?? null;
  } catch {
    return null;
  }
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  // Half a certificate would be worse than none.
  return pem.length > MAX_PEM ? '' : pem;
}
