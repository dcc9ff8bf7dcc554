/**
 * Certificates made at run time, ECDSA P-256 so that a whole chain costs a few milliseconds.
 *
 *     const root = await createAuthority({ name: 'Test Root' });
 *     const leaf = await createLeaf({ authority: root, names: ['a.test'] });
 *     tls.createServer({ key: leaf.key, cert: chainPem(leaf, root) })
 */
import { createHash, createPrivateKey, webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto }));

const DAY_MS = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export interface Issued {
  /** Common name. */
  readonly name: string;
  readonly cert: string;
  /** PKCS #8 PEM. */
  readonly key: string;
  readonly der: Buffer;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: pkijs.Certificate;
}

export interface Validity {
  /** Default: yesterday. */
  readonly notBefore?: Date;
  /** Default: in 90 days. */
  readonly notAfter?: Date;
}

export interface AuthorityOptions extends Validity {
  readonly name: string;
  /** Without one the authority signs itself: a root. */
  readonly parent?: Issued;
  /** False makes a signer that may not sign: for chains that must be refused. */
  readonly isAuthority?: boolean;
}

export interface LeafOptions extends Validity {
  /** Without one the certificate signs itself. */
  readonly authority?: Issued;
  readonly names?: readonly string[];
  readonly ips?: readonly string[];
  /** Default: the first name; '' leaves the subject empty, as short-lived public certificates do. */
  readonly commonName?: string;
  /** URL of the issuer's certificate in the authority information access. */
  readonly issuerUrl?: string;
  /** Binds the server to staple a status (RFC 7633). */
  readonly mustStaple?: boolean;
}

/** A root, or an intermediate when a parent is given. */
export function createAuthority({
  name,
  parent,
  isAuthority = true,
  ...validity
}: AuthorityOptions): Promise<Issued> {
  return issue({
    name,
    signer: parent,
    ...validity,
    extensions: [basicConstraints(isAuthority), keyUsage(isAuthority)],
  });
}

/** An end entity certificate; self-signed without authority. */
export function createLeaf({
  authority,
  names = [],
  ips = [],
  commonName,
  issuerUrl,
  mustStaple,
  ...validity
}: LeafOptions): Promise<Issued> {
  const extensions = [basicConstraints(false), alternativeNames(names, ips)];
  if (issuerUrl !== undefined) extensions.push(authorityInformation(issuerUrl));
  if (mustStaple === true) extensions.push(tlsFeature());
  return issue({ name: commonName ?? names[0] ?? 'leaf', signer: authority, ...validity, extensions });
}

/** A leaf whose time ran out yesterday. */
export function createExpiredLeaf(options: LeafOptions): Promise<Issued> {
  return createLeaf({
    ...options,
    notBefore: new Date(Date.now() - 100 * DAY_MS),
    notAfter: new Date(Date.now() - DAY_MS),
  });
}

/** Certificates one after the other, in the order a server shall send them. */
export function chainPem(...chain: readonly Issued[]): string {
  return chain.map(({ cert }) => cert).join('');
}

interface IssueOptions extends Validity {
  readonly name: string;
  readonly signer: Issued | undefined;
  readonly extensions: readonly pkijs.Extension[];
}

async function issue({ name, signer, extensions, notBefore, notAfter }: IssueOptions): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = new pkijs.Certificate({ version: 2 });
  certificate.serialNumber = new asn1js.Integer({ valueHex: serialNumber() });
  certificate.subject = distinguishedName(name);
  certificate.issuer = signer === undefined ? certificate.subject : signer.certificate.subject;
  certificate.notBefore.value = notBefore ?? new Date(Date.now() - DAY_MS);
  certificate.notAfter.value = notAfter ?? new Date(Date.now() + 90 * DAY_MS);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  const signing = signer?.certificate ?? certificate;
  certificate.extensions = [
    ...extensions,
    subjectKeyIdentifier(certificate),
    authorityKeyIdentifier(signing),
  ];
  await certificate.sign((signer?.keys ?? keys).privateKey, 'SHA-256');
  const der = Buffer.from(certificate.toSchema(true).toBER(false));
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
  return { name, cert: pemOf(der), key, der, keys, certificate };
}

