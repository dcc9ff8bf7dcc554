/** The result of a batch in the formats of the command line. */
import Papa from 'papaparse';
import {
  inertJson,
  inertLine,
  shorten,
  wrap,
  type TextStyle,
  type Translator,
} from '../../diagnostics/index.ts';
import type { Message } from '../../diagnostics/model/message.ts';
import type { ClientList } from '../services/batch/read-clients.ts';
import {
  countsOf,
  csvFields,
  csvRecord,
  resultJson,
  rowJson,
  type BatchResult,
} from '../services/batch/results.ts';
import type { BatchRow } from '../services/batch/row.ts';
import { inertCsvCell } from '../services/exports/csv-cell.ts';

export const batchFormats = ['text', 'json', 'ndjson', 'csv'] as const;
export type BatchFormat = (typeof batchFormats)[number];

type Say = (said: Message) => string;

/** RFC 4180, and nothing in it that a table program would take for a formula. */
const csvLine = (cells: readonly (string | number)[]): string =>
  `${Papa.unparse([cells.map(inertCsvCell)])}\r\n`;

/** As domains finish, for formats that are read line by line. */
export const streamedRow = (row: BatchRow, t: Say): string => `${inertJson(rowJson(row, t))}\n`;

export function renderBatch(
  result: BatchResult,
  format: BatchFormat,
  t: Translator,
  style: TextStyle,
): string {
  switch (format) {
    case 'json':
      return `${inertJson(resultJson(result, t), 2)}\n`;
    case 'csv':
      return [csvLine(csvFields), ...result.rows.map((row) => csvLine(csvRecord(row, t)))].join('');
    case 'ndjson':
      return result.rows.map((row) => streamedRow(row, t)).join('');
    case 'text':
      return renderText(result, t, style);
  }
}

const signs = { healthy: '✔', problems_found: '✖' } as const;
const signOf = (status: BatchRow['status']): string =>
  status === 'healthy' || status === 'problems_found' ? signs[status] : '?';
const ranks: Readonly<Record<BatchRow['status'], number>> = {
  problems_found: 0,
  failed: 1,
  could_not_diagnose: 1,
  incomplete: 1,
  healthy: 2,
};

/** Healthy domains are counted and not listed: what needs somebody is at the top. */
function renderText(result: BatchResult, t: Translator, style: TextStyle): string {
  const counts = countsOf(result);
  const shown = result.rows
    .filter(({ status }) => status !== 'healthy')
    .sort((a, b) => ranks[a.status] - ranks[b.status] || a.line - b.line);
  return [
    t.text('batch.result.counts', counts),
    ...(result.ending === 'completed' ? [] : [t.text(`batch.result.${result.ending}`, counts)]),
    ...(shown.length === 0 ? [] : ['']),
    ...shown.flatMap((row) => rowLines(row, t, style)),
    ...refusedLines(result.refused, t, style),
    '',
  ].join('\n');
}

function rowLines(row: BatchRow, t: Translator, { paint, width }: TextStyle): readonly string[] {
  const of = row.client === '' ? '' : ` · ${inertLine(row.client)}`;
  const sign = signOf(row.status);
  const head = paint('bold', `${sign} ${inertLine(row.displayName)}${of}`);
  const said = [
    ...row.problems.map(
      ({ side, confidence, headline }) =>
        `${t(headline)} (${t.text(`batch.side.${side}`)}, ${t.text(`batch.confidence.${confidence}`)})`,
    ),
    ...(row.reason === null ? [] : [t(row.reason)]),
  ];
  return [
    paint(sign === '✖' ? 'red' : 'yellow', head),
    ...said.flatMap((text) =>
      wrap(text, width - 4).map((line, index) => `  ${index === 0 ? '-' : ' '} ${line}`),
    ),
  ];
}

const REFUSED_SHOWN = 50;

export function refusedLines(
  refused: ClientList['refused'],
  t: Translator,
  { width }: Pick<TextStyle, 'width'>,
): readonly string[] {
  if (refused.length === 0) return [];
  const lines = refused
    .slice(0, REFUSED_SHOWN)
    .flatMap(({ line, text, reason }) =>
      wrap(t.text('batch.refused.line', { line, text: inertLine(text), reason: t(reason) }), width - 4).map(
        (part, index) => `  ${index === 0 ? '-' : ' '} ${part}`,
      ),
    );
  const more = refused.length - REFUSED_SHOWN;
  return [
    '',
    t.text('batch.refused.heading', { count: refused.length }),
    ...lines,
    ...(more > 0 ? [`  ${t.text('batch.refused.more', { count: more })}`] : []),
  ];
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

/** How the list was understood, so that a wrong guess is seen before it costs anything. */
export function listLines(list: ClientList, t: Translator): readonly string[] {
  const { table, shape } = list;
  const name = (column: number): string => {
    const heading = shape.headings?.[column];
    const number = t.text('batch.list.column', { number: column + 1 });
    return heading === undefined || heading === '' ? number : `“${shorten(inertLine(heading), 40)}”`;
  };
  const roles = Object.entries(shape.columns).map(([role, columns]) =>
    t.text('batch.list.role', {
      role: t.text(`batch.role.${role}`),
      columns: columns.length === 0 ? '–' : columns.map(name).join(' + '),
    }),
  );
  return [
    t.text('batch.list.read', {
      count: list.clients.length,
      refused: list.refused.length,
      blank: list.blank,
      encoding: table.encoding,
      delimiter: t.text(`batch.delimiter.${delimiterNames[table.delimiter] ?? 'other'}`),
    }),
    t.text('batch.list.columns', { list: roles.join(' · ') }),
  ];
}
