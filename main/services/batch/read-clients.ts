/** Turns a list into what is to be checked, line by line: each line is taken, or refused with its number and the reason. */
import { understandTarget } from '../../../diagnostics/index.ts';
import { message, type Message } from '../../../diagnostics/model/message.ts';
import type { Target } from '../../../diagnostics/model/target.ts';
import { refusal } from '../said-error.ts';
import { understandColumns, type ColumnChoice, type ColumnRole, type TableShape } from './columns.ts';
import { readTable, type Table, type TableRow } from './table.ts';

/** One line of the list. Empty strings and an empty list where it does not say. */
export interface Client {
  readonly line: number;
  /** What makes it the same in another run of the list. */
  readonly key: string;
  readonly target: Target;
  readonly client: string;
  readonly provider: string;
  readonly product: string;
  readonly tags: readonly string[];
}

export interface RefusedLine {
  readonly line: number;
  /** What stands there, cut. */
  readonly text: string;
  readonly reason: Message;
}

export interface ClientList {
  readonly table: Omit<Table, 'rows'>;
  readonly shape: Omit<TableShape, 'rows'>;
  readonly clients: readonly Client[];
  readonly refused: readonly RefusedLine[];
  /** Lines in which nothing stands. */
  readonly blank: number;
}

/** Bounds of one list: more than any reseller has, and no way to fill the memory. */
export const listLimits = { bytes: 64 * 1024 * 1024, domains: 100_000 } as const;
const MAX_CELL = 200;
const MAX_TAGS = 20;

const isBlank = ({ cells }: TableRow): boolean => cells.every((cell) => cell === '');
/** A line that is meant for people alone, as plain lists have them. */
const isRemark = ({ cells }: TableRow): boolean => (cells[0] ?? '').startsWith('#');

/** @throws SaidError when the list as a whole is of no use. */
export function readClients(
  bytes: Uint8Array,
  options: { readonly columns: ColumnChoice; readonly delimiter?: string | undefined },
): ClientList {
  const { rows: all, ...table } = readTable(bytes, options.delimiter);
  const rows = all.filter((row) => !isRemark(row));
  const { rows: body, ...shape } = understandColumns({ ...table, rows }, options.columns);
  const clients: Client[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Map<string, number>();
  for (const row of body) {
    const read = readRow(row, shape.columns, seen);
    if ('reason' in read) refused.push(read);
    else clients.push(read);
  }
  if (clients.length > listLimits.domains)
    throw refusal('batch.error.too_many', { count: clients.length, limit: listLimits.domains });
  return { table, shape, clients, refused, blank: all.filter(isBlank).length };
}

function readRow(
  row: TableRow,
  columns: TableShape['columns'],
  seen: Map<string, number>,
): Client | RefusedLine {
  const cell = (role: ColumnRole): string =>
    columns[role]
      .map((column) => row.cells[column] ?? '')
      .filter((each) => each !== '')
      .join(' ')
      .slice(0, role === 'domain' ? 2_000 : MAX_CELL);
  const typed = cell('domain');
  const refusing = (reason: Message): RefusedLine => ({
    line: row.line,
    text: (typed === '' ? row.cells.join(' ') : typed).slice(0, 80),
    reason,
  });
  if (row.isBroken) return refusing(message('batch.line.broken_quotes', {}));
  if (typed === '') return refusing(message('batch.line.no_domain', {}));
  // somebody who types or pastes them sees what is made of it; in a list nobody would, and another name might be looked at
  if (/[^\P{Cc}\t\r\n]/u.test(typed)) return refusing(message('batch.line.control_character', {}));
  const understood = understandTarget(typed);
  if (!understood.ok) return refusing(understood.error);
  const { target } = understood;
  const key = `${target.domain}${target.path}`;
  const earlier = seen.get(key);
  if (earlier !== undefined)
    return refusing(
      message('batch.line.duplicate', { name: target.displayName.slice(0, 150), line: earlier }),
    );
  seen.set(key, row.line);
  const tags = [
    ...new Set(
      cell('tags')
        .split(/[,;|]/u)
        .map((tag) => tag.trim()),
    ),
  ].filter((tag) => tag !== '');
  return {
    line: row.line,
    key,
    target,
    client: cell('client'),
    provider: cell('provider'),
    product: cell('product'),
    tags: tags.slice(0, MAX_TAGS),
  };
}
