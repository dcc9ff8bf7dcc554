/** Every way in which a list of clients leaves: for a table program, for other programs, and as a page. */
import { inertJson } from '../../../diagnostics/index.ts';
import type { ExportRow } from './export-row.ts';
import { exportCsv } from './render-csv.ts';
import { exportHtml, type PageOptions } from './render-html.ts';

export const exportFormats = ['csv', 'json', 'ndjson', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];
const EXPORT_VERSION = 1;

export function renderExport(rows: readonly ExportRow[], format: ExportFormat, options: PageOptions): string {
  switch (format) {
    case 'csv':
      return exportCsv(rows, options.t);
    case 'html':
      return exportHtml(rows, options);
    case 'json':
      return `${inertJson({ schemaVersion: EXPORT_VERSION, madeAt: options.at, clients: rows }, 2)}\n`;
    case 'ndjson':
      return rows.map((row) => `${inertJson(row)}\n`).join('');
  }
}
