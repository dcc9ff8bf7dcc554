/**
 * CSV for table programs (RFC 4180): quoted throughout, with a byte order mark, without which Excel takes accents for something else. The
 * names of the columns are the same in every language, so that other programs can rely on them; the sentences are in the reader's.
 */
import papaparse from 'papaparse';
import { inertLine, type Translator } from '../../../diagnostics/index.ts';
import { firstTrend, nextExpiry, type ExportRow } from './export-row.ts';

type Cell = string | number | null;

const columns = (t: Translator): Readonly<Record<string, (row: ExportRow) => Cell>> => ({
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
  const table = [all.map(([name]) => name), ...rows.map((row) => all.map(([, of]) => inert(of(row))))];
  return `\uFEFF${papaparse.unparse(table, { quotes: true, newline: '\r\n' })}\r\n`;
}

/** What begins a formula in Excel, LibreOffice Calc or Google Sheets; full-width signs are read as the plain ones. */
const formula = /^["'\s]*[=+\-@＝＋－＠]/u;
/** Where Excel reads commas as decimals it cuts at semicolons, and what follows one begins a cell of its own. */
const hiddenFormula = /([;|]["'\s]*)([=+\-@＝＋－＠])/gu;

/** Text that stays text in a table program (OWASP: CSV injection). */
function inert(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell ?? '';
  const line = inertLine(cell).replace(hiddenFormula, "$1'$2");
  return formula.test(line) ? `'${line}` : line;
}
