/** Opens a `.faultline` file. Whatever is wrong with it ends in one clear message; nothing is ever written to disk. */
import { message, type Message } from '../../model/message.ts';
import { REPORT_SCHEMA_VERSION, reportSchema, type Report } from '../../model/report.ts';
import { isWithinJsonBounds } from './json-bounds.ts';
import { BUNDLE_SCHEMA_VERSION, bundleFiles, manifestSchema, sha256, type Manifest } from './manifest.ts';
import { unzip } from './unzip.ts';

type Failed = { readonly ok: false; readonly error: Message };
type Result<T> = ({ readonly ok: true } & T) | Failed;
const fail = (key: string, values: Message['values'] = {}): Failed => ({
  ok: false,
  error: message(`report.bundle.${key}`, values),
});

export interface OpenedReport {
  readonly report: Report;
  /** JSON of the provider pack that was used; null when there was none, or when the report stands alone. Untrusted, to be parsed. */
  readonly pack: string | null;
}

export async function readBundle(
  bytes: Uint8Array,
): Promise<Result<OpenedReport & { readonly manifest: Manifest }>> {
  const unzipped = await unzip(bytes);
  if (!unzipped.ok) return unzipped;
  const { files } = unzipped;
  const manifest = readManifest(files);
  if (!manifest.ok) return manifest;
  const difference = findDifference(manifest.manifest, files);
  if (difference) return difference;
  const report = readReport(files);
  if (!report.ok) return report;
  if (report.report.id !== manifest.manifest.report) return fail('edited', { file: bundleFiles.report });
  const pack = files.get(bundleFiles.pack)?.toString('utf8') ?? null;
  return { ok: true, report: report.report, manifest: manifest.manifest, pack };
}

/** A report that stands alone as JSON, as `--format json` prints it: no hashes, so nothing says whether it was edited. */
export function parseReportJson(text: string): Result<{ readonly report: Report }> {
  return checkReport(parsed(text));
}

function readManifest(files: ReadonlyMap<string, Buffer>): Result<{ readonly manifest: Manifest }> {
  const bytes = files.get(bundleFiles.manifest);
  if (!bytes) return fail('no_manifest');
  const value = parsed(bytes.toString('utf8'));
  const version = versionOf(value);
  if (version > BUNDLE_SCHEMA_VERSION) return fail('newer', { version, known: BUNDLE_SCHEMA_VERSION });
  const result = manifestSchema.safeParse(value);
  return result.success ? { ok: true, manifest: result.data } : fail('bad_manifest');
}

/** Every file must be in the manifest and the other way round, byte for byte. */
function findDifference(manifest: Manifest, files: ReadonlyMap<string, Buffer>): Failed | null {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  for (const path of files.keys()) {
    if (path !== bundleFiles.manifest && !listed.has(path)) return fail('added_file', { file: path });
  }
  for (const file of manifest.files) {
    const bytes = files.get(file.path);
    if (!bytes) return fail('missing_file', { file: file.path });
    if (bytes.byteLength !== file.size || sha256(bytes) !== file.sha256)
      return fail('edited', { file: file.path });
  }
  return null;
}

function readReport(files: ReadonlyMap<string, Buffer>): Result<{ readonly report: Report }> {
  const report = parsed(files.get(bundleFiles.report)?.toString('utf8') ?? '');
  const observations = parsed(files.get(bundleFiles.observations)?.toString('utf8') ?? '');
  if (report === null || typeof report !== 'object')
    return fail('invalid_report', { place: bundleFiles.report });
  return checkReport({ ...report, observations });
}

function checkReport(value: unknown): Result<{ readonly report: Report }> {
  const version = versionOf(value);
  if (version > REPORT_SCHEMA_VERSION) return fail('newer', { version, known: REPORT_SCHEMA_VERSION });
  const result = reportSchema.safeParse(value);
  // The parsed union has the shape of Report; the compiler cannot see that each kind carries its own input and data.
  if (result.success) return { ok: true, report: result.data as Report };
  const place = result.error.issues[0]?.path.map(String).join('/') ?? '';
  return fail('invalid_report', { place: place.slice(0, 200) || '/' });
}

const versionOf = (value: unknown): number => {
  const version = (value as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  return typeof version === 'number' ? version : 0;
};

/** Null for what is no JSON, and for more of it than any report holds. */
function parsed(text: string): unknown {
  try {
    if (!isWithinJsonBounds(text)) return null;
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
