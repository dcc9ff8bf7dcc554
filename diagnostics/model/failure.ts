/** Closed failure codes: they name the condition on the wire, never a culprit. */
import { z } from 'zod';

const failureCodes = [
  // resolving by the operating system
  'name_not_found', // the name or its addresses do not exist, as far as the OS says
  'name_lookup_failed', // the OS could not get an answer (SERVFAIL, timeout, no resolver: getaddrinfo does not say which)
  // reaching
  'network_unreachable', // no route or no source address for this family: fails locally, at once
  'host_unreachable', // an ICMP or routing error came back
  'permission_denied', // the local system refused (EACCES, EPERM)
  'connection_refused', // RST to SYN
  'connection_reset', // RST after the connection stood
  'connection_closed', // orderly end before the expected data
  'timed_out',
  // DNS responses (RFC 1035 section 4.1.1, RFC 6895)
  'dns_servfail',
  'dns_refused',
  'dns_format_error',
  'dns_not_implemented',
  'dns_other_rcode',
  'dns_malformed', // the bytes do not decode
  'dns_mismatched', // answers to another question, id or name case came back
  // TLS
  'tls_alert', // the peer sent an alert; its name stands in `detail`
  'tls_not_spoken', // something that is not TLS answered
  'tls_failed', // any other handshake failure
  // dialogues
  'starttls_missing', // the server does not offer the upgrade
  'starttls_refused', // the server offered it and refused the command
  'protocol_violation',
  'reply_too_large',
  'no_common_algorithm', // SSH: both sides speak, but share no algorithm (RFC 4253 section 7.1)
  'rejected', // a well-formed negative reply (SMTP 4xx or 5xx, FTP 4xx or 5xx, IMAP NO…)
  // ours
  'aborted', // the run was cancelled
  'unclassified', // text that fits no code stands scrubbed in `detail`
] as const;
export const failureCodeSchema = z.enum(failureCodes);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** The step that failed; when failures nest, the innermost major operation is named. */
const operations = [
  'read_system',
  'resolve',
  'connect',
  'tls_handshake',
  'greet',
  'negotiate',
  'starttls',
  'authenticate',
  'exchange',
  'data_connect',
] as const;
export const operationSchema = z.enum(operations);
export type Operation = z.infer<typeof operationSchema>;

export const failureSchema = z.object({
  code: failureCodeSchema,
  operation: operationSchema,
  /** Scrubbed original text: an errno name, a reply line, an alert name. Empty when there is none. */
  detail: z.string().max(500),
});
export type Failure = Readonly<z.infer<typeof failureSchema>>;
