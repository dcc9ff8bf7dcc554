/** A list of clients as it was understood, for the person to look at and to correct before anything is checked. */
import { basename } from 'node:path';
import { inertLine, type Translator } from '../../../diagnostics/index.ts';
import { columnRoles } from '../../services/batch/columns.ts';
import { listLimits, readClients, type ClientList } from '../../services/batch/read-clients.ts';
import { readTable } from '../../services/batch/table.ts';
import { readBounded } from '../../services/read-bounded.ts';
import { fileError } from '../../services/file-error.ts';
import { refusal, SaidError } from '../../services/said-error.ts';
import type { BatchListView, ColumnChoice, ColumnRole } from '../../contract/board.ts';

export interface ReadList {
  readonly bytes: Uint8Array;
  readonly list: ClientList;
}

/** @throws SaidError when the list as a whole is of no use. */
export async function readList(path: string, columns: ColumnChoice): Promise<ReadList> {
  const bytes = await bytesOf(path);
  return { bytes, list: readClients(bytes, { columns }) };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const megabytes = listLimits.bytes / 1024 / 1024;
  try {
    const bytes = await readBounded(path, listLimits.bytes);
    if (bytes === null) throw refusal('cli.error.list_too_large', { megabytes });
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new SaidError(fileError(path, error));
  }
}

/** Lines of each kind that are shown; the rest is counted. */
const SHOWN = { sample: 5, refused: 8, columns: 60 } as const;

export function listView(path: string, { bytes, list }: ReadList, t: Translator): BatchListView {
  const { clients, refused, shape } = list;
  const width = readTable(bytes)
    .rows.slice(0, 50)
    .reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const numbers = Array.from({ length: Math.min(width, SHOWN.columns) }, (_each, index) => index);
  const roles = columnRoles.map((role) => [role, String((shape.columns[role][0] ?? -1) + 1)] as const);
  return {
    path,
    name: inertLine(basename(path)),
    clients: clients.length,
    columns: numbers.map((index) => ({
      id: String(index + 1),
      label: inertLine(shape.headings?.[index] ?? '') || t.text('batch.list.column', { number: index + 1 }),
    })),
    roles: Object.fromEntries(roles.map(([role, number]) => [role, number === '0' ? '' : number])) as Record<
      ColumnRole,
      string
    >,
    sample: clients.slice(0, SHOWN.sample).map(({ target, client, provider, product, tags }) => ({
      domain: inertLine(target.displayName),
      client: inertLine(client),
      provider: inertLine(provider),
      product: inertLine(product),
      tags: inertLine(tags.join(', ')),
    })),
    refused: refused
      .slice(0, SHOWN.refused)
      .map(({ line, text, reason }) => t.text('batch.refused.line', { line, text, reason: t(reason) })),
    refusedCount: refused.length,
  };
}
