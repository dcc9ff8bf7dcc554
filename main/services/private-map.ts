/**
 * Which mailbox each pseudonym of a report stands for: on this machine only, beside no report, readable by its owner alone. With it the
 * person can let the names stand in a ticket; without it nobody can tell them any more.
 */
import { mkdir, readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PrivateNames } from '../../diagnostics/index.ts';
import { writeAtomically } from './file-writer.ts';
import { readBounded } from './read-bounded.ts';
import { stateFolder, type Environment } from './state-folder.ts';

const mapSchema = z.object({
  schemaVersion: z.literal(1),
  report: z.string().max(60),
  names: z.record(z.string().regex(/^mailbox-\d{1,9}$/u), z.string().max(400)),
});
export type NameMap = Readonly<Record<string, string>>;

const folderOf = (env: Environment): string | null => {
  const state = stateFolder(env);
  return state === null ? null : join(state, 'private');
};

/** Ids come from files of strangers. */
const fileOf = (folder: string, report: string): string | null =>
  /^[A-Za-z0-9-]{1,60}$/u.test(report) ? join(folder, `${report}.json`) : null;

const KEPT = 200;

/** Nothing is written for a report without pseudonyms. Returns the path, or null. */
export async function savePrivateMap(
  env: Environment,
  report: string,
  names: PrivateNames,
): Promise<string | null> {
  const entries = names.entries();
  const folder = folderOf(env);
  const path = folder === null ? null : fileOf(folder, report);
  if (folder === null || path === null || Object.keys(entries).length === 0) return null;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeAtomically(path, `${JSON.stringify({ schemaVersion: 1, report, names: entries }, null, 1)}\n`);
  await forgetOldest(folder);
  return path;
}

/** Names that nobody has asked for in a long time are forgotten. */
async function forgetOldest(folder: string): Promise<void> {
  const files = (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
  if (files.length <= KEPT) return;
  const dated = await Promise.all(files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })));
  const oldest = dated.sort((a, b) => a.time - b.time).slice(0, files.length - KEPT);
  await Promise.all(oldest.map(({ file }) => unlink(file)));
}

/** With the report itself. */
export async function forgetPrivateMap(env: Environment, report: string): Promise<void> {
  const folder = folderOf(env);
  const path = folder === null ? null : fileOf(folder, report);
  if (path !== null) await rm(path, { force: true });
}

/** Empty when this machine does not know them. */
export async function loadPrivateMap(env: Environment, report: string): Promise<NameMap> {
  const folder = folderOf(env);
  const path = folder === null ? null : fileOf(folder, report);
  if (path === null) return {};
  try {
    const bytes = await readBounded(path, 1024 * 1024);
    const read = bytes === null ? null : mapSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return read?.success && read.data.report === report ? read.data.names : {};
  } catch {
    return {};
  }
}
