/**
 * Redaction of a whole run. Observations are redacted before anything is judged, so that judging the stored report again sees the
 * same facts; the finished report is swept once more, for what the person typed. Redacting twice changes nothing.
 */
import { userInfo } from 'node:os';
import type { Report } from '../../model/report.ts';
import { createRedactor, type RedactionContext, type Redactor } from './redactor.ts';

export function redactReport(report: Report, redactor: Redactor = createRedactor(localContext())): Report {
  const { redactions, networkData, ...rest } = report;
  const clean = redactor.redact(rest, '');
  return { ...clean, networkData, redactions: merged(redactions, redactor.ledger()) };
}

/** The account's own name stands in paths and in what the system tells about itself. */
export function localContext(): RedactionContext {
  try {
    return { localUser: userInfo().username };
  } catch {
    // An account without a passwd entry, as in some containers.
    return { localUser: null };
  }
}

function merged(earlier: Report['redactions'], later: Report['redactions']): Report['redactions'] {
  const known = new Set(later.map(({ redactor, place }) => `${place} ${redactor}`));
  return [...earlier.filter(({ redactor, place }) => !known.has(`${place} ${redactor}`)), ...later];
}
