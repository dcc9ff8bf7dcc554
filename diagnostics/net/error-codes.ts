/** Which failure each error code of the system, the resolver, the TLS library and the HTTP parser stands for. */
import type { FailureCode } from '../model/failure.ts';

const byFailure: Readonly<Partial<Record<FailureCode, readonly string[]>>> = {
  // getaddrinfo: Node says ENOTFOUND for EAI_NONAME and EAI_NODATA.
  name_not_found: ['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA', 'EAI_ADDRFAMILY'],
  name_lookup_failed: ['EAI_AGAIN', 'EAI_FAIL', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT', 'ENOTIMP', 'EBADRESP'],
  // Said by the local stack at once: no route, no source address, or no such family on this machine.
  network_unreachable: [
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'EAFNOSUPPORT',
    'EPROTONOSUPPORT',
    'EPFNOSUPPORT',
  ],
  // An ICMP error or a failed neighbour lookup (RFC 1122 section 4.2.3.9).
  host_unreachable: ['EHOSTUNREACH', 'EHOSTDOWN', 'ENONET'],
  permission_denied: ['EACCES', 'EPERM', 'ERR_ACCESS_DENIED'],
  connection_refused: ['ECONNREFUSED'],
  // ECONNABORTED is how Windows names a connection that its own stack gave up.
  connection_reset: ['ECONNRESET', 'ECONNABORTED', 'ENETRESET', 'EPIPE'],
  connection_closed: [
    'ENOTCONN',
    'ESHUTDOWN',
    'ERR_STREAM_PREMATURE_CLOSE',
    'HPE_INVALID_EOF_STATE',
    'HPE_CLOSED_CONNECTION',
  ],
  timed_out: ['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT', 'ERR_HTTP_REQUEST_TIMEOUT'],
  // The first record had no TLS header: plain text or another protocol answered.
  tls_not_spoken: [
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    'ERR_SSL_HTTP_REQUEST',
    'ERR_SSL_HTTPS_PROXY_REQUEST',
    'ERR_SSL_UNKNOWN_PROTOCOL',
    'ERR_SSL_BAD_RECORD_TYPE',
  ],
  // Node's TLS code gives EPROTO where it has no better word.
  tls_failed: ['EPROTO'],
  reply_too_large: ['HPE_HEADER_OVERFLOW', 'HPE_CHUNK_EXTENSIONS_OVERFLOW', 'EMSGSIZE'],
  aborted: ['ABORT_ERR', 'ECANCELED'],
};

export const failureCodesByErrorCode: ReadonlyMap<string, FailureCode> = new Map(
  Object.entries(byFailure).flatMap(([failureCode, codes]) =>
    codes.map((code) => [code, failureCode as FailureCode]),
  ),
);
