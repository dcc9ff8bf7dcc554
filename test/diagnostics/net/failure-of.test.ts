import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../diagnostics/net/failure-of.ts';
import { scrubText } from '../../../diagnostics/net/scrub.ts';
import { WireError } from '../../../diagnostics/net/wire-error.ts';

const nodeError = (code: string, syscall?: string) =>
  Object.assign(new Error(`some text ${code}`), { code, ...(syscall === undefined ? {} : { syscall }) });
const timeout = new DOMException('late', 'TimeoutError');
const abort = new DOMException('stop', 'AbortError');

const table: readonly (readonly [name: string, error: unknown, code: string, detail: string])[] = [
  ['RST to SYN', nodeError('ECONNREFUSED', 'connect'), 'connection_refused', 'ECONNREFUSED'],
  ['RST later', nodeError('ECONNRESET', 'read'), 'connection_reset', 'ECONNRESET'],
  ['write after RST', nodeError('EPIPE', 'write'), 'connection_reset', 'EPIPE'],
  ['Windows gave up', nodeError('ECONNABORTED', 'read'), 'connection_reset', 'ECONNABORTED'],
  ['socket hang up', nodeError('ECONNRESET'), 'connection_closed', 'EOF'],
  ['ended by the other party', nodeError('EPIPE'), 'connection_closed', 'EOF'],
  [
    'premature close',
    nodeError('ERR_STREAM_PREMATURE_CLOSE'),
    'connection_closed',
    'ERR_STREAM_PREMATURE_CLOSE',
  ],
  ['no route', nodeError('ENETUNREACH', 'connect'), 'network_unreachable', 'ENETUNREACH'],
  ['no source address', nodeError('EADDRNOTAVAIL', 'connect'), 'network_unreachable', 'EADDRNOTAVAIL'],
  ['no such family', nodeError('EAFNOSUPPORT', 'connect'), 'network_unreachable', 'EAFNOSUPPORT'],
  ['ICMP error', nodeError('EHOSTUNREACH', 'connect'), 'host_unreachable', 'EHOSTUNREACH'],
  ['host down', nodeError('EHOSTDOWN', 'connect'), 'host_unreachable', 'EHOSTDOWN'],
  ['local firewall', nodeError('EACCES', 'connect'), 'permission_denied', 'EACCES'],
  ['local policy', nodeError('EPERM', 'connect'), 'permission_denied', 'EPERM'],
  ['kernel gave up', nodeError('ETIMEDOUT', 'connect'), 'timed_out', 'ETIMEDOUT'],
  ['no such name', nodeError('ENOTFOUND', 'getaddrinfo'), 'name_not_found', 'ENOTFOUND'],
  ['resolver silent', nodeError('EAI_AGAIN', 'getaddrinfo'), 'name_lookup_failed', 'EAI_AGAIN'],
  ['unknown EAI', nodeError('EAI_OVERFLOW', 'getaddrinfo'), 'name_lookup_failed', 'EAI_OVERFLOW'],
  ['alert, SSLv3 name', nodeError('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'), 'tls_alert', 'handshake_failure'],
  ['alert, TLS 1 name', nodeError('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'tls_alert', 'protocol_version'],
  ['alert without the word', nodeError('ERR_SSL_TLSV1_UNRECOGNIZED_NAME'), 'tls_alert', 'unrecognized_name'],
  [
    'alert of TLS 1.3',
    nodeError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    'tls_alert',
    'certificate_required',
  ],
  ['alert respelled', nodeError('ERR_SSL_TLSV1_ALERT_USER_CANCELLED'), 'tls_alert', 'user_canceled'],
  ['plain text', nodeError('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls_not_spoken', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  [
    'plain text, long',
    nodeError('ERR_SSL_PACKET_LENGTH_TOO_LONG'),
    'tls_not_spoken',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  ],
  [
    'no shared cipher',
    nodeError('ERR_SSL_NO_PROTOCOLS_AVAILABLE'),
    'tls_failed',
    'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  ],
  ['generic TLS', nodeError('EPROTO', 'write'), 'tls_failed', 'EPROTO'],
  ['garbage HTTP', nodeError('HPE_INVALID_CONSTANT'), 'protocol_violation', 'HPE_INVALID_CONSTANT'],
  ['headers too large', nodeError('HPE_HEADER_OVERFLOW'), 'reply_too_large', 'HPE_HEADER_OVERFLOW'],
  ['deadline', timeout, 'timed_out', 'deadline'],
  ['cancel', abort, 'aborted', ''],
  [
    'Node abort after deadline',
    Object.assign(new Error('x', { cause: timeout }), { name: 'AbortError', code: 'ABORT_ERR' }),
    'timed_out',
    'deadline',
  ],
  [
    'Node abort after cancel',
    Object.assign(new Error('x', { cause: abort }), { name: 'AbortError', code: 'ABORT_ERR' }),
    'aborted',
    '',
  ],
  [
    'many',
    new AggregateError([new Error('odd'), nodeError('ECONNREFUSED', 'connect')]),
    'connection_refused',
    'ECONNREFUSED',
  ],
  ['many and empty', new AggregateError([]), 'unclassified', ''],
  [
    'cause',
    new Error('wrapped', { cause: nodeError('ECONNRESET', 'read') }),
    'connection_reset',
    'ECONNRESET',
  ],
  [
    'our own',
    new WireError('reply_too_large', { detail: 'over\r\n9 bytes' }),
    'reply_too_large',
    'over 9 bytes',
  ],
  [
    'text that lies about a code',
    new Error('connect ECONNREFUSED'),
    'unclassified',
    'Error: connect ECONNREFUSED',
  ],
  ['unknown code', nodeError('EWHATEVER'), 'unclassified', 'EWHATEVER: some text EWHATEVER'],
  ['a string', 'oops', 'unclassified', 'oops'],
  ['undefined', undefined, 'unclassified', 'undefined'],
];

describe('failureOf', () => {
  it.each(table)('classifies: %s', (_name, error, code, detail) => {
    expect(failureOf(error, 'connect')).toEqual({ code, operation: 'connect', detail });
  });

  it('lets the error name an inner operation', () => {
    const error = new WireError('tls_failed', { operation: 'tls_handshake' });
    expect(failureOf(error, 'exchange')).toEqual({
      code: 'tls_failed',
      operation: 'tls_handshake',
      detail: '',
    });
  });

  it('survives an error that causes itself', () => {
    const error = new Error('round');
    error.cause = error;
    expect(failureOf(error, 'connect').code).toBe('unclassified');
  });
});

describe('scrubText', () => {
  it.each([
    ['http://user:secret@host/x', 'http://[removed]@host/x'],
    ["open '/home/alice/.netrc'", "open '/home/[removed]/.netrc'"],
    ['554 Authorization: Basic Ym9iOng= rest', '554 Authorization: [removed]'],
    ["'password' => 'one two', 3", "'password' => [removed], 3"],
    ['a\r\n250 forged\u001b[31m\u202e!', 'a 250 forged [31m !'],
    ['\ud800 half', 'half'],
  ])('%j', (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });

  it('bounds the length', () => {
    expect(scrubText('x'.repeat(10_000))).toHaveLength(500);
  });
});
