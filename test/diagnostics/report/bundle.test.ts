import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../diagnostics/report/bundle/read-bundle.ts';
import { unzip } from '../../../diagnostics/report/bundle/unzip.ts';
import { writeBundle } from '../../../diagnostics/report/bundle/write-bundle.ts';
import { makeZip, type ZipEntry } from './make-zip.ts';
import { sampleReport } from './sample-report.ts';

const extras = {
  summary: 'All about it.\n',
  tickets: [{ name: '1-expired.txt', text: 'To whom it concerns\n' }],
};
const bundle = await writeBundle(sampleReport(), extras);
const files = await entriesOf(bundle);

async function entriesOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const result = await unzip(bytes);
  return new Map(
    result.ok ? [...result.files].map(([name, content]) => [name, content.toString('utf8')]) : [],
  );
}

/** The good bundle with some files replaced, removed (null) or added; the manifest follows when asked to. */
function changed(changes: Readonly<Record<string, string | null>>, repairsManifest = false): Uint8Array {
  const all = new Map(
    [...files, ...Object.entries(changes)].filter((entry): entry is [string, string] => entry[1] !== null),
  );
  for (const [name, content] of Object.entries(changes)) if (content === null) all.delete(name);
  if (repairsManifest) all.set('manifest.json', repaired(all));
  return makeZip([...all].map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

function repaired(all: ReadonlyMap<string, string>): string {
  const manifest = JSON.parse(files.get('manifest.json') ?? '') as Record<string, unknown>;
  const listed = [...all]
    .filter(([name]) => name !== 'manifest.json')
    .map(([path, content]) => ({
      path,
      size: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    }));
  return JSON.stringify({ ...manifest, files: listed });
}

const withReport = (change: (report: Record<string, unknown>) => unknown): Uint8Array =>
  changed(
    {
      'report.json': JSON.stringify(
        change(JSON.parse(files.get('report.json') ?? '') as Record<string, unknown>),
      ),
    },
    true,
  );
const big = (size: number): ZipEntry => {
  const content = Buffer.alloc(size);
  return { name: 'big.txt', content, deflated: deflateRawSync(content) };
};

describe('writeBundle', () => {
  it('writes the files that the design names, the same bytes for the same report', async () => {
    expect([...files.keys()]).toEqual([
      'manifest.json',
      'summary.txt',
      'report.json',
      'evidence/observations.json',
      'redactions.json',
      'tickets/1-expired.txt',
    ]);
    expect(Buffer.compare(await writeBundle(sampleReport(), extras), bundle)).toBe(0);
  });

  it('comes back as it was', async () => {
    expect(await readBundle(bundle)).toMatchObject({ ok: true, report: sampleReport() });
  });

  it('opens when somebody packed it again with folders', async () => {
    const again = makeZip([
      { name: 'tickets/', content: Buffer.alloc(0) },
      ...[...files].map(([name, text]) => ({ name, content: Buffer.from(text) })),
    ]);
    expect(await readBundle(again)).toMatchObject({ ok: true });
  });
});

describe('readBundle', () => {
  const manifest = JSON.parse(files.get('manifest.json') ?? '{}') as Record<string, unknown>;
  const bad: readonly (readonly [string, Uint8Array, string])[] = [
    ['an empty file', new Uint8Array(0), 'not_a_zip'],
    ['text', Buffer.from('hello, this is no report'), 'not_a_zip'],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'not_a_zip'],
    ['a cut file', bundle.subarray(0, bundle.length - 40), 'truncated'],
    ['half a file', bundle.subarray(0, bundle.length / 2), 'truncated'],
    ['flipped bytes', flipped(bundle), 'damaged'],
    ['no manifest', changed({ 'manifest.json': null }), 'no_manifest'],
    ['a manifest of something else', changed({ 'manifest.json': '{"a":1}' }), 'bad_manifest'],
    [
      'a newer manifest',
      changed({ 'manifest.json': JSON.stringify({ ...manifest, schemaVersion: 2 }) }),
      'newer',
    ],
    ['a newer report', withReport((report) => ({ ...report, schemaVersion: 2 })), 'newer'],
    ['an edited file', changed({ 'summary.txt': 'All is well.\n' }), 'edited'],
    ['a foreign report', withReport((report) => ({ ...report, id: 'another' })), 'edited'],
    ['a missing file', changed({ 'redactions.json': null }), 'missing_file'],
    ['an added file', changed({ 'evidence/more.json': '[]' }), 'added_file'],
    ['an invalid report', withReport((report) => ({ ...report, status: 'splendid' })), 'invalid_report'],
    ['a report that is a list', withReport(() => []), 'invalid_report'],
    [
      'more values than any report holds',
      withReport((report) => ({ ...report, findings: Array(1_000_001).fill(0) })),
      'invalid_report',
    ],
    ['nesting without end', changed({ 'report.json': '['.repeat(5_000_000) }, true), 'invalid_report'],
    ['broken JSON', changed({ 'report.json': '{' }, true), 'invalid_report'],
    ['path traversal', makeZip([{ name: '../../evil.txt', content: Buffer.from('x') }]), 'unsafe_name'],
    ['an absolute path', makeZip([{ name: '/etc/passwd', content: Buffer.from('x') }]), 'unsafe_name'],
    ['a drive letter', makeZip([{ name: 'C:evil.txt', content: Buffer.from('x') }]), 'unsafe_name'],
    ['a backslash', makeZip([{ name: String.raw`..\evil.txt`, content: Buffer.from('x') }]), 'unsafe_name'],
    ['a bomb', makeZip([big(60 * 1024 * 1024)]), 'bomb'],
    ['an entry that is larger than it says', makeZip([{ ...big(1024 * 1024), statedSize: 10 }]), 'bomb'],
    [
      'too many entries',
      makeZip(
        Array.from({ length: 201 }, (_, index) => ({ name: `${index}.txt`, content: Buffer.alloc(0) })),
      ),
      'too_many_entries',
    ],
    [
      'the same name twice',
      makeZip([
        { name: 'a.txt', content: Buffer.from('1') },
        { name: 'a.txt', content: Buffer.from('2') },
      ]),
      'damaged',
    ],
    ['an encrypted entry', makeZip([{ name: 'a.txt', content: Buffer.from('1'), flags: 1 }]), 'damaged'],
  ];

  it.each(bad)('refuses %s with a message of its own', async (_name, bytes, key) => {
    expect(await readBundle(bytes)).toMatchObject({ ok: false, error: { key: `report.bundle.${key}` } });
  });

  it('refuses a file that is too large before looking into it', async () => {
    const huge = new Uint8Array(65 * 1024 * 1024);
    expect(await readBundle(huge)).toMatchObject({ ok: false, error: { key: 'report.bundle.too_large' } });
  });
});

/** Damages compressed content and leaves the directory alone. */
function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let index = 400; index < 430; index += 1) copy[index] = (copy[index] ?? 0) ^ 0xff;
  return copy;
}
