/** Rows as two columns: the label, and what is said. */
import type { Row } from '../rows.ts';
import { displayWidth, hanging, padEnd } from './layout.ts';
import type { Paint } from './paint.ts';

export interface TextStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

interface Columns {
  readonly indent: number;
  /** A longer label gets a line of its own. */
  readonly maxLabel: number;
}
const usual: Columns = { indent: 3, maxLabel: 18 };

export function renderRows(
  rows: readonly Row[],
  style: TextStyle,
  columns: Partial<Columns> = {},
): readonly string[] {
  const { indent, maxLabel } = { ...usual, ...columns, ...(style.width < 60 ? { maxLabel: 1 } : {}) };
  const column = Math.min(maxLabel, Math.max(0, ...rows.map(({ label }) => displayWidth(label)))) + 2;
  return rows.flatMap((row) => {
    const prefix = ' '.repeat(indent + column);
    const lines = [
      ...row.paragraphs.flatMap((text) => hanging(prefix, text, style.width)),
      ...row.items.flatMap((text) => hanging(`${prefix}- `, text, style.width)),
    ];
    return labelled(lines, row.label, indent, column, style.paint);
  });
}

/** Puts the label in front of the first line, or on a line of its own when it is longer than the column. */
function labelled(
  lines: readonly string[],
  label: string,
  indent: number,
  column: number,
  paint: Paint,
): readonly string[] {
  const margin = ' '.repeat(indent);
  if (displayWidth(label) > column - 1) return [`${margin}${paint('bold', label)}`, ...lines];
  const [first = '', ...rest] = lines;
  return [`${margin}${paint('bold', padEnd(label, column))}${first.slice(indent + column)}`, ...rest];
}
