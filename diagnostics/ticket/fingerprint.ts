/** Names a fault so that a second report of it is recognised: what is broken, how, and for which domain; never when or by whom. */
import { createHash } from 'node:crypto';
import type { Problem } from '../model/problem.ts';
import type { Affected } from './affected.ts';
import type { Report } from '../model/report.ts';

export function ticketFingerprint(report: Report, problem: Problem, affected?: Affected): string {
  const { target } = report.request;
  // What many share is the same fault, whichever of them the report is of.
  const parts =
    affected === undefined
      ? [target.registrableDomain ?? target.domain, problem.rootCause, problem.faultDomain, problem.subject]
      : [affected.cause, problem.faultDomain];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
