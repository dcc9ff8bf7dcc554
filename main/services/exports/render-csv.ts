/**
 * CSV for table programs (RFC 4180): quoted throughout, with a byte order mark, without which Excel takes accents for something else. The
 * names of the columns are the same in every language, so that other programs can rely on them; the sentences are in the reader's.
 */
import papaparse from 'papaparse';
import type { Translator } from '../../../diagnostics/index.ts';
import { inertCsvCell, type CsvCell } from './csv-cell.ts';
import { firstTrend, nextExpiry, type ExportRow } from './export-row.ts';

const columns = (t: Translator): Readonly<Record<string, (row: ExportRow) => CsvCell>> => ({
  client: ({ summary }) => summary.client,
  domain: ({ summary }) => summary.domain,
  provider: ({ summary }) => summary.provider,
  product: ({ summary }) => summary.product,
  tags: ({ summary }) => summary.tags.join(' '),
  checked: ({ summary }) => summary.startedAt,
  status: ({ summary }) => summary.status,
  result: ({ summary }) => resultOf(summary, t),
  problems: ({ summary }) => summary.problems.length,
  side: ({ summary }) => summary.problems[0]?.side ?? null,
  confidence: ({ summary }) => summary.problems[0]?.confidence ?? null,
  root_cause: ({ summary }) => summary.problems[0]?.rootCause ?? null,
  subject: ({ summary }) => summary.problems[0]?.subject ?? null,
  support: ({ summary }) => summary.problems[0]?.decision ?? null,
  clause: ({ summary }) => summary.problems[0]?.clause ?? null,
  first_answer_due: ({ summary }) => summary.problems[0]?.firstAnswerDue ?? null,
  shared_cause: ({ summary }) => summary.problems[0]?.sharedCauseKey ?? null,
  problem_since: (row) => firstTrend(row)?.since ?? null,
  first_seen: ({ trend }) => trend?.firstSeen ?? null,
  last_good: ({ trend }) => trend?.lastGood ?? null,
  certificate_ends: ({ summary }) => nextExpiry(summary, 'certificate'),
  domain_ends: ({ summary }) => nextExpiry(summary, 'domain'),
  not_diagnosed_because: ({ summary }) => (summary.undiagnosed === null ? null : t(summary.undiagnosed)),
});

/** The first sentence that a person reads. */
export const resultOf = ({ problems, status }: ExportRow['summary'], t: Translator): string => {
  const [first] = problems;
  return first === undefined ? t.text(`report.status.${status}`, { count: 0 }) : t(first.headline);
};

export function exportCsv(rows: readonly ExportRow[], t: Translator): string {
  const all = Object.entries(columns(t));
  const table = [all.map(([name]) => name), ...rows.map((row) => all.map(([, of]) => inertCsvCell(of(row))))];
  return `\uFEFF${papaparse.unparse(table, { quotes: true, newline: '\r\n' })}\r\n`;
}
