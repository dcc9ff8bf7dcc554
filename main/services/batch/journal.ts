/**
 * What a batch has finished, on disk before it is told: a first line for the batch, then one for each domain. A line that is only half
 * there, as after a power cut, is left out, and its domain is checked again. The newest journal of a list is the one to go on with.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { timestamp } from '../../../diagnostics/model/schema-kit.ts';
import { readBounded } from '../read-bounded.ts';
import { serially } from '../serially.ts';
import { batchRowSchema, type BatchRow } from './row.ts';

const headSchema = z.object({
  schemaVersion: z.literal(1),
  /** Absolute path of the list. */
  list: z.string().max(4_096),
  startedAt: timestamp,
  /** What was asked for, as text: another question needs another batch. */
  asked: z.string().max(10_000),
});
export type BatchHead = Readonly<z.infer<typeof headSchema>>;

export interface BatchJournal {
  readonly path: string;
  /** Resolves when the row is safe on disk. Rows that come while others are written go with the next write. */
  keep(row: BatchRow): Promise<void>;
  close(): Promise<void>;
}

export interface BatchSoFar {
  readonly head: BatchHead;
  readonly path: string;
  readonly rows: readonly BatchRow[];
}

const MAX_BYTES = 1024 * 1024 * 1024;
/** Journals kept of one list. */
const KEPT = 5;

const prefixOf = (list: string): string => createHash('sha256').update(list).digest('hex').slice(0, 16);

/** Milliseconds are always written, so that names sort by time. */
const digitsOf = (time: string): string => new Date(time).toISOString().replace(/[^0-9]/gu, '');

async function namesOf(folder: string, list: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.startsWith(`${prefixOf(list)}-`) && name.endsWith('.ndjson'))
    .sort()
    .reverse();
}

export async function startJournal(folder: string, head: BatchHead): Promise<BatchJournal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const older = (await namesOf(folder, head.list)).slice(KEPT - 1);
  await Promise.all(older.map((name) => unlink(join(folder, name)).catch(() => undefined)));
  const name = `${prefixOf(head.list)}-${digitsOf(head.startedAt)}.ndjson`;
  const journal = await openAt(join(folder, name), 'wx');
  await journal.append(JSON.stringify(head));
  return journal;
}

export async function goOnWith({ path, rows, head }: BatchSoFar): Promise<BatchJournal> {
  // written anew without what was cut off, so that the next line does not grow out of half a line, and put in place when it is whole
  const whole = `${path}.new`;
  const journal = await openAt(whole, 'w');
  await journal.append([head, ...rows].map((line) => JSON.stringify(line)).join('\n'));
  await rename(whole, path);
  return { ...journal, path };
}

async function openAt(
  path: string,
  flags: 'wx' | 'w',
): Promise<BatchJournal & { append(text: string): Promise<void> }> {
  const file = await open(path, flags, 0o600);
  const onDisk = serially();
  let waiting = '';
  const flush = (): Promise<void> =>
    onDisk(async () => {
      if (waiting === '') return;
      const part = waiting;
      waiting = '';
      await file.appendFile(part);
      await file.datasync();
    });
  const append = (text: string): Promise<void> => {
    waiting += `${text}\n`;
    return flush();
  };
  return {
    path,
    append,
    keep: (row) => append(JSON.stringify(row)),
    close: () => onDisk(() => file.close()),
  };
}

/** Journals of batches that began before; RFC 3339. One that is open elsewhere stays until the next time. */
export async function forgetJournals(folder: string, before: string): Promise<void> {
  const time = digitsOf(before);
  const names = await readdir(folder).catch(() => []);
  const old = names.filter((name) => (/^[0-9a-f]{16}-(\d{17})\.ndjson$/u.exec(name)?.[1] ?? time) < time);
  await Promise.all(old.map((name) => unlink(join(folder, name)).catch(() => undefined)));
}

/** The newest batch of that list; null when there is none that can be read. */
export async function lastBatch(folder: string, list: string): Promise<BatchSoFar | null> {
  for (const name of await namesOf(folder, list)) {
    const path = join(folder, name);
    const bytes = await readBounded(path, MAX_BYTES).catch(() => null);
    const [first, ...rest] = (bytes?.toString('utf8') ?? '').split('\n').map(parsed);
    const head = headSchema.safeParse(first);
    if (!head.success || head.data.list !== list) continue;
    const rows = rest.flatMap((line) => {
      const row = batchRowSchema.safeParse(line);
      return row.success ? [row.data] : [];
    });
    return { head: head.data, path, rows: [...new Map(rows.map((row) => [row.key, row])).values()] };
  }
  return null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
