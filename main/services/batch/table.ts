/** Reads a list as programs export it: any usual encoding and delimiter, quoted or not, and never a guess about what a broken line meant. */
import Papa from 'papaparse';
import { refusal } from '../said-error.ts';
import { decodeList, type Encoding } from './decode-list.ts';

export interface TableRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Its quotation marks do not match: what belongs to which column cannot be told. */
  readonly isBroken: boolean;
}

export interface Table {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly rows: readonly TableRow[];
}

const delimiters = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 50;

/** The one that parts most lines into the same number of columns; a list of one column has none, and then a comma does no harm. */
function delimiterOf(text: string): string {
  const sample = text.split(/\r\n|\r|\n/u, SAMPLE_LINES * 2).filter((line) => line.trim() !== '');
  const scores = delimiters.map((delimiter) => {
    const widths = sample
      .slice(0, SAMPLE_LINES)
      .map((line) => (Papa.parse<string[]>(line, { delimiter }).data[0] ?? []).length);
    const counts = new Map<number, number>();
    for (const width of widths.filter((each) => each > 1)) counts.set(width, (counts.get(width) ?? 0) + 1);
    return { delimiter, agreeing: Math.max(0, ...counts.values()) };
  });
  const best = scores.reduce((a, b) => (b.agreeing > a.agreeing ? b : a));
  return best.agreeing === 0 ? ',' : best.delimiter;
}

/** More than any export has, and no way to fill the memory: every line and every cell costs more than its text. */
const tableLimits = { lines: 500_000, lineLength: 100_000 } as const;

/** @throws SaidError for a text that no list looks like. */
function checkLines(text: string): void {
  let lines = 0;
  for (let start = 0; start < text.length; lines++) {
    const end = endOfLine(text, start);
    if (end - start > tableLimits.lineLength)
      throw refusal('batch.error.line_too_long', { line: lines + 1, limit: tableLimits.lineLength });
    start = end;
  }
  if (lines > tableLimits.lines)
    throw refusal('batch.error.too_many_lines', { count: lines, limit: tableLimits.lines });
}

/**
 * A quotation mark that is never closed would swallow the rest of the list: parsing goes on at the next line, and reads the rest again
 * each time. So many characters in all, which is some seconds; a list in which that is not enough has the wrong quotation marks throughout.
 */
const CHARACTERS_AT_MOST = 200_000_000;

/**
 * @param delimiter when the person named it
 * @throws SaidError for a text that no list looks like
 */
export function readTable(bytes: Uint8Array, delimiter?: string): Table {
  const { encoding, text } = decodeList(bytes, tableLimits.lines);
  const content = text.replace(/^\uFEFF/u, '');
  checkLines(content);
  const chosen = delimiter ?? delimiterOf(content);
  const rows: TableRow[] = [];
  const lineAt = lineCounter(content);
  let characters = 0;
  for (let start = 0; start < content.length;) {
    characters += content.length - start;
    if (start > 0 && characters > CHARACTERS_AT_MOST)
      throw refusal('batch.error.broken_quotes', { line: rows.find(({ isBroken }) => isBroken)?.line ?? 1 });
    start = parseFrom(content, start, { delimiter: chosen, lineAt, rows });
  }
  // what stands behind the last line break is no line
  if (/[\r\n]$/u.test(content) && rows.at(-1)?.cells.every((cell) => cell === '') === true) rows.pop();
  return { encoding, delimiter: chosen, rows };
}

interface Parsing {
  readonly delimiter: string;
  readonly lineAt: (position: number) => number;
  readonly rows: TableRow[];
}

/** Parses to the end, or to the end of the first line that is broken; returns where to go on. */
function parseFrom(text: string, offset: number, { delimiter, lineAt, rows }: Parsing): number {
  let next = offset;
  Papa.parse<string[]>(offset === 0 ? text : text.slice(offset), {
    delimiter,
    step: ({ data, errors, meta }, parser) => {
      const line = lineAt(next);
      if (errors.some(({ type }) => type === 'Quotes')) {
        const end = endOfLine(text, next);
        rows.push({ line, cells: [text.slice(next, end).trim()], isBroken: true });
        next = end;
        parser.abort();
        return;
      }
      rows.push({ line, cells: data.map((cell) => cell.trim()), isBroken: false });
      next = offset + meta.cursor;
    },
  });
  return next;
}

function endOfLine(text: string, from: number): number {
  const found = /\r\n|\r|\n/gu;
  found.lastIndex = from;
  const match = found.exec(text);
  return match ? match.index + match[0].length : text.length;
}

/** Counts lines up to a position; asked in rising order. */
function lineCounter(text: string): (position: number) => number {
  const breaks = /\r\n|\r|\n/gu;
  let line = 1;
  let after = 0;
  let pending = breaks.exec(text);
  return (position) => {
    while (pending && pending.index + pending[0].length <= Math.max(position, after)) {
      after = pending.index + pending[0].length;
      line += 1;
      pending = breaks.exec(text);
    }
    return line;
  };
}
