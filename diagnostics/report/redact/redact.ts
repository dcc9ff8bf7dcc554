/**
 * Redaction of a whole run. Observations are redacted before anything is judged, so that judging the stored report again sees the
 * same facts; the finished report is swept once more, for what the person typed. Redacting twice changes nothing.
 */
import { hostname, userInfo } from 'node:os';
import type { Evidence } from '../../model/message.ts';
import type { Observation } from '../../model/observation.ts';
import type { Report } from '../../model/report.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { createPrivateNames, reserveNamesIn, type PrivateNames } from './private-names.ts';
import { createRedactor, type RedactionContext } from './redactor.ts';

/**
 * `names`: those with which the run was redacted, so that a mailbox keeps its pseudonym; without them, names of its own. `swept`:
 * observations that were redacted before and stand beside the report; an excerpt of them holds nothing more than they do.
 */
export function redactReport(
  report: Report,
  names: PrivateNames = createPrivateNames(),
  context: RedactionContext = localContext(),
  swept?: readonly Observation[],
): Report {
  const { redactions, networkData, observations, ...rest } = report;
  reserveNamesIn({ ...rest, observations }, names);
  const common = { ...context, names, keep: namesOf(report) };
  const gatherer = createRedactor(common);
  const clean = gatherer.redact(observations, '/observations');
  const redactor = createRedactor({ ...common, isSwept: excerptsOf(swept ?? clean) });
  return {
    ...redactor.redact(rest, ''),
    observations: clean,
    networkData,
    redactions: merged(redactions, [...gatherer.ledger(), ...redactor.ledger()]),
  };
}

/** An excerpt is read from the place that it points to; random digits of a certificate look like a secret when they stand alone. */
function excerptsOf(observations: readonly Observation[]): (evidence: Evidence) => boolean {
  const byId = new Map(observations.map((each) => [each.id, each]));
  return ({ observation: id, pointer, excerpt }) => {
    const observation = byId.get(id);
    return observation !== undefined && pointAt(observation, pointer).excerpt === excerpt;
  };
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
