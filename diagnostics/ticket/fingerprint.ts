/** Names a fault so that a second report of it is recognised: what is broken, how, and for which domain; never when or by whom. */
import { createHash } from 'node:crypto';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';

export function ticketFingerprint(report: Report, problem: Problem): string {
  const { target } = report.request;
  const parts = [
    target.registrableDomain ?? target.domain,
    problem.rootCause,
    problem.faultDomain,
    problem.subject,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
