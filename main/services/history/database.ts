/**
 * One SQLite file, read and written in turns (`turn.ts`), a transaction a turn.
 *
 * The library runs SQLite as WebAssembly over Node's own file calls, so that Node 20, Node 24 and Electron read one file by one code. Two
 * things it does not do, and are done here: it never rolls back the journal that a crash left behind (its lock looks to it like another's),
 * so the write-ahead log is used, which needs no such step; and its own lock outlives a crash, so ours stands before it.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type * as sqliteLibrary from 'node-sqlite3-wasm';
import { message, type Message } from '../../../diagnostics/model/message.ts';
import { refusal } from '../said-error.ts';
import { APPLICATION_ID, migrations } from './migrations.ts';
import { takeTurn } from './turn.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

export interface Database {
  run(sql: string, values?: readonly Value[]): void;
  all(sql: string, values?: readonly Value[]): readonly Row[];
  get(sql: string, values?: readonly Value[]): Row | null;
}

export interface DatabaseOptions {
  readonly file: string;
  /** Told when a damaged file had to be set aside. */
  readonly onNotice: (notice: Message) => void;
  readonly patienceMs?: number | undefined;
}

/** Does the work in a turn of its own; all of it counts, or nothing. A damaged file is set aside, and the work done on a new one. */
export async function inTurn<T>(options: DatabaseOptions, work: (database: Database) => T): Promise<T> {
  const { file } = options;
  const { Database: Sqlite } = await library();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const turn = await takeTurn(`${file}.turn`, options.patienceMs);
  try {
    // Ours is the turn, so this lock belongs to nobody any more.
    await rmdir(`${file}.lock`).catch(() => undefined);
    const check = turn.isTakenOver && (await sizeOf(file)) < CHECKED_AT_MOST;
    try {
      return workOn(new Sqlite(file), check, work);
    } catch (error) {
      if (!isDamage(error)) throw plainError(error, file);
      options.onNotice(await setAside(file));
      return workOn(new Sqlite(file), false, work);
    }
  } finally {
    await turn.end();
  }
}

type Library = typeof sqliteLibrary;
type Sqlite = InstanceType<Library['Database']>;

let loading: Promise<Library> | null = null;
/** Only when a history is used: the library is a megabyte to compile. As it is CommonJS, Node hands it over as the default of a module. */
const library = (): Promise<Library> =>
  (loading ??= import('node-sqlite3-wasm').then(
    (each: Library & { readonly default?: Library }) => each.default ?? each,
  ));

function workOn<T>(sqlite: Sqlite, isChecked: boolean, work: (database: Database) => T): T {
  try {
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = ON;');
    refuseOthers(sqlite);
    sqlite.exec('PRAGMA journal_mode = WAL;');
    if (isChecked) check(sqlite);
    sqlite.exec('BEGIN IMMEDIATE');
    migrate(sqlite);
    const result = work(shaped(sqlite));
    sqlite.exec('COMMIT');
    return result;
  } finally {
    // Closing takes back what was not committed.
    sqlite.close();
  }
}

const shaped = (sqlite: Sqlite): Database => ({
  run: (sql, values = []) => void sqlite.run(sql, [...values]),
  all: (sql, values = []) => sqlite.all(sql, [...values]),
  get: (sql, values = []) => sqlite.get(sql, [...values]),
});

/** A file of another program, or of a later version of this one, stays as it is. */
function refuseOthers(sqlite: Sqlite): void {
  const application = numberOf(sqlite, 'application_id');
  if (application !== APPLICATION_ID && (application !== 0 || tables(sqlite) > 0))
    throw refusal('history.error.not_ours');
  if (numberOf(sqlite, 'user_version') > migrations.length) throw refusal('history.error.newer');
}

function migrate(sqlite: Sqlite): void {
  const version = numberOf(sqlite, 'user_version');
  if (version === migrations.length) return;
  for (const step of migrations.slice(version)) sqlite.exec(step);
  sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length};`);
}

const numberOf = (sqlite: Sqlite, pragma: string): number =>
  Number(sqlite.get(`PRAGMA ${pragma}`)?.[pragma] ?? 0);

const tables = (sqlite: Sqlite): number =>
  Number(sqlite.get('SELECT count(*) AS tables FROM sqlite_schema')?.['tables'] ?? 0);

/** After somebody died in the middle. Takes a second for every 100 MB or so. */
const CHECKED_AT_MOST = 200 * 1024 * 1024;

function check(sqlite: Sqlite): void {
  const found = sqlite.get('PRAGMA quick_check(1)')?.['quick_check'];
  if (found !== 'ok') throw new Error('database disk image is malformed');
}

/** The library tells what went wrong in SQLite’s words only (sqlite3ErrStr). */
const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  /file is not a database|disk image is malformed|malformed database schema/u.test(error.message);

function plainError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error.name !== 'SQLite3Error') return error;
  const known: readonly (readonly [RegExp, string])[] = [
    [/database is locked|busy/u, 'busy'],
    [/disk is full/u, 'full'],
    [/readonly|read-only|unable to open|could not open|disk I\/O/iu, 'unwritable'],
  ];
  const key = known.find(([words]) => words.test(error.message))?.[1];
  return key === undefined ? error : refusal(`history.error.${key}`, { file: file.slice(0, 500) });
}

/** Nothing is deleted: what can still be read of it may matter to somebody. */
async function setAside(file: string): Promise<Message> {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const aside = `${file}.damaged-${stamp}`;
  await rename(file, aside);
  if (existsSync(`${file}-wal`)) await rename(`${file}-wal`, `${aside}-wal`);
  await rmdir(`${file}.lock`).catch(() => undefined);
  return message('history.notice.set_aside', { file: basename(aside) });
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** Takes the whole history away, with what SQLite keeps beside it. */
export async function deleteDatabase({ file, patienceMs }: DatabaseOptions): Promise<void> {
  if (!existsSync(dirname(file))) return;
  const turn = await takeTurn(`${file}.turn`, patienceMs);
  try {
    for (const each of [file, `${file}-wal`, `${file}-journal`]) await rm(each, { force: true });
    await rmdir(`${file}.lock`).catch(() => undefined);
  } finally {
    await turn.end();
  }
}
