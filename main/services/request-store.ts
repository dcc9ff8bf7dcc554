/**
 * Requests that this machine made or was sent, with their nonces: `requests/made` tells which reports answer them, `requests/received` seals
 * the reports that are saved for them. Readable by their owner alone, and named by their digest, so that no name comes from a stranger.
 */
import { mkdir, readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { requestDigest } from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { writeAtomically } from './file-writer.ts';
import { readBounded } from './read-bounded.ts';
import { parseRequest, requestFileText } from './request-files.ts';

export type RequestShelf = 'made' | 'received';
export interface KeptRequest {
  /** Its digest. */
  readonly id: string;
  readonly request: CheckRequest;
}

const MAX_BYTES = 64 * 1024;
/** The latest of each shelf; older ones are forgotten. */
const KEPT = 500;
const knownName = /^([0-9a-f]{64})\.json$/u;

const folderOf = (state: string, shelf: RequestShelf): string => join(state, 'requests', shelf);

/** @param state null where nothing can be kept. Returns the request's id. */
export async function keepRequest(
  state: string | null,
  shelf: RequestShelf,
  request: CheckRequest,
): Promise<string> {
  const id = requestDigest(request);
  if (state === null) return id;
  const folder = folderOf(state, shelf);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeAtomically(join(folder, `${id}.json`), requestFileText(request));
  await forgetOldest(folder);
  return id;
}

async function forgetOldest(folder: string): Promise<void> {
  const files = (await namesIn(folder)).map((name) => join(folder, name));
  if (files.length <= KEPT) return;
  const dated = await Promise.all(files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })));
  const oldest = dated.sort((a, b) => a.time - b.time).slice(0, files.length - KEPT);
  await Promise.all(oldest.map(({ file }) => unlink(file)));
}

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => knownName.test(name));

/** The newest first. */
export async function keptRequests(
  state: string | null,
  shelf: RequestShelf,
): Promise<readonly KeptRequest[]> {
  if (state === null) return [];
  const folder = folderOf(state, shelf);
  const ids = (await namesIn(folder)).map((name) => name.slice(0, 64));
  const read = await Promise.all(ids.map((id) => keptRequest(state, shelf, id)));
  return read
    .flatMap((request) => (request === null ? [] : [{ id: requestDigest(request), request }]))
    .sort((a, b) => (a.request.made < b.request.made ? 1 : -1));
}

/** Null when this machine does not hold it, or no longer as it was kept. */
export async function keptRequest(
  state: string | null,
  shelf: RequestShelf,
  id: string,
): Promise<CheckRequest | null> {
  if (state === null || !knownName.test(`${id}.json`)) return null;
  try {
    const bytes = await readBounded(join(folderOf(state, shelf), `${id}.json`), MAX_BYTES);
    const read = parseRequest(JSON.parse(bytes?.toString('utf8') ?? ''));
    return read.ok && requestDigest(read.value) === id ? read.value : null;
  } catch {
    return null;
  }
}

export async function forgetRequest(state: string, shelf: RequestShelf, id: string): Promise<void> {
  if (knownName.test(`${id}.json`)) await rm(join(folderOf(state, shelf), `${id}.json`), { force: true });
}

/** The request that a report was made for, where this machine received it: with it, what is saved is sealed. */
export const receivedFor = (state: string | null, { askedBy }: Report): Promise<CheckRequest | null> =>
  askedBy === undefined ? Promise.resolve(null) : keptRequest(state, 'received', askedBy.request);
