// The private certificate authorities, made with openssl at every start (no keys are kept between runs).
// `req -x509 -CA` signs in one process; a certificate of another time is signed under a shifted clock.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { mustRun } from './process.ts';
import { paths } from './paths.ts';

/** Two unrelated trusted authorities, so that a control site does not share the target's; `proxy` is trusted by nobody. */
export type Authority = 'public' | 'other' | 'proxy';
const authorities: readonly Authority[] = ['public', 'other', 'proxy'];

/**
 * Further issuers, made when they are asked for: an authority that nobody knows, and three below the public root: one
 * signed with SHA-1, one whose own time is over, and one with an RSA key, since MD5 does not go with elliptic curves.
 */
export type RareAuthority = 'unknown' | 'sha1' | 'ended' | 'rsa';

export const keyKinds = {
  p256: 'ec -pkeyopt ec_paramgen_curve:prime256v1',
  p384: 'ec -pkeyopt ec_paramgen_curve:secp384r1',
  rsa1024: 'rsa:1024',
  rsa2048: 'rsa:2048',
  rsa4096: 'rsa:4096',
  rsa8192: 'rsa:8192',
} as const;
export type KeyKind = keyof typeof keyKinds;
export type Digest = 'sha256' | 'sha384' | 'sha512' | 'sha1' | 'md5';

export interface CertificateRequest {
  /** DNS names; the first is also the subject. */
  readonly names: readonly string[];
  readonly authority?: Authority | RareAuthority | 'self';
  /** Days from today; 60 back and 90 ahead by default, so that no renewal window is near. */
  readonly fromDays?: number;
  readonly toDays?: number;
  /** `leaf` leaves the intermediate out, `root` sends the root as well, `reversed` turns the order round. */
  readonly chain?: 'full' | 'leaf' | 'root' | 'reversed';
  readonly key?: KeyKind;
  readonly digest?: Digest;
  /** As openssl writes it; `/` for none at all. */
  readonly subject?: string;
  /** Beyond those of a server's certificate. */
  readonly extensions?: readonly string[];
}

export interface Certificate {
  readonly chain: string;
  readonly key: string;
  /** Where it and its issuer lie, without `.pem` and `.key`. */
  readonly file: string;
  readonly issuer: string | undefined;
}

const rootOf = (authority: Authority): string => `${paths.pki}/${authority}-root`;
const issuerOf = (authority: Authority): string =>
  authority === 'proxy' ? rootOf(authority) : `${paths.pki}/${authority}-issuing`;

const subjects: Readonly<Record<Authority, string>> = {
  public: 'Meadow Trust',
  other: 'Harbour Trust',
  proxy: 'Homeguard Web Shield',
};

const config = `[req]
distinguished_name = dn
[dn]
`;

interface Signing {
  readonly file: string;
  readonly subject: string;
  readonly issuer: string | undefined;
  readonly extensions: readonly string[];
  readonly fromDays: number;
  readonly toDays: number;
  readonly key?: KeyKind;
  readonly digest?: Digest;
}

