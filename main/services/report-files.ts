/** Report files of this program and of strangers: read within bounds. */
import { bundleLimits, parseReportJson, readBundle, sweptReport } from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { readBounded } from './read-bounded.ts';

interface Opened {
  readonly report: Report;
  /** JSON of the pack that came with it; null when there was none. Untrusted. */
  readonly pack: string | null;
  /** False for the bare JSON of a report. */
  readonly isBundle: boolean;
}
type Failed = { readonly ok: false; readonly error: Message };
type Result<T> = { readonly ok: true; readonly value: T } | Failed;
export type ReadReport = ({ readonly ok: true } & Omit<Opened, 'isBundle'>) | Failed;

/** A `.faultline` file, or the JSON of a report. */
export async function readReportFile(path: string): Promise<ReadReport> {
  const loaded = await loadReportBytes(path);
  if (!loaded.ok) return loaded;
  const opened = await parseReportBytes(loaded.value);
  return opened.ok ? { ok: true, ...opened.value } : opened;
}

/** Swept, whoever wrote it: what a report should not hold is taken out before anybody sees it. */
export async function parseReportBytes(bytes: Buffer): Promise<Result<Opened>> {
  const read = await readUnswept(bytes);
  return read.ok ? { ok: true, value: { ...read.value, report: sweptReport(read.value.report) } } : read;
}

async function readUnswept(bytes: Buffer): Promise<Result<Opened>> {
  const start = bytes
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  if (start.startsWith('{')) {
    const parsed = parseReportJson(bytes.toString('utf8').replace(/^\uFEFF/u, ''));
    return parsed.ok ? { ok: true, value: { report: parsed.report, pack: null, isBundle: false } } : parsed;
  }
  const read = await readBundle(bytes);
  return read.ok ? { ok: true, value: { report: read.report, pack: read.pack, isBundle: true } } : read;
}

export async function loadReportBytes(path: string): Promise<Result<Buffer>> {
  try {
    const bytes = await readBounded(path, bundleLimits.file);
    if (bytes === null)
      return {
        ok: false,
        error: message('report.bundle.too_large', { megabytes: bundleLimits.file / 1024 / 1024 }),
      };
    return { ok: true, value: bytes };
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
