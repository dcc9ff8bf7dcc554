/**
 * A letter to whoever else runs the broken part. It is written for that reader alone: what is broken at theirs, the measurements that
 * show it, and what we ask. Nothing of the customer's contract, seat or other faults, and no sentence that was written for the customer.
 */
import type { Row } from '../report/rows.ts';
import { endpointText } from '../report/describe.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import { publicAddresses } from './known-answers.ts';
import { literalErrors } from './literal-error.ts';
import { occurrence, reference, sectionRow, sure, timeText, type SectionContext } from './section-parts.ts';
import { letterParty } from './ticket-kind.ts';

export function letterSections(context: SectionContext): readonly Row[] {
  return [
    ...sectionRow(context, 'what', opening(context)),
    ...sectionRow(context, 'request', [requestOf(context)]),
    ...occurrence(context),
    ...line(context),
    ...measurements(context),
    ...sectionRow(context, 'sure', [sure(context)]),
    ...reference(context),
  ];
}

function opening({ report, problem, t }: SectionContext): readonly string[] {
  const domain = report.request.target.displayName;
  const party = letterParty(problem.faultDomain);
  return [
    t.text(`ticket.letter.opening.${party}`, { domain }),
    t.text('ticket.letter.fault', {
      symptom: t.text(`ticket.symptom.${problem.rootCause}`),
      subject: problem.subject,
    }),
  ];
}

/** Some faults have a request of their own; the rest is asked of the party in general. */
function requestOf({ report, problem, t }: SectionContext): string {
  const own = `ticket.letter.ask.${problem.rootCause}`;
  const general = `ticket.letter.ask.${letterParty(problem.faultDomain)}`;
  return t.text(t.has(own) ? own : general, { domain: report.request.target.displayName });
}

/** Only an access provider can do something with the address of the line. */
function line(context: SectionContext): readonly Row[] {
  if (letterParty(context.problem.faultDomain) !== 'access_provider') return [];
  const addresses = publicAddresses(context.report);
  const { t } = context;
  return sectionRow(context, 'line', [
    addresses.length === 0
      ? t.text('ticket.fill_in', { prompt: t.text('ticket.ask.public_address') })
      : addresses.join(', '),
  ]);
}

const MAX_MEASUREMENTS = 12;

/** Each measurement with its own time and words: the reader has no report file to look into. */
function measurements(context: SectionContext): readonly Row[] {
  const { report, problem, t } = context;
  const items = problem.evidence.flatMap((item) => {
    const [found] = literalErrors(report, { ...problem, evidence: [item] });
    if (found?.observation === undefined) return [];
    const { observation, text } = found;
    const where = `${t.text(`report.kind.${observation.kind}`)} ${endpointText(observation, t)}`.trim();
    return [
      `${timeText(observation.startedAt, t)} · ${t.text('report.labelled', { label: inertLine(where), value: text })}`,
    ];
  });
  const lines = [...new Set(items)];
  const more = lines.length - MAX_MEASUREMENTS;
  return sectionRow(
    context,
    'evidence',
    [],
    [
      ...lines.slice(0, MAX_MEASUREMENTS),
      ...(more > 0 ? [t.text('report.evidence_more', { count: more })] : []),
    ],
  );
}
