/** TLS settings that let old and broken servers through, so that they are observed and not failed by us. */
import { constants } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';

export type NewestVersion = 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

const shared = new Map<NewestVersion, SecureContext>();

/** One context for all connections of a kind: making one costs more than a handshake. */
export function permissiveContext(newest: NewestVersion = 'TLSv1.3'): SecureContext {
  const context = shared.get(newest) ?? create(newest);
  shared.set(newest, context);
  return context;
}

function create(maxVersion: NewestVersion): SecureContext {
  const options: SecureContextOptions = {
    minVersion: 'TLSv1',
    maxVersion,
    // Servers without RFC 5746 are old, not broken; OpenSSL 3 would refuse them.
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    // No anchors: paths are built in trust-path.ts, and parsing the library's own roots costs time.
    ca: [],
  };
  // Level 0 admits TLS 1.0, SHA-1 and short keys; BoringSSL has no levels and rejects the word.
  const isBoring =
    (process.features as { readonly openssl_is_boringssl?: boolean }).openssl_is_boringssl === true;
  if (isBoring) return createSecureContext(options);
  try {
    return createSecureContext({ ...options, ciphers: 'DEFAULT:@SECLEVEL=0' });
  } catch {
    return createSecureContext(options);
  }
}
