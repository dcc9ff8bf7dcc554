/** Parts that tickets, letters and guides share. */
import type { Observation } from '../model/observation.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { TicketKind } from '../model/ticket.ts';
import { confidenceText } from '../report/confidence-text.ts';
import { endpointText } from '../report/describe.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { phoneCodeOf } from '../report/phone-code.ts';
import { row, type Row } from '../report/rows.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';
import { literalErrors } from './literal-error.ts';

export interface SectionContext {
  readonly report: Report;
  readonly problem: Problem;
  readonly kind: TicketKind;
  readonly pack: ProviderPack | null;
  readonly t: Translator;
}

export const sectionRow = (
  { t }: SectionContext,
  id: string,
  paragraphs: readonly string[],
  items: readonly string[] = [],
): readonly Row[] => row(id, t.text(`ticket.section.${id}`), paragraphs, items);

/** One failure with its exact words, its time with zone and in UTC, and the server that was really reached. */
export function occurrence(context: SectionContext): readonly Row[] {
  const { report, problem, t } = context;
  const errors = literalErrors(report, problem);
  const seen = errors.find(({ observation }) => observation !== undefined)?.observation;
  return [
    ...sectionRow(
      context,
      'error',
      errors.map(({ text }) => text),
    ),
    ...sectionRow(context, 'time', [seen ? timeText(seen.startedAt, t) : '']),
    ...sectionRow(context, 'server', [reached(seen, problem, t)]),
  ];
}

function reached(seen: Observation | undefined, problem: Problem, t: Translator): string {
  const text = seen === undefined ? '' : endpointText(seen, t);
  return text === '' ? inertLine(problem.subject) : text;
}

export function timeText(time: string, t: Translator): string {
  const [local, utc] = [t.dateTime(time), t.dateTimeUtc(time)];
  return local === utc ? utc : t.text('ticket.time_of_failure', { local, utc });
}

export const sure = ({ problem, t }: SectionContext): string => confidenceText(problem, t);

export const reference = (context: SectionContext): readonly Row[] => {
  const { report, problem, kind, t } = context;
  // it says whether the provider's support covers the matter, which is nobody else's business
  const code = kind === 'provider_ticket' ? phoneCodeOf(problem) : null;
  const text = t.text('ticket.reference', {
    id: report.id,
    version: report.tool.version,
    rules: report.tool.rules,
    time: t.dateTimeUtc(report.finishedAt),
  });
  return sectionRow(context, 'reference', [text, code === null ? '' : t.text('ticket.phone_code', { code })]);
};

/** Where the measurements were made from, and what marks that seat. */
export function seat(context: SectionContext): readonly Row[] {
  const { report, t } = context;
  const { vantage } = report;
  const state = (family: 'ipv4' | 'ipv6'): string => t.text(`ticket.family.${vantage[family]}`);
  const text = t.text('ticket.seat', {
    ipv4: state('ipv4'),
    ipv6: state('ipv6'),
    resolvers: vantage.resolvers.join(', ') || '–',
    platform: vantage.platform,
  });
  const marks = vantage.stamps.map((stamp) => t.text(`ticket.stamp.${stamp}`));
  return sectionRow(context, 'seat', [text], marks);
}
