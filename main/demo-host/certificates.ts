/** Makes X.509 certificates at run time, so that no private key lies in the repository. ECDSA P-256 throughout. */
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as asn1js from 'asn1js';
import ipaddr from 'ipaddr.js';
import * as pkijs from 'pkijs';

const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto });
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const day = 86_400_000;

export interface IssuedCertificate {
  readonly certificatePem: string;
  /** PKCS #8. */
  readonly privateKeyPem: string;
}

export interface Authority extends IssuedCertificate {
  readonly certificate: pkijs.Certificate;
  readonly privateKey: webcrypto.CryptoKey;
}

export interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface AuthorityOptions extends Validity {
  readonly name: string;
  /** Absent for a root. */
  readonly issuer?: Authority;
}

export interface CertificateOptions extends Validity {
  /** Subject alternative names: host names or IP addresses. The first becomes the common name. */
  readonly names: readonly string[];
  /** Null makes a self-signed certificate. */
  readonly issuer: Authority | null;
}

export async function makeAuthority(options: AuthorityOptions): Promise<Authority> {
  const { name, issuer = null } = options;
  const validity = { notBefore: fromNow(-365), notAfter: fromNow(3650), ...options };
  return make({ commonName: name, issuer, validity, extensions: authorityExtensions });
}

export async function issueCertificate(options: CertificateOptions): Promise<IssuedCertificate> {
  const { names, issuer } = options;
  const validity = { notBefore: fromNow(-30), notAfter: fromNow(60), ...options };
  const extensions = () => leafExtensions(names);
  const { certificatePem, privateKeyPem } = await make({
    commonName: names[0] ?? 'unnamed',
    issuer,
    validity,
    extensions,
  });
  return { certificatePem, privateKeyPem };
}

interface Making {
  readonly commonName: string;
  readonly issuer: Authority | null;
  readonly validity: { readonly notBefore: Date; readonly notAfter: Date };
  readonly extensions: () => pkijs.Extension[];
}

async function make({ commonName, issuer, validity, extensions }: Making): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: serialNumber() });
  certificate.subject.typesAndValues.push(commonNameOf(commonName));
  const issuerName = issuer?.certificate.subject.typesAndValues ?? [commonNameOf(commonName)];
  certificate.issuer.typesAndValues.push(...issuerName);
  certificate.notBefore = timeOf(validity.notBefore);
  certificate.notAfter = timeOf(validity.notAfter);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  certificate.extensions = [...extensions(), await keyIdentifier(certificate)];
  await certificate.sign(issuer?.privateKey ?? keys.privateKey, 'SHA-256', engine);
  const exported = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate,
    privateKey: keys.privateKey,
    certificatePem: pem('CERTIFICATE', certificate.toSchema().toBER()),
    privateKeyPem: pem('PRIVATE KEY', exported),
  };
}

function authorityExtensions(): pkijs.Extension[] {
  const constraints = new pkijs.BasicConstraints({ cA: true });
  // keyCertSign and cRLSign (RFC 5280 section 4.2.1.3), two used bits at the low end of the first octet.
  return [
    extension('2.5.29.19', constraints.toSchema(), true),
    extension('2.5.29.15', bits(0b0000_0110, 1), true),
  ];
}

function leafExtensions(names: readonly string[]): pkijs.Extension[] {
  const altNames = new pkijs.AltName({ altNames: names.map(generalName) });
  const serverAuth = new pkijs.ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.1'] });
  return [
    extension('2.5.29.19', new pkijs.BasicConstraints({ cA: false }).toSchema(), true),
    extension('2.5.29.15', bits(0b1000_0000, 7), true),
    extension('2.5.29.37', serverAuth.toSchema(), false),
    extension('2.5.29.17', altNames.toSchema(), false),
  ];
}

/** Strict verifiers want the subject key identifier in authorities; the hash method of RFC 5280 section 4.2.1.2. */
async function keyIdentifier(certificate: pkijs.Certificate): Promise<pkijs.Extension> {
  const publicKey = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  const hash = await webcrypto.subtle.digest('SHA-1', Uint8Array.from(publicKey));
  return extension('2.5.29.14', new asn1js.OctetString({ valueHex: hash }), false);
}

function extension(extnID: string, value: { toBER(): ArrayBuffer }, critical: boolean): pkijs.Extension {
  return new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
}

function bits(octet: number, unusedBits: number): asn1js.BitString {
  return new asn1js.BitString({ valueHex: Uint8Array.of(octet).buffer, unusedBits });
}

function generalName(name: string): pkijs.GeneralName {
  if (isIP(name) === 0) return new pkijs.GeneralName({ type: 2, value: name });
  const valueHex = Uint8Array.from(ipaddr.parse(name).toByteArray()).buffer;
  return new pkijs.GeneralName({ type: 7, value: new asn1js.OctetString({ valueHex }) });
}

/** UTCTime through the year 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5). */
function timeOf(value: Date): pkijs.Time {
  const type = value.getUTCFullYear() < 2050 ? pkijs.TimeType.UTCTime : pkijs.TimeType.GeneralizedTime;
  return new pkijs.Time({ type, value });
}

function commonNameOf(text: string): pkijs.AttributeTypeAndValue {
  return new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: text }) });
}

function serialNumber(): ArrayBuffer {
  const bytes = Uint8Array.from(randomBytes(16));
  // Positive and without a leading zero octet, as DER wants it.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}

function fromNow(days: number): Date {
  return new Date(Math.floor((Date.now() + days * day) / 1000) * 1000);
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
