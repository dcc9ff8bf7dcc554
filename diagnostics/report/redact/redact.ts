/**
 * Redaction of a whole run. Observations are redacted before anything is judged, so that judging the stored report again sees the
 * same facts; the finished report is swept once more, for what the person typed. Redacting twice changes nothing.
 */
import { hostname, userInfo } from 'node:os';
import type { Report } from '../../model/report.ts';
import { createPrivateNames, reserveNamesIn, type PrivateNames } from './private-names.ts';
import { createRedactor, type RedactionContext } from './redactor.ts';

/** `names`: those with which the run was redacted, so that a mailbox keeps its pseudonym; without them, names of its own. */
export function redactReport(
  report: Report,
  names: PrivateNames = createPrivateNames(),
  context: RedactionContext = localContext(),
): Report {
  const { redactions, networkData, ...rest } = report;
  reserveNamesIn(rest, names);
  const redactor = createRedactor({ ...context, names, keep: namesOf(report) });
  const clean = redactor.redact(rest, '');
  return { ...clean, networkData, redactions: merged(redactions, redactor.ledger()) };
}

/** A report file of somebody else, or of an earlier version: what it should not hold is taken out before anybody sees it. */
export const sweptReport = (report: Report): Report =>
  redactReport(report, createPrivateNames(), { localUser: null });

/** The account's own name stands in paths and in what the system tells about itself. */
export function localContext(): RedactionContext {
  return { localUser: accountName(), localHost: hostname() };
}

function accountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    // An account without a passwd entry, as in some containers.
    return null;
  }
}

/** What the report is about. Whoever runs Faultline on the server itself is told of that server by name. */
export const namesOf = ({ request }: Pick<Report, 'request'>): readonly string[] => [
  request.target.domain,
  ...request.hosts,
];

function merged(earlier: Report['redactions'], later: Report['redactions']): Report['redactions'] {
  const known = new Set(later.map(({ redactor, place }) => `${place} ${redactor}`));
  return [...earlier.filter(({ redactor, place }) => !known.has(`${place} ${redactor}`)), ...later];
}
