/** An error of our own readers and clients that already knows which condition on the wire it stands for. */
import type { FailureCode, Operation } from '../model/failure.ts';

export interface WireErrorDetails {
  /** Attacker-controlled text is welcome here: `failureOf` scrubs it. */
  readonly detail?: string;
  /** Set when the error knows the step better than whoever catches it (the innermost operation wins). */
  readonly operation?: Operation;
  readonly cause?: unknown;
}

/** Thrown where a reply breaks a bound or a protocol; `failureOf` turns it into a Failure unchanged. */
export class WireError extends Error {
  readonly failureCode: FailureCode;
  readonly detail: string;
  readonly operation: Operation | undefined;

  constructor(failureCode: FailureCode, { detail = '', operation, cause }: WireErrorDetails = {}) {
    super(detail === '' ? failureCode : `${failureCode}: ${detail}`, { cause });
    this.name = 'WireError';
    this.failureCode = failureCode;
    this.detail = detail;
    this.operation = operation;
  }
}
