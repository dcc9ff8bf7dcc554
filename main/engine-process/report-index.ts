/** The list of what is stored. It speeds things up and holds nothing that the files do not say, except answers to reports that came as files. */
import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageSchema } from '../../diagnostics/model/message.ts';
import { statusSchema, type Report } from '../../diagnostics/model/report.ts';
import { summarise } from '../../diagnostics/index.ts';
import type { History } from '../services/history/open-history.ts';
import { readBounded } from '../services/read-bounded.ts';
import { openReportFile, type OpenedFile } from '../services/report-files.ts';
import { accepted } from '../services/said-error.ts';
import { serially } from '../services/serially.ts';

const origins = ['own', 'file', 'demo', 'mid_run'] as const;
export type Origin = (typeof origins)[number];

const entrySchema = z.object({
  id: z.string(),
  origin: z.enum(origins),
  displayName: z.string(),
  startedAt: z.string(),
  status: statusSchema,
  headline: messageSchema.nullable(),
  problems: z.int().nonnegative(),
  provider: z.string().nullable(),
  /** Answers to a report that came as a file: the file stays as it came, and is judged again with them. */
  facts: z.record(z.string(), z.string()),
});
export type StoredEntry = Readonly<z.infer<typeof entrySchema>>;
/** Names come from us alone: where a report came from, and hexadecimal digits. */
export const knownId = /^(own|file|demo|mid_run)-[0-9a-f-]{8,64}$/u;

export interface ReportIndex {
  entries(): Promise<ReadonlyMap<string, StoredEntry>>;
  /** Changes of files and entries, one after the other; what changed is written after each. */
  change(edit: (entries: Map<string, StoredEntry>) => Promise<void> | void): Promise<void>;
  /** All files and the whole history, and nothing else that lies in the folder. */
  clear(): Promise<void>;
}

interface Place {
  readonly folder: string;
  /** List of earlier versions, taken over once. */
  readonly earlierIndex: string;
  readonly history: History;
}

export function createReportIndex(place: Place): ReportIndex {
  const { folder, history } = place;
  let loading: Promise<Map<string, StoredEntry>> | null = null;
  const entries = (): Promise<Map<string, StoredEntry>> => (loading ??= loadEntries(place));
  const oneAtATime = serially();
  return {
    entries,
    change: (edit) =>
      oneAtATime(async () => {
        await mkdir(folder, { recursive: true });
        const all = await entries();
        const before = new Map(all);
        await edit(all);
        await history.reports.change(...differences(before, all));
      }),
    clear: () =>
      oneAtATime(async () => {
        const all = await entries();
        for (const name of await namesIn(folder)) await removeFile(join(folder, name));
        all.clear();
        await history.clear();
      }),
  };
}

const differences = (
  before: ReadonlyMap<string, StoredEntry>,
  after: ReadonlyMap<string, StoredEntry>,
): readonly [readonly StoredEntry[], readonly string[]] => [
  [...after.values()].filter((entry) => before.get(entry.id) !== entry),
  [...before.keys()].filter((id) => !after.has(id)),
];

type StoredFile = Pick<OpenedFile, 'report' | 'pack' | 'manifest'>;

/** One that is sealed is refused: it is read with an identity, once, by whoever opens it. */
export async function readStored(path: string): Promise<StoredFile> {
  const { report, pack, manifest } = accepted(await openReportFile(path));
  return { report, pack, manifest };
}

/** Stands in the list in place of what a sealed report found. */
export const SEALED_ENTRY = 'report.sealed.listed';

export const entryOf = (id: string, report: Report): StoredEntry => ({
  id,
  origin: (knownId.exec(id)?.[1] ?? 'file') as Origin,
  displayName: report.request.target.displayName,
  startedAt: report.startedAt,
  status: report.status,
  headline: report.problems[0]?.headline ?? null,
  problems: report.problems.length,
  provider: report.provider?.id ?? null,
  facts: {},
});

/** Files that are reports by their name; anything else in the folder is not ours. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter(
      (name) => name.endsWith('.faultline') && knownId.test(name.slice(0, -'.faultline'.length)),
    );
  } catch {
    return [];
  }
}

export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** What the index says, as far as the files are there; files that it does not know are read. A file that cannot be read is left out, not deleted. */
async function loadEntries({ folder, earlierIndex, history }: Place): Promise<Map<string, StoredEntry>> {
  const listed = await listedIn(history);
  const earlier = await readEarlierIndex(earlierIndex);
  const all = new Map<string, StoredEntry>();
  const unlisted: string[] = [];
  for (const name of await namesIn(folder)) {
    const id = name.slice(0, -'.faultline'.length);
    const entry = listed.get(id) ?? earlier.get(id) ?? (await entryFrom(folder, name, id));
    if (entry === null) continue;
    all.set(id, entry);
    if (!listed.has(id)) unlisted.push(id);
  }
  if (unlisted.length > 0)
    await history.reports
      .change(
        unlisted.map((id) => all.get(id)!),
        [],
      )
      .catch(logged);
  if (earlier.size > 0) await unlink(earlierIndex).catch(logged);
  void recordRuns(folder, unlisted, history).catch(logged);
  return all;
}

/** The list is a help: without it the files are read. */
const listedIn = async ({ reports }: History): Promise<ReadonlyMap<string, StoredEntry>> =>
  readEntries(await reports.entries().catch((error: unknown) => logged(error) ?? []));

const logged = (error: unknown): null => {
  process.stderr.write(`report list: ${error instanceof Error ? error.message : 'failed'}\n`);
  return null;
};

/** Runs of this app whose files were there before the history was, or longer than it. */
async function recordRuns(folder: string, ids: readonly string[], history: History): Promise<void> {
  for (const id of ids.filter(isOwnRun)) {
    const stored = await readStored(join(folder, `${id}.faultline`)).catch(logged);
    if (stored !== null) await recordRun(history, id, stored.report);
  }
}

/** The report is kept in any case: a history that cannot be written must not cost it. */
export async function recordRun(history: History, id: string, report: Report): Promise<void> {
  if (isOwnRun(id)) await history.record([summarise(report)]).catch(logged);
}

/** Of all that is stored, what this app has measured in the world. */
export const isOwnRun = (id: string): boolean => id.startsWith('own-') || id.startsWith('mid_run-');

async function entryFrom(folder: string, name: string, id: string): Promise<StoredEntry | null> {
  try {
    return entryOf(id, (await readStored(join(folder, name))).report);
  } catch {
    return null;
  }
}

function readEntries(entries: readonly unknown[]): ReadonlyMap<string, StoredEntry> {
  return new Map(
    entries.flatMap((each) => {
      const read = entrySchema.safeParse(each);
      return read.success ? [[read.data.id, read.data] as const] : [];
    }),
  );
}

/** Versions before the history kept the list in a file of its own. */
const earlierSchema = z.object({ schemaVersion: z.literal(1), entries: z.array(z.unknown()) });
const EARLIER_AT_MOST = 32 * 1024 * 1024;

async function readEarlierIndex(file: string): Promise<ReadonlyMap<string, StoredEntry>> {
  try {
    const bytes = await readBounded(file, EARLIER_AT_MOST);
    return readEntries(earlierSchema.parse(JSON.parse(bytes?.toString('utf8') ?? '')).entries);
  } catch {
    return new Map();
  }
}
