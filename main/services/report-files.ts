/** Report files of this program and of strangers: read within bounds. */
import { bundleLimits, parseReportJson, readBundle } from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { readBounded } from './read-bounded.ts';

export type ReadReport =
  | { readonly ok: true; readonly report: Report; readonly pack: string | null }
  | { readonly ok: false; readonly error: Message };

/** A `.faultline` file, or the JSON of a report. */
export async function readReportFile(path: string): Promise<ReadReport> {
  const loaded = await load(path);
  if (!loaded.ok) return loaded;
  const start = loaded.bytes
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  if (start.startsWith('{')) {
    const parsed = parseReportJson(loaded.bytes.toString('utf8').replace(/^\uFEFF/u, ''));
    return parsed.ok ? { ...parsed, pack: null } : parsed;
  }
  return readBundle(loaded.bytes);
}

type Loaded = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly error: Message };

async function load(path: string): Promise<Loaded> {
  try {
    const bytes = await readBounded(path, bundleLimits.file);
    if (bytes === null)
      return {
        ok: false,
        error: message('report.bundle.too_large', { megabytes: bundleLimits.file / 1024 / 1024 }),
      };
    return { ok: true, bytes };
  } catch (error) {
    return { ok: false, error: fileError(path, error) };
  }
}

/** What a file error means for a person. */
export function fileError(path: string, error: unknown): Message {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'UNKNOWN';
  const known = [
    'ENOENT',
    'EACCES',
    'EPERM',
    'EISDIR',
    'ENOTDIR',
    'ENOSPC',
    'EROFS',
    'EEXIST',
    'ENAMETOOLONG',
  ];
  return message(`cli.file.${known.includes(code) ? code : 'other'}`, { file: path.slice(0, 500), code });
}
