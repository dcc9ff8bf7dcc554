/** The root store of the operating system, as PEM. Reading it is slow, so it happens once per process. */
import { readFileSync, statSync } from 'node:fs';
import * as tls from 'node:tls';

/** Bundle files of the Linux and BSD distributions, the usual first (same list as Go's crypto/x509 root_linux.go). */
const bundleFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
] as const;
const MAX_BUNDLE_BYTES = 10 * 1024 * 1024;
const pemBlock = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Certificates of the operating system's store; null where it cannot be read, as on Windows and macOS with Node 20. */
export function readSystemRoots(): readonly string[] | null {
  const roots = fromRuntime() ?? fromBundleFile();
  return roots === null ? null : Object.freeze([...new Set(roots)]);
}

function fromRuntime(): readonly string[] | null {
  // Absent before Node 22.15; an empty list means that it found no store, not that the store is empty.
  const read = tls.getCACertificates as typeof tls.getCACertificates | undefined;
  if (read === undefined) return null;
  try {
    const roots = read('system');
    return roots.length === 0 ? null : roots;
  } catch {
    return null;
  }
}

function fromBundleFile(): readonly string[] | null {
  const chosen = process.env['SSL_CERT_FILE'];
  for (const file of chosen === undefined ? bundleFiles : [chosen, ...bundleFiles]) {
    const roots = certificatesIn(file);
    if (roots.length > 0) return roots;
  }
  return null;
}

function certificatesIn(file: string): readonly string[] {
  try {
    const { size } = statSync(file);
    return size > MAX_BUNDLE_BYTES ? [] : (readFileSync(file, 'utf8').match(pemBlock) ?? []);
  } catch {
    return [];
  }
}
