/** Demands of a TLS session that the server has proven the name that we came for. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TlsSession } from '../model/observations/tls.ts';
import { WireError } from './wire-error.ts';

/** @throws WireError `tls_failed` without a path to either root store, or with a certificate for another name. */
export function assertProven(serverName: string, { chain, trust }: TlsSession): void {
  const leaf = chain[0];
  const isTrusted = trust?.bundled.trusted === true || trust?.system?.trusted === true;
  const detail = isTrusted
    ? 'certificate is not for this name'
    : `certificate is not trusted: ${trust?.bundled.reason ?? 'none sent'}`;
  if (!isTrusted || leaf === undefined || !isNamed(leaf.pem, serverName)) {
    throw new WireError('tls_failed', { operation: 'tls_handshake', detail });
  }
}

function isNamed(pem: string, name: string): boolean {
  const certificate = new X509Certificate(pem);
  // The common name decides nothing (RFC 9525 section 2).
  const found =
    isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name);
  return found !== undefined;
}
