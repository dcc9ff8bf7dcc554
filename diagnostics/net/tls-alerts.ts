/** Names of TLS alert descriptions (RFC 8446 section 6, IANA TLS Alerts registry), in the registry's spelling. */

const names: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  60: 'export_restriction',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  114: 'bad_certificate_hash_value',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
  121: 'ech_required',
};

/** Name of an alert as read from the wire. */
export function alertName(description: number): string {
  return names[description] ?? `alert_${description}`;
}

// OpenSSL and BoringSSL name a received alert in the reason of the error; these four lack the word ALERT.
const withoutAlertWord =
  /^ERR_SSL_TLSV1_(UNRECOGNIZED_NAME|UNSUPPORTED_EXTENSION|CERTIFICATE_UNOBTAINABLE|BAD_CERTIFICATE_(?:STATUS_RESPONSE|HASH_VALUE))$/;
const withAlertWord = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_([A-Z0-9_]+)$/;

/** Name of the alert that an error code of the TLS library stands for; null when the code is not about an alert. */
export function alertNameOfCode(code: string): string | null {
  const word = (withAlertWord.exec(code) ?? withoutAlertWord.exec(code))?.[1]?.toLowerCase();
  // The one word that the libraries spell otherwise than the registry.
  return word === undefined ? null : word.replace('user_cancelled', 'user_canceled');
}
