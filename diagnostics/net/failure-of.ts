/**
 * The only classifier of errors into failures. It goes by error code, never by message text: texts differ between
 * systems and versions. `diagnostics/model/failure.ts` says what each failure code means.
 */
import type { Failure, FailureCode, Operation } from '../model/failure.ts';
import { failureCodesByErrorCode } from './error-codes.ts';
import { scrubText } from './scrub.ts';
import { alertNameOfCode } from './tls-alerts.ts';
import { WireError } from './wire-error.ts';

/** The fields that Node puts on errors; all optional, none trusted. */
interface NodeError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
}

const MAX_NESTING = 5;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A failure of the given operation, with its detail scrubbed and bounded. */
export function failure(code: FailureCode, operation: Operation, detail = ''): Failure {
  return { code, operation, detail: scrubText(detail) };
}

/**
 * Classifies whatever was thrown or given as the reason of an abort signal.
 *
 * A deadline (`TimeoutError`) gives `timed_out`, any other abort gives `aborted`; an unknown error gives
 * `unclassified` with its scrubbed text. Never throws.
 *
 * @param operation the step that failed, unless the error itself names an inner one.
 */
export function failureOf(error: unknown, operation: Operation): Failure {
  return classify(error, operation, 0);
}

function classify(error: unknown, operation: Operation, depth: number): Failure {
  if (!isObject(error)) return failure('unclassified', operation, String(error));
  if (error instanceof WireError)
    return failure(error.failureCode, error.operation ?? operation, error.detail);
  if (error instanceof AggregateError && depth < MAX_NESTING) return ofMany(error, operation, depth);
  const { name, cause } = error as NodeError;
  if (name === 'TimeoutError') return failure('timed_out', operation, 'deadline');
  if (name === 'AbortError') {
    // Node's own AbortError hides the signal's reason in `cause`: there stands whether it was a deadline.
    const isDeadline = isObject(cause) && (cause as NodeError).name === 'TimeoutError';
    return isDeadline ? failure('timed_out', operation, 'deadline') : failure('aborted', operation);
  }
  return ofCode(error as NodeError, operation) ?? ofCause(error as NodeError, operation, depth);
}

/** Happy Eyeballs gives one error per address; the first that says something speaks for all. */
function ofMany(error: AggregateError, operation: Operation, depth: number): Failure {
  const failures = error.errors.slice(0, 20).map((inner: unknown) => classify(inner, operation, depth + 1));
  return (
    failures.find(({ code }) => code !== 'unclassified') ?? failures[0] ?? failure('unclassified', operation)
  );
}

function ofCode({ code, syscall }: NodeError, operation: Operation): Failure | null {
  if (typeof code !== 'string') return null;
  const alert = alertNameOfCode(code);
  if (alert !== null) return failure('tls_alert', operation, alert);
  // Node invents these two for an orderly end ("socket hang up", "ended by the other party"): only an error that
  // came from a system call is a reset. Law 4 keeps reset and end of file apart.
  if ((code === 'ECONNRESET' || code === 'EPIPE') && syscall === undefined) {
    return failure('connection_closed', operation, 'EOF');
  }
  const known = failureCodesByErrorCode.get(code) ?? ofCodeFamily(code);
  return known === undefined ? null : failure(known, operation, code);
}

function ofCodeFamily(code: string): FailureCode | undefined {
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls_failed';
  if (code.startsWith('HPE_')) return 'protocol_violation';
  if (code.startsWith('EAI_')) return 'name_lookup_failed';
  return undefined;
}

function ofCause({ name, code, message, cause }: NodeError, operation: Operation, depth: number): Failure {
  if (isObject(cause) && depth < MAX_NESTING) {
    const inner = classify(cause, operation, depth + 1);
    if (inner.code !== 'unclassified') return inner;
  }
  const label = typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
  return failure('unclassified', operation, typeof message === 'string' ? `${label}: ${message}` : label);
}