/** Positive and at least 64 random bits (CA/Browser Forum, Baseline Requirements section 7.1). */
function serialNumber(): ArrayBuffer {
  const bytes = webcrypto.getRandomValues(new Uint8Array(12));
  bytes[0] = 0x40;
  return bytes.buffer;
}

function distinguishedName(commonName: string): pkijs.RelativeDistinguishedNames {
  if (commonName === '') return new pkijs.RelativeDistinguishedNames();
  return new pkijs.RelativeDistinguishedNames({
    typesAndValues: [
      new pkijs.AttributeTypeAndValue({
        type: '2.5.4.3',
        value: new asn1js.Utf8String({ value: commonName }),
      }),
    ],
  });
}

/** TLS feature with the one number for `status_request` (RFC 7633 section 4). */
const tlsFeature = (): pkijs.Extension =>
  new pkijs.Extension({
    extnID: '1.3.6.1.5.5.7.1.24',
    critical: false,
    extnValue: Uint8Array.from([0x30, 0x03, 0x02, 0x01, 0x05]).buffer,
  });

function basicConstraints(cA: boolean): pkijs.Extension {
  const value = new pkijs.BasicConstraints(cA ? { cA } : {});
  return new pkijs.Extension({
    extnID: '2.5.29.19',
    critical: true,
    extnValue: value.toSchema().toBER(false),
  });
}

function keyUsage(maySign: boolean): pkijs.Extension {
  // keyCertSign and cRLSign, or digitalSignature alone (RFC 5280 section 4.2.1.3).
  const bits = new asn1js.BitString({
    valueHex: Uint8Array.from([maySign ? 0x06 : 0x80]).buffer,
    unusedBits: maySign ? 1 : 7,
  });
  return new pkijs.Extension({ extnID: '2.5.29.15', critical: true, extnValue: bits.toBER(false) });
}

/** Key identifiers tell namesakes apart, as in real certificates (RFC 5280 sections 4.2.1.1 and 4.2.1.2). */
function keyIdentifier({ subjectPublicKeyInfo }: pkijs.Certificate): asn1js.OctetString {
  const digest = createHash('sha1')
    .update(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView)
    .digest();
  return new asn1js.OctetString({ valueHex: Uint8Array.from(digest).buffer });
}

function subjectKeyIdentifier(certificate: pkijs.Certificate): pkijs.Extension {
  return new pkijs.Extension({
    extnID: '2.5.29.14',
    critical: false,
    extnValue: keyIdentifier(certificate).toBER(false),
  });
}

function authorityKeyIdentifier(signer: pkijs.Certificate): pkijs.Extension {
  const value = new pkijs.AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(signer) });
  return new pkijs.Extension({
    extnID: '2.5.29.35',
    critical: false,
    extnValue: value.toSchema().toBER(false),
  });
}

function alternativeNames(names: readonly string[], ips: readonly string[]): pkijs.Extension {
  const general = [
    ...names.map((value) => new pkijs.GeneralName({ type: 2, value })),
    ...ips.map(
      (ip) =>
        new pkijs.GeneralName({ type: 7, value: new asn1js.OctetString({ valueHex: addressBytes(ip) }) }),
    ),
  ];
  const value = new pkijs.GeneralNames({ names: general });
  return new pkijs.Extension({
    extnID: '2.5.29.17',
    critical: false,
    extnValue: value.toSchema().toBER(false),
  });
}

/** IPv4, or IPv6 written with all eight groups. */
function addressBytes(ip: string): ArrayBuffer {
  if (ip.includes('.')) return Uint8Array.from(ip.split('.').map(Number)).buffer;
  return Uint8Array.from(
    Buffer.from(
      ip
        .split(':')
        .map((group) => group.padStart(4, '0'))
        .join(''),
      'hex',
    ),
  ).buffer;
}

function authorityInformation(url: string): pkijs.Extension {
  const value = new pkijs.InfoAccess({
    accessDescriptions: [
      new pkijs.AccessDescription({
        accessMethod: '1.3.6.1.5.5.7.48.2',
        accessLocation: new pkijs.GeneralName({ type: 6, value: url }),
      }),
    ],
  });
  return new pkijs.Extension({
    extnID: '1.3.6.1.5.5.7.1.1',
    critical: false,
    extnValue: value.toSchema().toBER(false),
  });
}

function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}
