// The private certificate authorities, made with openssl at every start (no keys are kept between runs).
// `req -x509 -CA` signs in one process; a certificate of another time is signed under a shifted clock.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { mustRun } from './process.ts';
import { paths } from './paths.ts';

/** Two unrelated trusted authorities, so that a control site does not share the target's; `proxy` is trusted by nobody. */
export type Authority = 'public' | 'other' | 'proxy';
const authorities: readonly Authority[] = ['public', 'other', 'proxy'];

export interface CertificateRequest {
  /** DNS names; the first is also the subject. */
  readonly names: readonly string[];
  readonly authority?: Authority | 'self';
  /** Days from today; 60 back and 90 ahead by default, so that no renewal window is near. */
  readonly fromDays?: number;
  readonly toDays?: number;
  /** `leaf` leaves the intermediate out. */
  readonly chain?: 'full' | 'leaf';
}

export interface Certificate {
  readonly chain: string;
  readonly key: string;
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
}

async function sign(signing: Signing): Promise<void> {
  const { file, subject, issuer, extensions, fromDays, toDays } = signing;
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -sha256 -config ${paths.pki}/openssl.cnf`;
  const openssl = [
    'openssl',
    ...request.split(' '),
    ...`-days ${toDays - fromDays} -keyout ${file}.key -out ${file}.pem`.split(' '),
    '-subj',
    subject,
    ...(issuer === undefined ? [] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`]),
    ...extensions.flatMap((extension) => ['-addext', extension]),
  ];
  await mustRun('faketime', ['-f', `${fromDays < 0 ? '' : '+'}${fromDays}d`, ...openssl]);
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

export class Pki {
  #issued = 0;

  static async create(): Promise<Pki> {
    await mkdir(paths.pki, { recursive: true });
    await writeFile(`${paths.pki}/openssl.cnf`, config);
    await Promise.all(authorities.map(createAuthority));
    return new Pki();
  }

  async issue(request: CertificateRequest): Promise<Certificate> {
    const { names, authority = 'public', fromDays = -60, toDays = 90, chain = 'full' } = request;
    const file = `${paths.pki}/leaf-${(this.#issued += 1)}`;
    const issuer = authority === 'self' ? undefined : issuerOf(authority);
    await sign({
      file,
      subject: `/CN=${names[0] ?? 'unnamed'}`,
      issuer,
      extensions: [
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        'extendedKeyUsage=serverAuth',
        `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`,
      ],
      fromDays,
      toDays,
    });
    const [leaf, key] = await Promise.all([readFile(`${file}.pem`, 'utf8'), readFile(`${file}.key`, 'utf8')]);
    const isAlone = issuer === undefined || chain === 'leaf' || authority === 'proxy';
    return { chain: isAlone ? leaf : leaf + (await readFile(`${issuer}.pem`, 'utf8')), key };
  }

  /** Root certificates as PEM: what a computer of this world trusts. */
  trustAnchors(): Promise<readonly string[]> {
    return Promise.all([this.rootCertificate('public'), this.rootCertificate('other')]);
  }

  rootCertificate(authority: Authority): Promise<string> {
    return readFile(`${rootOf(authority)}.pem`, 'utf8');
  }
}
