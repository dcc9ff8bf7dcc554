/** Report files of this program and of strangers: read within bounds. */
import {
  bundleLimits,
  parseReportJson,
  readBundle,
  sweptReport,
  type Manifest,
} from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { fileError } from './file-error.ts';
import { readBounded } from './read-bounded.ts';
import { isSealed, unsealed } from './sealed-report.ts';

export interface OpenedFile {
  readonly report: Report;
  /** JSON of the pack that came with it; null when there was none. Untrusted. */
  readonly pack: string | null;
  /** Null for the bare JSON of a report. */
  readonly manifest: Manifest | null;
  /** It was encrypted for a desk. */
  readonly wasSealed: boolean;
  /** As they lay in the file. */
  readonly given: Buffer;
  /** As they lay in the file, without the seal. */
  readonly bytes: Buffer;
}
type Failed = { readonly ok: false; readonly error: Message };
type Result<T> = { readonly ok: true; readonly value: T } | Failed;

/** A `.faultline` file, or the JSON of a report; sealed for a desk or not. */
export async function openReportFile(
  path: string,
  identity: readonly string[] | null = null,
): Promise<Result<OpenedFile>> {
  const loaded = await loadReportBytes(path);
  return loaded.ok ? parseReportBytes(loaded.value, identity) : loaded;
}

/** Swept, whoever wrote it: what a report should not hold is taken out before anybody sees it. */
async function parseReportBytes(
  given: Buffer,
  identity: readonly string[] | null = null,
): Promise<Result<OpenedFile>> {
  const wasSealed = isSealed(given);
  const plain = wasSealed ? await unsealed(given, identity) : { ok: true as const, value: given };
  if (!plain.ok) return plain;
  const read = await readUnswept(plain.value);
  if (!read.ok) return read;
  const report = sweptReport(read.value.report);
  return { ok: true, value: { ...read.value, report, wasSealed, given, bytes: plain.value } };
}

async function readUnswept(bytes: Buffer): Promise<Result<Pick<OpenedFile, 'report' | 'pack' | 'manifest'>>> {
  const start = bytes
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  if (start.startsWith('{')) {
    const parsed = parseReportJson(bytes.toString('utf8').replace(/^\uFEFF/u, ''));
    return parsed.ok ? { ok: true, value: { report: parsed.report, pack: null, manifest: null } } : parsed;
  }
  const read = await readBundle(bytes);
  return read.ok
    ? { ok: true, value: { report: read.report, pack: read.pack, manifest: read.manifest } }
    : read;
}

async function loadReportBytes(path: string): Promise<Result<Buffer>> {
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