/** Extensions stand in a file: a certificate with thousands of names is longer than a command line may be. */
async function sign(signing: Signing): Promise<void> {
  const { file, subject, issuer, extensions, fromDays, toDays, key = 'p256', digest = 'sha256' } = signing;
  await writeFile(`${file}.cnf`, `${config}[v3]\n${extensions.join('\n')}\n`);
  const request = `req -x509 -newkey ${keyKinds[key]} -noenc -${digest} -config ${file}.cnf -extensions v3`;
  const openssl = [
    'openssl',
    ...request.split(' '),
    ...`-days ${toDays - fromDays} -keyout ${file}.key -out ${file}.pem`.split(' '),
    '-subj',
    subject,
    ...(issuer === undefined ? [] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`]),
  ];
  // a key of 8192 bits takes a minute and more on a busy machine
  await mustRun('faketime', ['-f', `${fromDays < 0 ? '' : '+'}${fromDays}d`, ...openssl], {
    timeoutSeconds: 240,
  });
}

const authorityExtensions = (depth: string): readonly string[] => [
  `basicConstraints=critical,CA:TRUE${depth}`,
  'keyUsage=critical,keyCertSign,cRLSign',
];

async function createAuthority(authority: Authority): Promise<void> {
  const organisation = `/C=BE/O=${subjects[authority]}`;
  const root = rootOf(authority);
  const years = { fromDays: -900, toDays: 2700 };
  const subject = `${organisation}/CN=${subjects[authority]} Root`;
  await sign({ file: root, subject, issuer: undefined, extensions: authorityExtensions(''), ...years });
  if (authority === 'proxy') return;
  await sign({
    file: issuerOf(authority),
    subject: `${organisation}/CN=${subjects[authority]} Issuing CA 1`,
    issuer: root,
    extensions: authorityExtensions(',pathlen:0'),
    fromDays: -800,
    toDays: 900,
  });
}

async function createRareAuthority(authority: RareAuthority): Promise<string> {
  const file = `${paths.pki}/${authority}-issuing`;
  const root = authority === 'unknown' ? `${paths.pki}/unknown-root` : rootOf('public');
  if (authority === 'unknown')
    await sign({
      file: root,
      subject: '/C=BE/O=Backroom Certificates/CN=Backroom Root',
      issuer: undefined,
      extensions: authorityExtensions(''),
      fromDays: -900,
      toDays: 2700,
    });
  await sign({
    file,
    subject: `/C=BE/O=${authority === 'unknown' ? 'Backroom Certificates' : subjects.public}/CN=${authority} issuing CA`,
    issuer: root,
    extensions: authorityExtensions(',pathlen:0'),
    fromDays: -800,
    toDays: authority === 'ended' ? -5 : 900,
    ...(authority === 'sha1' && { digest: 'sha1' as const }),
    ...(authority === 'rsa' && { key: 'rsa2048' as const }),
  });
  return file;
}

export class Pki {
  #issued = 0;
  readonly #rare = new Map<RareAuthority, Promise<string>>();

  static async create(): Promise<Pki> {
    await mkdir(paths.pki, { recursive: true });
    await Promise.all(authorities.map(createAuthority));
    return new Pki();
  }

  async issue(request: CertificateRequest): Promise<Certificate> {
    const { names, authority = 'public', fromDays = -60, toDays = 90, chain = 'full' } = request;
    const { key: keyKind, digest, subject, extensions = [] } = request;
    const file = `${paths.pki}/leaf-${(this.#issued += 1)}`;
    const issuer = await this.#issuerFor(authority);
    await sign({
      file,
      subject: subject ?? `/CN=${names[0] ?? 'unnamed'}`,
      issuer,
      extensions: [
        'basicConstraints=critical,CA:FALSE',
        `keyUsage=critical,digitalSignature${keyKind?.startsWith('rsa') === true ? ',keyEncipherment' : ''}`,
        'extendedKeyUsage=serverAuth',
        `subjectAltName=${subject === '/' ? 'critical,' : ''}${names.map((name) => `DNS:${name}`).join(',')}`,
        ...extensions,
      ],
      fromDays,
      toDays,
      ...(keyKind !== undefined && { key: keyKind }),
      ...(digest !== undefined && { digest }),
    });
    const [leaf, key] = await Promise.all([readFile(`${file}.pem`, 'utf8'), readFile(`${file}.key`, 'utf8')]);
    const isAlone = issuer === undefined || chain === 'leaf' || authority === 'proxy';
    if (isAlone) return { chain: leaf, key, file, issuer };
    const root = authority === 'unknown' ? `${paths.pki}/unknown-root` : rootOf('public');
    const above = [await readFile(`${issuer}.pem`, 'utf8')];
    if (chain !== 'full') above.push(await readFile(`${root}.pem`, 'utf8'));
    return {
      chain: [leaf, ...(chain === 'reversed' ? above.toReversed() : above)].join(''),
      key,
      file,
      issuer,
    };
  }

  /** Files of the certificate that signs, without their ending; undefined for one that signs itself. */
  async #issuerFor(authority: Authority | RareAuthority | 'self'): Promise<string | undefined> {
    if (authority === 'self') return undefined;
    if (authority === 'public' || authority === 'other' || authority === 'proxy') return issuerOf(authority);
    const known = this.#rare.get(authority) ?? createRareAuthority(authority);
    this.#rare.set(authority, known);
    return known;
  }

  /** Root certificates as PEM: what a computer of this world trusts. */
  trustAnchors(): Promise<readonly string[]> {
    return Promise.all([this.rootCertificate('public'), this.rootCertificate('other')]);
  }

  rootCertificate(authority: Authority): Promise<string> {
    return readFile(`${rootOf(authority)}.pem`, 'utf8');
  }
}
