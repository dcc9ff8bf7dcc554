/** The list of what is stored. It speeds things up and holds nothing that the files do not say, except answers to reports that came as files. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageSchema } from '../../diagnostics/model/message.ts';
import { statusSchema, type Report } from '../../diagnostics/model/report.ts';
import { writeAtomically } from '../services/file-writer.ts';
import { readBounded } from '../services/read-bounded.ts';
import { loadReportBytes, parseReportBytes } from '../services/report-files.ts';
import { accepted } from '../services/said-error.ts';
import { serially } from './serially.ts';

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
const indexSchema = z.object({ schemaVersion: z.literal(1), entries: z.array(z.unknown()) });

/** Names come from us alone: where a report came from, and hexadecimal digits. */
export const knownId = /^(own|file|demo|mid_run)-[0-9a-f-]{8,64}$/u;
const MAX_INDEX = 32 * 1024 * 1024;

export interface ReportIndex {
  entries(): Promise<ReadonlyMap<string, StoredEntry>>;
  /** Changes of files and entries, one after the other; the index is written after each. */
  change(edit: (entries: Map<string, StoredEntry>) => Promise<void> | void): Promise<void>;
}

export function createReportIndex(folder: string, indexFile: string): ReportIndex {
  let loading: Promise<Map<string, StoredEntry>> | null = null;
  const entries = (): Promise<Map<string, StoredEntry>> => (loading ??= loadEntries(folder, indexFile));
  const oneAtATime = serially();
  return {
    entries,
    change: (edit) =>
      oneAtATime(async () => {
        await mkdir(folder, { recursive: true });
        const all = await entries();
        await edit(all);
        await writeAtomically(indexFile, JSON.stringify({ schemaVersion: 1, entries: [...all.values()] }));
      }),
  };
}

export async function readStored(
  path: string,
): Promise<{ readonly report: Report; readonly pack: string | null }> {
  const opened = accepted(await parseReportBytes(accepted(await loadReportBytes(path))));
  return { report: opened.report, pack: opened.pack };
}

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

/** What the index says, as far as the files are there; files that it does not know are read. A file that cannot be read is left out, not deleted. */
async function loadEntries(folder: string, indexFile: string): Promise<Map<string, StoredEntry>> {
  const known = await readIndex(indexFile);
  const all = new Map<string, StoredEntry>();
  for (const name of await namesIn(folder)) {
    const id = name.slice(0, -'.faultline'.length);
    const entry = known.get(id) ?? (await entryFrom(folder, name, id));
    if (entry !== null) all.set(id, entry);
  }
  return all;
}

async function entryFrom(folder: string, name: string, id: string): Promise<StoredEntry | null> {
  try {
    return entryOf(id, (await readStored(join(folder, name))).report);
  } catch {
    return null;
  }
}

async function readIndex(file: string): Promise<ReadonlyMap<string, StoredEntry>> {
  try {
    const bytes = await readBounded(file, MAX_INDEX);
    const { entries } = indexSchema.parse(JSON.parse(bytes?.toString('utf8') ?? ''));
    return new Map(
      entries.flatMap((each) => {
        const read = entrySchema.safeParse(each);
        return read.success ? [[read.data.id, read.data] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}
