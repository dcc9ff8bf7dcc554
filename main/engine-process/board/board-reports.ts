/**
 * The reports behind the rows of the board, in `board/`: of each domain the newest only, and apart from the history of reports, since thousands
 * of clients would bury what the person looked at one by one.
 */
import type { Stats } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { HistoryStore } from '../../services/history/history-store.ts';
import { refusal } from '../../services/said-error.ts';
import { saveBundle } from '../../services/ticket-files.ts';
import { entryOf, readStored } from '../report-index.ts';
import type { ReportStore, SaveOptions, StoredReport } from '../report-store.ts';
import { serially } from '../../services/serially.ts';

/** Ids of our own reports alone, so that nothing outside the folder is ever named. */
const knownId = /^board-[0-9a-f-]{8,60}$/u;
const PREFIX = 'board-';
const idOf = (report: string): string => `${PREFIX}${report}`;

export interface BoardReports {
  /** Ids under which reports are kept, by the report's own. */
  ids(): Promise<ReadonlyMap<string, string>>;
  read(id: string): Promise<StoredReport>;
  replace(id: string, report: Report, options: SaveOptions): Promise<void>;
  add(report: Report, options: SaveOptions): Promise<void>;
  /** Of an earlier run. */
  remove(report: string): Promise<void>;
  /** Those of runs that go, and what a crash left behind before that time. */
  removeBefore(time: string, going: readonly string[]): Promise<void>;
  clear(): Promise<void>;
  size(): Promise<{ readonly reports: number; readonly bytes: number }>;
}

export function createBoardReports(userData: string): BoardReports {
  const folder = join(userData, 'board');
  const oneAtATime = serially();
  let reading: Promise<Map<string, string>> | null = null;
  const known = (): Promise<Map<string, string>> => (reading ??= idsIn(folder));
  const fileOf = (id: string): string => {
    if (!knownId.test(id)) throw refusal('app.error.unknown_report');
    return join(folder, `${id}.faultline`);
  };
  const write = async (id: string, report: Report, options: SaveOptions): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await saveBundle(fileOf(id), report, options);
  };
  return {
    ids: known,
    read: async (id) => {
      if (!(await known()).has(id.slice(PREFIX.length))) throw refusal('app.error.unknown_report');
      const stored = await readStored(fileOf(id));
      return { entry: { ...entryOf(id, stored.report), origin: 'own' }, ...stored };
    },
    replace: write,
    add: async (report, options) => {
      const id = idOf(report.id);
      await write(id, report, options);
      (await known()).set(report.id, id);
    },
    remove: (report) =>
      oneAtATime(async () => {
        const id = idOf(report);
        if (!(await known()).delete(report)) return;
        await rm(fileOf(id), { force: true });
      }),
    removeBefore: (time, going) =>
      oneAtATime(async () => {
        const all = await known();
        const gone = new Set(going);
        for (const [report, id] of all) {
          const written = (await statOf(fileOf(id)))?.mtimeMs ?? 0;
          if (!gone.has(report) && written >= Date.parse(time)) continue;
          all.delete(report);
          await rm(fileOf(id), { force: true });
        }
      }),
    clear: () =>
      oneAtATime(async () => {
        await rm(folder, { recursive: true, force: true });
        reading = null;
      }),
    size: async () => {
      const ids = [...(await known()).values()];
      const sizes = await Promise.all(ids.map(async (id) => (await statOf(fileOf(id)))?.size ?? 0));
      return { reports: ids.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    },
  };
}

/** Null for one that somebody took away. */
const statOf = (file: string): Promise<Stats | null> => stat(file).catch(() => null);

async function idsIn(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const ids = names
    .filter((name) => name.endsWith('.faultline'))
    .map((name) => name.slice(0, -'.faultline'.length));
  return new Map(ids.filter((id) => knownId.test(id)).map((id) => [id.slice(PREFIX.length), id]));
}

/** One store for whoever opens, counts or clears reports by their ids; `onChange` when the history of runs changed with it. */
export const withBoardReports = (
  store: ReportStore,
  board: BoardReports,
  history: Pick<HistoryStore, 'reportsBefore'>,
  onChange: () => void,
): ReportStore => {
  const told = async <T>(change: Promise<T>): Promise<T> => {
    const value = await change;
    onChange();
    return value;
  };
  return {
    ...store,
    read: (id) => (knownId.test(id) ? board.read(id) : store.read(id)),
    replace: (id, report, options) =>
      told(knownId.test(id) ? board.replace(id, report, options) : store.replace(id, report, options)),
    add: (report, origin, options) => told(store.add(report, origin, options)),
    remove: (id) => told(store.remove(id)),
    removeBefore: async (time) => {
      await board.removeBefore(time, await history.reportsBefore(time));
      return told(store.removeBefore(time));
    },
    clear: () => told(store.clear().then(() => board.clear())),
    size: async () => {
      const [one, other] = [await store.size(), await board.size()];
      return { reports: one.reports + other.reports, bytes: one.bytes + other.bytes };
    },
  };
};
