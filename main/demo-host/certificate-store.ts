/** The demo world's authorities and the TLS settings of each of its certificates, made once per start. */
import { createSecureContext, type SecureContext } from 'node:tls';
import { issueCertificate, makeAuthority, type Authority, type IssuedCertificate } from './certificates.ts';
import type { CertificateSpec, WorldSpec } from './world-spec.ts';

const day = 86_400_000;

/** Validity relative to now, in days. */
const validityDays: Readonly<Record<CertificateSpec['validity'], readonly [from: number, to: number]>> = {
  valid: [-30, 60],
  expired: [-101, -11],
  'not-yet-valid': [2, 92],
};

export interface CertificateStore {
  /** The root that the demo world's bundled stores trust, PEM. */
  readonly rootPem: string;
  /** What the operating system trusts: the root, and the proxy's authority where one intercepts. */
  readonly systemRoots: readonly string[];
  contextOf(certificate: string): SecureContext;
}

interface Authorities {
  readonly intermediate: Authority;
  readonly privateAuthority: Authority;
  readonly proxy: Authority | null;
}

export async function makeCertificateStore(world: WorldSpec): Promise<CertificateStore> {
  const root = await makeAuthority({ name: 'Demo Root CA' });
  const [intermediate, privateAuthority, proxy] = await Promise.all([
    makeAuthority({ name: 'Demo Intermediate CA 1', issuer: root }),
    makeAuthority({ name: 'Demo Hosting Internal CA' }),
    world.uplink.interceptsTls ? makeAuthority({ name: 'Office Web Shield CA' }) : null,
  ]);
  const authorities = { intermediate, privateAuthority, proxy };
  const entries = Object.entries(world.certificates).map(
    async ([id, spec]) => [id, await makeContext(spec, authorities)] as const,
  );
  const contexts = new Map(await Promise.all(entries));
  return {
    rootPem: root.certificatePem,
    systemRoots: [root.certificatePem, ...(proxy === null ? [] : [proxy.certificatePem])],
    contextOf(certificate) {
      const context = contexts.get(certificate);
      if (context === undefined) throw new Error(`the demo world has no certificate "${certificate}"`);
      return context;
    },
  };
}

async function makeContext(spec: CertificateSpec, authorities: Authorities): Promise<SecureContext> {
  const { intermediate, proxy } = authorities;
  if (proxy !== null) return contextOf(await issueCertificate({ names: spec.names, issuer: proxy }));
  const [from, to] = validityDays[spec.validity];
  const issued = await issueCertificate({
    names: spec.names,
    issuer: issuerOf(spec, authorities),
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
  });
  const sendsIntermediate = spec.issuer === 'intermediate' && spec.sendsIntermediate;
  return contextOf(issued, sendsIntermediate ? intermediate.certificatePem : '');
}

function issuerOf(spec: CertificateSpec, { intermediate, privateAuthority }: Authorities): Authority | null {
  if (spec.issuer === 'self') return null;
  return spec.issuer === 'intermediate' ? intermediate : privateAuthority;
}

function contextOf({ certificatePem, privateKeyPem }: IssuedCertificate, chainPem = ''): SecureContext {
  return createSecureContext({ cert: certificatePem + chainPem, key: privateKeyPem });
}
