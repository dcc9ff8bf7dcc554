/** Writes a report as one `.faultline` file: a zip that any archiver opens, the same bytes for the same report. */
import { ZipFile } from 'yazl';
import type { CheckRequest } from '../../model/check-request.ts';
import type { Report } from '../../model/report.ts';
import { withoutSecrets } from '../redact/redactor.ts';
import { boundManifest } from './binding.ts';
import { bundleFiles, createManifest, plainFileName } from './manifest.ts';

export interface BundleExtras {
  /** The report for people, in the language they chose. */
  readonly summary: string;
  /** Plain file name (`1-expired-certificate.txt`) and text, one per problem. */
  readonly tickets: readonly { readonly name: string; readonly text: string }[];
  /** The provider pack that was used, so that the report can be judged again where this pack is not installed. */
  readonly pack?: unknown;
  /** The request that the report was made for, where it is at hand: seals the file. */
  readonly request?: CheckRequest | null;
}

export async function writeBundle(report: Report, extras: BundleExtras): Promise<Uint8Array> {
  const { observations, ...rest } = report;
  const files = new Map<string, Uint8Array>([
    [bundleFiles.summary, encoded(extras.summary)],
    // The evidence is by far the largest part and stands in its own file; the report says where.
    [bundleFiles.report, json({ ...rest, observationsFile: bundleFiles.observations })],
    [bundleFiles.observations, json(observations)],
    [bundleFiles.redactions, json(report.redactions)],
    ...(extras.pack === undefined ? [] : [[bundleFiles.pack, json(withoutSecrets(extras.pack))] as const]),
    ...extras.tickets.map(({ name, text }) => [`tickets/${name}`, encoded(text)] as const),
  ]);
  for (const path of files.keys())
    if (!plainFileName.test(path)) throw new Error(`not a plain file name: ${path}`);
  const manifest = boundManifest(createManifest(report, files), report, extras.request);
  return zipped(new Map([[bundleFiles.manifest, json(manifest)], ...files]), new Date(report.finishedAt));
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => encoded(`${JSON.stringify(value, null, 1)}\n`);

function zipped(files: ReadonlyMap<string, Uint8Array>, mtime: Date): Promise<Uint8Array> {
  const zip = new ZipFile();
  // DOS times have no zone and 2-second steps: the UTC extra field alone would still leave local time in the header.
  const local = new Date(mtime.getTime() + mtime.getTimezoneOffset() * 60_000);
  for (const [path, bytes] of files) {
    zip.addBuffer(Buffer.from(bytes), path, { mtime: local, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.on('error', reject);
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('error', reject);
    zip.outputStream.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
}
