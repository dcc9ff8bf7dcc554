/**
 * The reports: one `.faultline` file each in `reports/`, and an index for the list. The index can always be made again from the files; names
 * come from us alone, so that nothing is ever read or written outside the folder. Of what this app has measured itself, a page of facts goes
 * into the history.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProviderPack, Translator } from '../../diagnostics/index.ts';
import { message } from '../../diagnostics/model/message.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { forgetPrivateMap } from '../services/private-map.ts';
import { writeAtomically } from '../services/file-writer.ts';
import type { History } from '../services/history/open-history.ts';
import { openReportFile, type OpenedFile } from '../services/report-files.ts';
import { saveBundle } from '../services/ticket-files.ts';
import { accepted, refusal } from '../services/said-error.ts';
import { privateFolder } from './context.ts';
import { createUnsealedReports, type UnsealedReports } from './unsealed-reports.ts';
import {
  createReportIndex,
  entryOf,
  isOwnRun,
  knownId,
  namesIn,
  readStored,
  recordRun,
  removeFile,
  SEALED_ENTRY,
  type Origin,
  type ReportIndex,
  type StoredEntry,
} from './report-index.ts';

export interface StoredReport {
  readonly entry: StoredEntry;
  readonly report: Report;
  /** JSON of the pack that came with it; untrusted. */
  readonly pack: string | null;
  readonly manifest: OpenedFile['manifest'];
}

export interface SaveOptions {
  readonly t: Translator;
  readonly packs: readonly ProviderPack[];
}

export interface ReportStore {
  /** The newest first. */
  list(): Promise<readonly StoredEntry[]>;
  read(id: string): Promise<StoredReport>;
  /** Returns the id under which it is kept. */
  add(report: Report, origin: Exclude<Origin, 'file'>, options: SaveOptions): Promise<string>;
  /** With the desk's identity, for as long as this process lives; nothing happens to what is not sealed or is open already. */
  unlock(id: string, identity: readonly string[]): Promise<void>;
  /** Takes a copy of a report file; the same file again is the same entry. One that is sealed stays so on the disk. */
  addFile(file: OpenedFile, options: SaveOptions): Promise<string>;
  replace(id: string, report: Report, options: SaveOptions): Promise<void>;
  setFacts(id: string, facts: StoredEntry['facts']): Promise<void>;
  remove(id: string): Promise<void>;
  /** Own runs and demos that started before, from the list and from the history; what came as a file stays. */
  removeBefore(time: string): Promise<void>;
  clear(): Promise<void>;
  size(): Promise<{ readonly reports: number; readonly bytes: number }>;
}

/** Ids of reports are ours, or those of a file that somebody made up. */
const plainId = (id: string): string =>
  /^[0-9a-f-]{8,60}$/u.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 40);

const reportOf = (id: string): string => id.replace(/^[a-z_]+-/u, '');

export function createReportStore(userData: string, history: History): ReportStore {
  const folder = join(userData, 'reports');
  const fileOf = (id: string): string => {
    if (!knownId.test(id)) throw refusal('app.error.unknown_report');
    return join(folder, `${id}.faultline`);
  };
  const index = createReportIndex({ folder, earlierIndex: join(userData, 'reports.json'), history });
  const unsealed = createUnsealedReports();
  const entryFor = async (id: string): Promise<StoredEntry> => {
    const entry = (await index.entries()).get(id);
    if (!entry) throw refusal('app.error.unknown_report');
    return entry;
  };
  const forget: Forget = (all, ids) => forgetReports({ userData, unsealed, fileOf }, all, ids);
  const keep = (id: string, report: Report, options: SaveOptions): Promise<void> =>
    index.change(async (all) => {
      await saveBundle(fileOf(id), report, options);
      all.set(id, entryOf(id, report));
      await recordRun(history, id, report);
    });

  return {
    list: async () =>
      [...(await index.entries()).values()].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
    read: async (id) => {
      const entry = await entryFor(id);
      return { entry, ...(unsealed.get(id) ?? (await readStored(fileOf(id)))) };
    },
    add: async (report, origin, options) => {
      const id = `${origin}-${plainId(report.id)}`;
      await keep(id, report, options);
      return id;
    },
    unlock: async (id, identity) => {
      await entryFor(id);
      await unlock({ fileOf, unsealed }, id, identity);
    },
    addFile: (file, options) => addFile({ index, fileOf, unsealed }, file, options),
    replace: keep,
    setFacts: (id, facts) =>
      index.change(async (all) => {
        all.set(id, { ...(await entryFor(id)), facts });
      }),
    remove: (id) =>
      index.change(async (all) => {
        await forget(all, [id]);
        if (isOwnRun(id)) await history.removeReport(reportOf(id));
      }),
    removeBefore: async (time) => {
      const old = [...(await index.entries()).values()]
        .filter(({ origin, startedAt }) => origin !== 'file' && startedAt < time)
        .map(({ id }) => id);
      if (old.length > 0) await index.change((all) => forget(all, old));
      await history.removeBefore(time);
    },
    clear: () => index.clear().finally(unsealed.clear),
    size: async () => ({ reports: (await index.entries()).size, bytes: await sizeOf(folder) }),
  };
}

type Forget = (all: Map<string, StoredEntry>, ids: readonly string[]) => Promise<void>;

/** With the names that their pseudonyms stand for. */
async function forgetReports(
  { userData, unsealed, fileOf }: Pick<Place, 'unsealed' | 'fileOf'> & { readonly userData: string },
  ...[all, ids]: Parameters<Forget>
): Promise<void> {
  for (const id of ids) {
    unsealed.delete(id);
    await removeFile(fileOf(id));
    await forgetPrivateMap(privateFolder({ folder: userData }), reportOf(id));
    all.delete(id);
  }
}

interface Place {
  readonly index: ReportIndex;
  readonly unsealed: UnsealedReports;
  readonly fileOf: (id: string) => string;
}

async function unlock(
  { unsealed, fileOf }: Pick<Place, 'unsealed' | 'fileOf'>,
  id: string,
  identity: readonly string[],
): Promise<void> {
  if (unsealed.get(id) !== undefined) return;
  const file = accepted(await openReportFile(fileOf(id), identity));
  // what is not sealed may be judged anew and changes on the disk: it is read there
  if (file.wasSealed) unsealed.set(id, file);
}

async function addFile(
  { index, unsealed, fileOf }: Place,
  file: OpenedFile,
  options: SaveOptions,
): Promise<string> {
  const { bytes, given, wasSealed, manifest, report } = file;
  const id = `file-${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}`;
  if (wasSealed) unsealed.set(id, file);
  if ((await index.entries()).has(id)) return id;
  await index.change(async (all) => {
    if (manifest !== null || wasSealed) await writeAtomically(fileOf(id), given);
    else await saveReadable(fileOf(id), report, options);
    const entry = entryOf(id, report);
    // the list is not sealed: it says whose report it is, and nothing of what it found
    all.set(
      id,
      wasSealed ? { ...entry, headline: message(SEALED_ENTRY), problems: 0, status: 'incomplete' } : entry,
    );
  });
  return id;
}

/** A text that a report may hold and the contents of a bundle may not is told now, and not when somebody wants to read it. */
async function saveReadable(file: string, report: Report, options: SaveOptions): Promise<void> {
  await saveBundle(file, report, options);
  try {
    await readStored(file);
  } catch (error) {
    await removeFile(file);
    throw error;
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await namesIn(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
