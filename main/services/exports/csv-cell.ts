/** Text that stays text when a table program opens it (OWASP: CSV injection). */
import { inertLine } from '../../../diagnostics/index.ts';

export type CsvCell = string | number | null;

/** What begins a formula in Excel, LibreOffice Calc or Google Sheets; full-width signs are read as the plain ones. */
const formula = /^["'\s]*[=+\-@＝＋－＠]/u;
/** Where Excel reads commas as decimals it cuts at semicolons, and what follows one begins a cell of its own. */
const hiddenFormula = /([;|]["'\s]*)([=+\-@＝＋－＠])/gu;

export function inertCsvCell(cell: CsvCell): string | number {
  if (typeof cell !== 'string') return cell ?? '';
  const line = inertLine(cell).replace(hiddenFormula, "$1'$2");
  return formula.test(line) ? `'${line}` : line;
}
